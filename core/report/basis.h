// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/evidencerows.h"
#include "core/rules/finding.h"

namespace pathlight {

/// What one step measured that a finding rests on: the rows and tables of its evidence that the finding
/// names, worded as everywhere else. A finding that names one element of a list gets that row of the table
/// alone.
struct Basis
{
    QString step;
    QList<EvidenceRow> rows;
    QList<EvidenceTable> tables;
};

/// In the order in which the finding names the steps; a path that this evidence does not hold is left out.
[[nodiscard]] QList<Basis> basisOf(const Finding& finding, const Evidence& evidence, const Texts& texts);

} // namespace pathlight
