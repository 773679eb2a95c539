// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double intermittentShare = 0.1; ///< CONTRACT section 2: a request in ten

bool failed(const TryEvidence& each)
{
    if (!each.status) return true;
    static const QList<int> statuses{408, 429, 500, 502, 503, 504, 529};
    return statuses.contains(*each.status);
}

QString kindOf(const TryEvidence& each)
{
    return each.status ? QString::number(*each.status) : each.error.value_or(u"?"_s);
}

/// The commonest failure of first tries, by its status or error.
QString commonest(const QHash<QString, int>& kinds)
{
    QString name;
    for (auto each = kinds.cbegin(); each != kinds.cend(); ++each) {
        if (name.isEmpty() || each.value() > kinds.value(name) ||
            (each.value() == kinds.value(name) && each.key() < name)) {
            name = each.key();
        }
    }
    return name;
}

void intermittent(const Facts& facts, Findings& out)
{
    QHash<QString, int> kinds;
    int asked = 0;
    int bad = 0;
    for (const StabilityAttempt& attempt : facts.evidence.stability->attempts) {
        if (attempt.tries.isEmpty()) continue;
        ++asked;
        if (!failed(attempt.tries.first())) continue;
        ++bad;
        ++kinds[kindOf(attempt.tries.first())];
    }
    if (bad == 0 || bad == asked || bad < intermittentShare * asked) return;
    Finding& finding = out.fault(u"stability.intermittent"_s, bad >= 2 ? 0.95 : 0.75);
    finding.arguments = {{u"failed"_s, QString::number(bad)},
                         {u"attempts"_s, QString::number(asked)},
                         {u"percent"_s, spoken(100.0 * bad / asked)},
                         {u"commonest"_s, commonest(kinds)}};
    finding.because = {u"stability.attempts"_s};
}

} // namespace

std::span<const Rule> stabilityRules()
{
    static constexpr Rule rules[] = {
        {"intermittent", "some first tries fail and others pass (CONTRACT stability.intermittent)",
         intermittent},
    };
    return rules;
}

} // namespace pathlight
