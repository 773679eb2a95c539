// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/redact.h"
#include "core/report/report.h"
#include "core/report/texts.h"

#include <QByteArray>

namespace pathlight::cli {

class Arguments;
class Output;

/// How a report is to be written.
struct FormatChoice
{
    QString format = QStringLiteral("text");
    QString output; ///< a file; empty: standard output
    Redaction redaction = Redaction::Standard;
    QString language = QStringLiteral("en");
};

/// Adds --format, --output, --redact and --language.
void addFormatOptions(Arguments* arguments);
[[nodiscard]] FormatChoice formatChoice(Arguments* arguments);

/// Whether the program that makes PDFs is there, where one is wanted; false was said on standard error.
[[nodiscard]] bool formatIsInstalled(const FormatChoice& choice);

/// The events, already redacted, in the format; not for jsonl while it streams, and not for pdf.
[[nodiscard]] QByteArray formatted(const FormatChoice& choice, const QList<Event>& events, bool colours);

/// Writes redacted events in the chosen format to their place. Gives `status`, or Failed where that did not
/// work and was said.
[[nodiscard]] int writeReport(const FormatChoice& choice, const QList<Event>& events, Output* output,
                              int status);

/// CONTRACT section 1: by the verdict.
[[nodiscard]] int exitStatusOf(const Report& report);

/// Home folders, keys and passwords of this computer's environment, which no report may hold.
[[nodiscard]] PrivateNames privateNames();

} // namespace pathlight::cli
