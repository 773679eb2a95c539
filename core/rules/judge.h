// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/evidence.h"
#include "core/rules/finding.h"

#include <QSet>

/// Evidence in, findings and verdict out. Pure: no network, no clock, no files but the tables compiled in.
namespace pathlight {

/// What the rules may look at.
struct Facts
{
    Evidence evidence;
    QString host; ///< of the target
    int port = 443;
    bool targetIsLocal = false;   ///< loopback: a practice endpoint, or a gateway on this computer
    bool comparisonNamed = false; ///< are there resolvers to compare with
    QSet<QString> ended;          ///< steps that came to an end, however
    QSet<QString> unknown;        ///< steps that ended without being able to see
    [[nodiscard]] bool proxied() const { return evidence.proxy && evidence.proxy->proxy.has_value(); }
};

struct Judgement
{
    QList<Finding> findings;
    Verdict verdict;
};

[[nodiscard]] Judgement judge(const Facts& facts);

} // namespace pathlight
