// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

/// Pictures and PDFs are drawn by a second program, pathlight-render, so that this one needs no Gui and no
/// Widgets.
namespace pathlight::cli {

/// Where it is: beside this program, else where packages put such helpers. Empty: it is not installed.
[[nodiscard]] QString rendererPath();

/// Says on standard error that `format` cannot be made because the renderer is not installed.
void sayRendererIsMissing(const QString& format);

/// Runs it with these arguments and this standard input, at most two minutes. Empty: it did its work; else
/// what went wrong.
[[nodiscard]] QString render(const QStringList& arguments, const QByteArray& input);

} // namespace pathlight::cli
