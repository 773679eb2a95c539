// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/routereading.h"
#include "core/rules/rule.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

bool stands(const ConnectAttempt& attempt)
{
    return attempt.outcome == ConnectOutcome::Connected;
}

/// An attempt whose packets, or their answers, were lost or turned back on the way.
bool isLostOnTheWay(const ConnectAttempt& attempt)
{
    return attempt.outcome == ConnectOutcome::TimedOut || attempt.outcome == ConnectOutcome::Unreachable ||
           attempt.outcome == ConnectOutcome::Prohibited;
}

/// The trace that ended before the target, where connections fail as well: each alone proves nothing, for a
/// trace may meet silence that lets connections pass.
const TraceEvidence* brokenTrace(const Facts& facts, const ConnectAttempt& attempt)
{
    if (!isLostOnTheWay(attempt) || attempt.local) return nullptr;
    const TraceEvidence* trace = traceOf(facts, attempt);
    return trace && trace->reached == false ? trace : nullptr;
}

void describe(const TraceEvidence& trace, const ConnectAttempt& attempt, Finding& finding)
{
    finding.arguments = {{u"address"_s, attempt.address},
                         {u"port"_s, QString::number(attempt.port)},
                         {u"family"_s, attempt.family == "ipv6"_L1 ? u"IPv6"_s : u"IPv4"_s},
                         {u"otherFamily"_s, attempt.family == "ipv6"_L1 ? u"IPv4"_s : u"IPv6"_s},
                         {u"kind"_s, nameOf(attempt.outcome)}};
    if (trace.lastResponding) {
        finding.arguments.insert(u"hop"_s, *trace.lastResponding);
        finding.because = {u"route.lastResponding"_s};
    }
    finding.because.append(u"route.reached"_s);
}

/// Connections that fail so: the same fault, seen once more by other means, with the place it was seen at.
void endsBeforeTheTarget(const Facts& facts, Findings& out)
{
    if (facts.proxied() || !facts.evidence.tcp) return;
    const auto& attempts = facts.evidence.tcp->attempts;
    const bool anyStands = std::any_of(attempts.begin(), attempts.end(), stands);
    for (const ConnectAttempt& attempt : attempts) {
        const TraceEvidence* trace = brokenTrace(facts, attempt);
        if (!trace) continue;
        const bool siblingStands = std::any_of(attempts.begin(), attempts.end(), [&](const auto& other) {
            return other.family == attempt.family && stands(other);
        });
        if (siblingStands) continue;
        const QString family = attempt.family == "ipv6"_L1 ? u"tcp.ipv6_broken"_s : u"tcp.ipv4_broken"_s;
        Finding& finding = out.add(anyStands ? family : connectCode(attempt.outcome),
                                   anyStands ? Severity::Warning : Severity::Fault, 0.85);
        describe(*trace, attempt, finding);
        finding.blocks = !anyStands;
        return;
    }
}

QString protocolName(const QString& protocol)
{
    return protocol == "icmp"_L1 ? u"ICMP echo"_s : protocol.toUpper();
}

/// Where TCP ends and another kind of packet goes on, something lets through by kind.
void otherMethodGoesOn(const Facts& facts, Findings& out)
{
    if (facts.proxied() || !facts.evidence.tcp) return;
    for (const ConnectAttempt& attempt : facts.evidence.tcp->attempts) {
        const TraceEvidence* trace = brokenTrace(facts, attempt);
        const TraceEvidence* other = trace ? farther(*trace, facts.evidence.route->others) : nullptr;
        if (!other) continue;
        Finding& finding = out.note(u"note.route_filtered"_s);
        describe(*trace, attempt, finding);
        finding.arguments.insert(u"protocol"_s, protocolName(other->protocol));
        const RouteBreak broken = *readTrace(*trace, facts.evidence.route->others).broken;
        if (broken.before) finding.arguments.insert(u"nextHop"_s, *broken.before);
        finding.because.append(u"route.others"_s);
        return;
    }
}

} // namespace

std::span<const Rule> routeRules()
{
    static constexpr Rule rules[] = {
        {"ends before the target",
         "silence that reaches the target, with connections failing (PROCEDURES 7.4)", endsBeforeTheTarget},
        {"another method goes on", "vary one thing: the kind of packet (PROCEDURES 0.6)", otherMethodGoesOn},
    };
    return rules;
}

} // namespace pathlight
