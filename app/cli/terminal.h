// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pathlight::cli {

/// A line about the program itself, on standard error: "pathlight-cli: …", made visible (no control
/// characters).
void say(const QString& message);

/// A line of progress, on standard error, as it is.
void tell(const QString& line);

/// Writes and flushes; false where standard output does not take it (closed, full).
[[nodiscard]] bool writeStandardOutput(const QByteArray& bytes);

/// Asks on standard error, and reads a line of at most 100 characters from standard input. True where it is
/// `yes` or its first letter; false too where standard input is no terminal (see inputIsTerminal()).
[[nodiscard]] bool askedYes(const QString& question, const QString& yes);
[[nodiscard]] bool inputIsTerminal();

/// May colours be used on standard output? A terminal that is not dumb, and NO_COLOR is not set
/// (https://no-color.org).
[[nodiscard]] bool outputTakesColours();
[[nodiscard]] bool errorIsTerminal();
[[nodiscard]] bool errorTakesColours();

} // namespace pathlight::cli
