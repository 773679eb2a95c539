// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// Text for people, made safe and laid out. Much of what a report shows came from the network: a server's
/// header may hold terminal escapes, a host name may hold marks that turn the reading direction around.
namespace pathlight {

/// The text with every control character, line break and invisible direction mark replaced by U+FFFD. Every
/// value that came from outside goes through here before anybody sees it.
[[nodiscard]] QString visibleText(const QString& text);

/// How many terminal columns a text takes: two for wide East Asian characters, none for combining marks.
[[nodiscard]] int displayWidth(QStringView text);

/// Breaks a text into lines of at most `width` columns, at spaces and between East Asian characters. A word
/// that is longer than a line stands alone and is not cut.
[[nodiscard]] QStringList wrapText(const QString& text, int width);

/// The text filled up with spaces to `width` columns.
[[nodiscard]] QString padded(const QString& text, int width);

/// "41 ms", "3.2 s", "0.4 ms": three significant digits at most.
[[nodiscard]] QString duration(double milliseconds);

/// "97 %", "0.4 %".
[[nodiscard]] QString percentage(double share);

} // namespace pathlight
