// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/routereading.h"
#include "core/rules/rule.h"

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

QString connectCode(ConnectOutcome outcome)
{
    switch (outcome) {
    case ConnectOutcome::TimedOut:
        return u"tcp.timed_out"_s;
    case ConnectOutcome::Refused:
        return u"tcp.refused"_s;
    case ConnectOutcome::Prohibited:
        return u"tcp.prohibited"_s;
    case ConnectOutcome::Unreachable:
        return u"tcp.address_unreachable"_s;
    case ConnectOutcome::Reset:
        return u"tcp.reset"_s;
    case ConnectOutcome::Closed:
        return u"tcp.closed"_s;
    case ConnectOutcome::Connected:
    case ConnectOutcome::Failed:
        break;
    }
    return {};
}

namespace {

constexpr double lossLimit = 0.03;     ///< CONTRACT path.loss
constexpr double latencyLimitMs = 400; ///< CONTRACT path.latency
/// Below this a router's answer time is as short as this computer's own scheduling.
constexpr double leastTellingMs = 0.4;
constexpr double tooQuickShare = 0.3;      ///< of the nearest router's answer time
constexpr double nodeAddressLimitMs = 250; ///< Node gives an address up after that (case 74)

bool stands(const ConnectAttempt& attempt)
{
    return attempt.outcome == ConnectOutcome::Connected;
}

/// The attempt tells of the path: something was sent, and the end was not our own doing.
bool tells(const ConnectAttempt& attempt)
{
    return !attempt.local && !connectCode(attempt.outcome).isEmpty();
}

/// The attempt that explains a failure best: one that tells of the path, in the order the addresses were
/// given.
std::optional<qsizetype> telling(const QList<ConnectAttempt>& attempts)
{
    for (qsizetype index = 0; index < attempts.size(); ++index) {
        if (tells(attempts[index])) return index;
    }
    for (qsizetype index = 0; index < attempts.size(); ++index) {
        if (!connectCode(attempts[index].outcome).isEmpty()) return index;
    }
    return std::nullopt;
}

/// Silence alone blames nobody: routers that keep silent are no break (PROCEDURES section 7.4). Only where
/// another kind of packet goes on past the gateway, and these do not, is it the gateway that holds them up.
QString whoseSilence(const Facts& facts, const ConnectAttempt& attempt)
{
    const TraceEvidence* trace = traceOf(facts, attempt);
    if (!trace || trace->reached.value_or(true)) return {};
    if (readTrace(*trace).broken->thisComputer) return u"this computer"_s;
    const bool atGateway = trace->lastResponding && isGateway(facts, *trace->lastResponding);
    return atGateway && farther(*trace, facts.evidence.route->others) ? u"local network"_s : QString();
}

/// The last router that answered the trace of a way that does not reach its end.
void nameLastHop(const Facts& facts, const ConnectAttempt& attempt, Finding& finding)
{
    const TraceEvidence* trace = traceOf(facts, attempt);
    if (trace && trace->reached == false && trace->lastResponding)
        finding.arguments.insert(u"hop"_s, *trace->lastResponding);
}

/// The quickest answer of the nearest router: nothing from outside this computer can be quicker.
std::optional<double> nearestAnswerMs(const TraceEvidence* trace)
{
    if (!trace || trace->hops.isEmpty()) return std::nullopt;
    const HopEvidence& nearest = trace->hops.constFirst();
    return nearest.ttl == 1 && !nearest.target ? nearest.minMs : std::nullopt;
}

/// An RST does not say who sent it, but one that came far quicker than the nearest router answers was made
/// here (PROCEDURES 1).
bool isRefusedHere(const Facts& facts, const ConnectAttempt& attempt)
{
    if (attempt.outcome != ConnectOutcome::Refused || attempt.icmp || !attempt.connectMs) return false;
    const auto nearest = nearestAnswerMs(traceOf(facts, attempt));
    return nearest && *nearest >= leastTellingMs && *attempt.connectMs < tooQuickShare * *nearest;
}

void describe(const Facts& facts, const ConnectAttempt& attempt, qsizetype index, Finding& finding)
{
    finding.arguments = {{u"address"_s, attempt.address},
                         {u"port"_s, QString::number(attempt.port)},
                         {u"family"_s, attempt.family == "ipv6"_L1 ? u"IPv6"_s : u"IPv4"_s}};
    const QString at = u"tcp.attempts[%1]."_s.arg(index);
    finding.because = {at + u"outcome"_s};
    if (attempt.icmp) {
        finding.arguments.insert(u"offender"_s, attempt.icmp->from);
        finding.because.append(at + u"icmp"_s);
        if (isGateway(facts, attempt.icmp->from)) finding.whose = u"local network"_s;
    }
    if (attempt.local) finding.whose = u"this computer"_s;
    nameLastHop(facts, attempt, finding);
    if (isRefusedHere(facts, attempt)) {
        finding.whose = u"this computer"_s;
        finding.because.append({at + u"connectMs"_s, u"route.hops[0]"_s});
    }
    if (attempt.synRetransmits.value_or(0) > 0) {
        finding.arguments.insert(u"count"_s, QString::number(*attempt.synRetransmits));
        finding.because.append(at + u"synRetransmits"_s);
    }
}

double confidenceIn(const Facts& facts, const ConnectAttempt& attempt)
{
    if (attempt.outcome != ConnectOutcome::TimedOut) return attempt.icmp ? 0.97 : 0.93;
    // Two independent observations: several SYNs of one connection, and another connection or the trace.
    const bool several = attempt.synRetransmits.value_or(0) >= 2;
    const TraceEvidence* trace = traceOf(facts, attempt);
    const bool traceAgrees = trace && trace->reached == false;
    return several ? (traceAgrees ? 0.96 : 0.9) : 0.7;
}

void nothingConnects(const Facts& facts, Findings& out)
{
    const auto& attempts = facts.evidence.tcp->attempts;
    if (facts.proxied() || attempts.isEmpty() || std::any_of(attempts.begin(), attempts.end(), stands))
        return;
    const auto index = telling(attempts);
    if (!index) return;
    const ConnectAttempt& attempt = attempts[*index];
    Finding& finding = out.fault(connectCode(attempt.outcome), confidenceIn(facts, attempt));
    finding.blocks = true;
    describe(facts, attempt, *index, finding);
    if (attempt.outcome == ConnectOutcome::TimedOut) finding.whose = whoseSilence(facts, attempt);
}

/// The handshake of TLS was cut, and a second connection on which nothing was sent was cut as well.
void cutBeforeTls(const Facts& facts, Findings& out)
{
    const auto& tls = facts.evidence.tls;
    if (!tls || facts.proxied() || !tls->silentConnection) return;
    const auto outcome = namedValue<ConnectOutcome>(*tls->silentConnection);
    if (outcome != ConnectOutcome::Reset && outcome != ConnectOutcome::Closed) return;
    Finding& finding = out.fault(connectCode(*outcome), 0.93);
    finding.blocks = true;
    finding.arguments = {{u"address"_s, tls->address}};
    finding.because = {u"tls.silentConnection"_s};
}

/// A family fails as a whole while the other works: clients that do not fall back fail (cases 62 to 72).
void familyBroken(const Facts& facts, Findings& out)
{
    const auto& attempts = facts.evidence.tcp->attempts;
    if (facts.proxied()) return;
    for (const QString& family : {u"ipv6"_s, u"ipv4"_s}) {
        const auto ofFamily = [&](const ConnectAttempt& attempt) { return attempt.family == family; };
        const bool otherWorks =
            std::any_of(attempts.begin(), attempts.end(),
                        [&](const ConnectAttempt& attempt) { return !ofFamily(attempt) && stands(attempt); });
        const bool thisWorks = std::any_of(attempts.begin(), attempts.end(),
                                           [&](const ConnectAttempt& a) { return ofFamily(a) && stands(a); });
        const auto bad = std::find_if(attempts.begin(), attempts.end(),
                                      [&](const ConnectAttempt& a) { return ofFamily(a) && tells(a); });
        if (!otherWorks || thisWorks || bad == attempts.end()) continue;
        Finding& finding = out.fault(family == "ipv6"_L1 ? u"tcp.ipv6_broken"_s : u"tcp.ipv4_broken"_s, 0.94);
        describe(facts, *bad, bad - attempts.begin(), finding);
        finding.arguments.insert(u"otherFamily"_s, family == "ipv6"_L1 ? u"IPv4"_s : u"IPv6"_s);
        finding.arguments.insert(u"kind"_s, nameOf(bad->outcome));
    }
}

/// This computer has no way out over one family at all: normal, and said as a note.
void oneFamilyOnly(const Facts& facts, Findings& out)
{
    const auto& attempts = facts.evidence.tcp->attempts;
    if (facts.proxied() || std::none_of(attempts.begin(), attempts.end(), stands)) return;
    for (const ConnectAttempt& attempt : attempts) {
        if (!attempt.local || attempt.outcome != ConnectOutcome::Unreachable) continue;
        out.note(attempt.family == "ipv6"_L1 ? u"note.ipv4_only"_s : u"note.ipv6_only"_s).because = {
            u"tcp.attempts"_s};
        return;
    }
}

/// One address of several is dead while its family works.
void oneAddressDead(const Facts& facts, Findings& out)
{
    const auto& attempts = facts.evidence.tcp->attempts;
    for (qsizetype index = 0; index < attempts.size(); ++index) {
        const ConnectAttempt& dead = attempts[index];
        if (facts.proxied() || !tells(dead)) continue;
        const bool siblingWorks =
            std::any_of(attempts.begin(), attempts.end(), [&](const ConnectAttempt& other) {
                return other.family == dead.family && stands(other);
            });
        if (!siblingWorks) continue;
        Finding& finding = out.add(connectCode(dead.outcome), Severity::Warning, 0.8);
        describe(facts, dead, index, finding);
        return;
    }
}

/// The least that the way to this address took. A first packet may wait for the neighbour's address or for a
/// radio, so what else went there counts too.
std::optional<double> leastRoundTrip(const Facts& facts, const ConnectAttempt& attempt)
{
    std::optional<double> least = attempt.rttMs;
    const TraceEvidence* trace = traceOf(facts, attempt);
    if (!least || !trace) return least;
    for (const HopEvidence& hop : trace->hops) {
        if (hop.target && hop.minMs) least = std::min(*least, *hop.minMs);
    }
    return least;
}

/// What the connections to the target lost: where the kernel tells no more, of their SYNs.
struct LossCount
{
    int connections = 0;
    int affected = 0;
    int packetsLost = 0;
    int packets = 0;

