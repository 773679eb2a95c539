// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

/// What changed between two walks: the verdict, how each step ended, and the numbers that tell most.
namespace pathlight {

/// A number or text of the evidence before and after; null where that walk does not know it.
struct ComparedValue
{
    QString step;
    QString key; ///< the field's name in the report: "connectMs"
    QJsonValue before;
    QJsonValue after;
    [[nodiscard]] bool changed() const { return before != after; }
};

struct ComparedStep
{
    QString id;
    std::optional<StepStatus> before;
    std::optional<StepStatus> after;
    QStringList appeared;    ///< codes of findings that are new
    QStringList disappeared; ///< and of those that went
    QList<ComparedValue> values;
    [[nodiscard]] bool changed() const
    {
        return before != after || !appeared.isEmpty() || !disappeared.isEmpty();
    }
};

struct Comparison
{
    Verdict before;
    Verdict after;
    QString startedBefore;
    QString startedAfter;
    QString targetBefore; ///< the URLs; two different ones compare little
    QString targetAfter;
    QList<ComparedStep> steps;
    [[nodiscard]] bool verdictChanged() const
    {
        return before.status != after.status || before.code != after.code;
    }
};

[[nodiscard]] Comparison compareReports(const Report& before, const Report& after);

/// `pathlight.comparison/1`: {schema, before, after, verdictChanged, steps: [{id, before, after, changed,
/// appeared, disappeared, values: [{key, before, after}]}]}.
[[nodiscard]] QByteArray comparisonJson(const Comparison& comparison);

/// For people: the verdicts first, then the steps in which something changed, then the numbers.
[[nodiscard]] QString comparisonText(const Comparison& comparison, const Texts& texts, int width = 80);

} // namespace pathlight
