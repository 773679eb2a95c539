// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

/// Which character a glyph in a PDF stands for, put right where a font has one glyph for several.
///
/// A PDF draws glyphs; what they mean, for searching and copying, stands in tables beside the fonts
/// (ToUnicode, ISO 32000-1, 9.10.3). Qt fills them with the lowest code point that a font draws with that
/// glyph: many fonts draw the Kangxi radical U+2F1D and the word U+53E3 alike, so Chinese text would be full
/// of radicals that no search finds.
namespace pathlight {

/// From the code point that Qt writes to the one that people write, for the fonts of the pictures.
[[nodiscard]] const QHash<char16_t, char16_t>& plainCharacters();

/// Puts the tables right in place; the file's length does not change. A file without such tables stays as it
/// is.
void restorePlainCharacters(QByteArray* pdf, const QHash<char16_t, char16_t>& plain);

} // namespace pathlight