    void count(std::optional<int> lost, int sent)
    {
        if (!lost) return;
        ++connections;
        affected += *lost > 0 ? 1 : 0;
        packetsLost += *lost;
        packets += sent;
    }

    void count(const TryEvidence& each)
    {
        if (each.segmentsLost && each.segmentsSent) {
            count(each.segmentsLost, *each.segmentsSent);
        } else {
            count(each.synRetransmits, each.synRetransmits.value_or(0) + 1);
        }
    }
};

/// A first packet may wait for a neighbour's address in each direction, a round trip long at most. On a way
/// of this length the kernel sends its SYN again meanwhile (after one second, RFC 6298), and nothing was
/// lost.
bool mayRepeatEarly(const Facts& facts)
{
    constexpr double longWayMs = 1000.0 / 3;
    const QList<ConnectAttempt>& attempts = facts.evidence.tcp->attempts;
    return std::any_of(attempts.begin(), attempts.end(), [&](const ConnectAttempt& attempt) {
        return stands(attempt) && leastRoundTrip(facts, attempt).value_or(0) > longWayMs;
    });
}

LossCount countLoss(const Facts& facts)
{
    LossCount loss;
    const bool earlyOnes = mayRepeatEarly(facts);
    const auto countSyns = [&](std::optional<int> again) {
        if (!(earlyOnes && again == 1)) loss.count(again, again.value_or(0) + 1);
    };
    for (const ConnectAttempt& attempt : facts.evidence.tcp->attempts) {
        if (stands(attempt)) countSyns(attempt.synRetransmits);
    }
    if (facts.evidence.mtu) {
        for (const int again : facts.evidence.mtu->synRetransmits)
            countSyns(again);
    }
    if (facts.evidence.stability) {
        for (const StabilityAttempt& attempt : facts.evidence.stability->attempts) {
            for (const TryEvidence& each : attempt.tries)
                loss.count(each);
        }
    }
    return loss;
}

void loss(const Facts& facts, Findings& out)
{
    const LossCount count = countLoss(facts);
    // Two separate connections must have lost something: a single loss proves nothing (PROCEDURES 0.3).
    if (count.affected < 2) return;
    const double share = static_cast<double>(count.packetsLost) / count.packets;
    if (share <= lossLimit) return;
    Finding& finding = out.fault(u"path.loss"_s, count.affected >= 3 ? 0.93 : 0.8);
    finding.arguments = {{u"percent"_s, spoken(share * 100)},
                         {u"count"_s, QString::number(count.connections)}};
    finding.because = {u"tcp.attempts"_s, u"mtu.synRetransmits"_s, u"stability.attempts"_s};
}

void latency(const Facts& facts, Findings& out)
{
    QList<double> times;
    for (const ConnectAttempt& attempt : facts.evidence.tcp->attempts) {
        const auto time = stands(attempt) ? leastRoundTrip(facts, attempt) : std::nullopt;
        if (time) times.append(*time);
    }
    if (times.isEmpty()) return;
    std::sort(times.begin(), times.end());
    const double median = times[(times.size() - 1) / 2];
    const bool isFault = median > latencyLimitMs;
    if (!isFault && median <= nodeAddressLimitMs) return;
    Finding& finding =
        isFault ? out.add(u"path.latency"_s, Severity::Warning, 0.9) : out.note(u"note.connect_slow"_s);
    finding.arguments = {{u"milliseconds"_s, spoken(median)}};
    finding.because = {u"tcp.attempts"_s};
}

} // namespace

std::span<const Rule> tcpRules()
{
    static constexpr Rule rules[] = {
        {"nothing connects", "what answered the SYN, or that nothing did (PROCEDURES 1)", nothingConnects},
        {"cut before TLS", "cut with nothing sent: not the ClientHello's doing (PROCEDURES 0.6)",
         cutBeforeTls},
        {"family broken", "each family by itself (PROCEDURES 0.8, cases 62 to 72)", familyBroken},
        {"one family only", "no route for a family is normal", oneFamilyOnly},
        {"one address dead", "one of several addresses of a family fails", oneAddressDead},
        {"loss", "more than 3 % of the packets sent are lost, on several connections (CONTRACT path.loss)",
         loss},
        {"latency", "median round trip above 400 ms; above 250 ms a note (case 74)", latency},
    };
    return rules;
}

} // namespace pathlight
