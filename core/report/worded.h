// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/evidencerows.h"
#include "core/report/report.h"

/// A report in words: everything the text, Markdown and HTML reports (and any page) say, in the order they
/// say it. Each format only lays it out. All texts are visible text (plaintext.h), not escaped for any
/// markup.
namespace pathlight {

struct WordedFinding
{
    QString code;
    Severity severity = Severity::Fault;
    QString severityWord;
    double confidence = 0;
    QString title;
    QString summary;
    QStringList paragraphs;
    QList<Remedy> remedies;
};

struct WordedStep
{
    QString id;
    QString name;
    QString question;
    QString mark; ///< "✓", "!", "✗", "–", "■", "?", "…": never the colour alone
    std::optional<StepStatus> status;
    QString statusWord;
    QString time; ///< "41 ms"; empty where it did not run
    QString reason;
    QString gist;
    QList<WordedFinding> findings;
    QList<EvidenceRow> rows;
    QList<EvidenceTable> tables;
};

struct WordedReport
{
    QString title;    ///< "Pathlight: …"
    QString target;   ///< "Claude API (https://api.anthropic.com)"
    QString madeAt;   ///< when, by which version, on which platform and machine
    QString practice; ///< the banner of a simulated fault; empty: it was a real walk
    QString sent;     ///< what the walk sent to the target; empty: not known
    QString ending;   ///< why the walk is not whole: cancelled, deadline, cut; else empty
    VerdictStatus status = VerdictStatus::Inconclusive;
    QString mark;
    QString statusWord;
    QString headline; ///< the knowledge's title of what was found
    QString summary;  ///< the one sentence
    QString whose;
    QString confidence; ///< "91 %"
    QString helpCode;
    QString code;
    QStringList alternatives; ///< "tcp.prohibited (6 %)"
    QStringList otherRoutes;  ///< plan B (otherroutes.h)
    QString clientMessage;    ///< does this explain what the client showed? Empty: nobody told what it showed
    QStringList paragraphs;
    QList<Remedy> remedies;
    QList<WordedStep> steps;
};

/// The mark of a status; `started` tells a running step from one that waits.
[[nodiscard]] QString markOf(const std::optional<StepStatus>& status, bool started);
[[nodiscard]] QString markOf(VerdictStatus status);

/// The words of a reason: "Skipped because Port 443 did not succeed".
[[nodiscard]] QString reasonText(const Reason& reason, const Texts& texts);

/// Whether the verdict explains the message that the client showed, as a sentence; empty where the walk was
/// told of none or is not judged.
[[nodiscard]] QString clientMessageText(const Report& report, const Texts& texts);

/// The explanation of a verdict: of its code, else of "healthy" or "inconclusive".
[[nodiscard]] Explanation explainVerdict(const Report& report, const Texts& texts);

/// Arguments every text of this walk may use besides its own: host, port.
[[nodiscard]] QJsonObject withTarget(const Report& report, const QJsonObject& arguments);

/// "this_computer" for "this computer": the text key of `whose`.
[[nodiscard]] QString whoseText(const QString& whose, const Texts& texts);

[[nodiscard]] WordedReport wordReport(const Report& report, const Texts& texts);

} // namespace pathlight
