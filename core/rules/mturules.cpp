// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/losschance.h"
#include "core/rules/rule.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int lowMtu = 1400; ///< CONTRACT mtu.low
constexpr int tellingAttempts = 5;
/// A hello of no more bytes fits into one segment: such a probe is the control of the larger ones.
constexpr int smallHello = 1200;
/// Packets of that size pass on any way, so what is held down to it does not die of its packets' size: 576
/// bytes, which every IPv4 host takes (RFC 1122 section 3.3.2), without headers.
constexpr int surelySmall = 536;

bool handshakeCompleted(const Facts& facts)
{
    return facts.evidence.tls && facts.evidence.tls->outcome == HandshakeOutcome::Completed;
}

void fillInterface(const MtuEvidence& mtu, Finding& finding)
{
    if (mtu.interface) finding.arguments.insert(u"interface"_s, *mtu.interface);
    if (mtu.interfaceMtu) finding.arguments.insert(u"before"_s, QString::number(*mtu.interfaceMtu));
    if (mtu.largestThatPassed) finding.arguments.insert(u"size"_s, QString::number(*mtu.largestThatPassed));
}

/// What the step counted, and the SYNs that went the same way later: they are as small.
SizeLoss lossOf(const Facts& facts)
{
    const MtuEvidence& mtu = *facts.evidence.mtu;
    SizeLoss loss{mtu.largeLost.value_or(0), {mtu.smallSent.value_or(0), mtu.smallLost.value_or(0)}};
    const auto& tcp = facts.evidence.tcp;
    if (!facts.evidence.stability || !tcp || tcp->chosen != mtu.address) return loss;
    // A few say less than what the step weighed: where the budget was short, chance would have the last word.
    if (facts.evidence.stability->attempts.size() < tellingAttempts) return loss;
    for (const StabilityAttempt& attempt : facts.evidence.stability->attempts) {
        for (const TryEvidence& each : attempt.tries) {
            loss.small.sent += each.synRetransmits ? *each.synRetransmits + 1 : 0;
            loss.small.lost += each.synRetransmits.value_or(0);
        }
    }
    return loss;
}

/// The way loses so much of everything that large packets may have been lost by chance. Without counts
/// nothing is known of it.
bool mayBeLoss(const Facts& facts)
{
    return facts.evidence.mtu->largeLost && !isMoreThanLoss(lossOf(facts));
}

void blackHole(const Facts& facts, Findings& out)
{
    const MtuEvidence& mtu = *facts.evidence.mtu;
    if (!mtu.blackHole.value_or(false) || mayBeLoss(facts)) return;
    Finding& finding = out.fault(u"mtu.black_hole"_s, 0.95);
    finding.blocks = facts.evidence.tls && !handshakeCompleted(facts);
    finding.arguments = {{u"kind"_s, mtu.direction.value_or(QString())}};
    fillInterface(mtu, finding);
    if (mtu.largestThatPassed) finding.arguments.insert(u"mtu"_s, QString::number(*mtu.largestThatPassed));
    finding.because = {u"mtu.blackHole"_s, u"mtu.probes"_s};
}

void low(const Facts& facts, Findings& out)
{
    const MtuEvidence& mtu = *facts.evidence.mtu;
    if (mtu.blackHole.value_or(false) || !mtu.pathMtu || *mtu.pathMtu >= lowMtu) return;
    Finding& finding = out.add(u"mtu.low"_s, Severity::Warning, 0.93);
    finding.arguments = {{u"mtu"_s, QString::number(*mtu.pathMtu)}};
    if (mtu.narrowHop) finding.arguments.insert(u"hop"_s, *mtu.narrowHop);
    fillInterface(mtu, finding);
    finding.because = {u"mtu.pathMtu"_s};
}

/// A ClientHello over one segment dies at every segment size, a small one passes: not the size of the
/// packets.
void largeHello(const Facts& facts, Findings& out)
{
    const MtuEvidence& mtu = *facts.evidence.mtu;
    if (mtu.blackHole.value_or(false) || !handshakeCompleted(facts) || mtu.probes.size() < 2) return;
    const bool allDied = std::all_of(mtu.probes.begin(), mtu.probes.end(), [](const MtuProbe& probe) {
        return probe.sent <= smallHello || !probe.upPassed || probe.downPassed == false;
    });
    // One that was refused at once did not vanish: then nothing was held down, and nothing need be.
    const bool wasSmallToo = std::any_of(mtu.probes.begin(), mtu.probes.end(), [](const MtuProbe& probe) {
        return probe.sent > smallHello && probe.mss && *probe.mss <= surelySmall;
    });
    const bool anyHeldDown = std::any_of(mtu.probes.begin(), mtu.probes.end(),
                                         [](const auto& probe) { return probe.mss.has_value(); });
    if (!allDied || (anyHeldDown && !wasSmallToo) || mayBeLoss(facts)) return;
    Finding& finding = out.fault(u"tls.large_hello_dropped"_s, 0.8);
    finding.arguments = {{u"size"_s, QString::number(mtu.probes.first().sent)}};
    finding.because = {u"mtu.probes"_s, u"tls.outcome"_s};
}

} // namespace

std::span<const Rule> mtuRules()
{
    static constexpr Rule rules[] = {
        {"black hole", "fails unclamped and works clamped (PROCEDURES 2), more often than loss would",
         blackHole},
        {"low", "a small path whose discovery works (CONTRACT mtu.low)", low},
        {"large hello", "dies at every clamp while a small hello passes (case 121)", largeHello},
    };
    return rules;
}

} // namespace pathlight
