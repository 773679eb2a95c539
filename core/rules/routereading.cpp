// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/routereading.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int sameNetworkBits4 = 16;
constexpr int sameNetworkBits6 = 32;
/// CONTRACT section 3, path.loss.
constexpr int leastPercentLost = 3;

bool isSilent(const HopEvidence& hop)
{
    return !hop.address && hop.received == 0;
}

bool isIn(const QHostAddress& address, const QString& network)
{
    return address.isInSubnet(QHostAddress::parseSubnet(network));
}

/// RFC 1918, RFC 3927, RFC 4193, RFC 4291: addresses that mean nothing outside a network.
bool isPrivate(const QHostAddress& address)
{
    for (const QString& network : {u"10.0.0.0/8"_s, u"172.16.0.0/12"_s, u"192.168.0.0/16"_s,
                                   u"169.254.0.0/16"_s, u"fc00::/7"_s, u"fe80::/10"_s}) {
        if (isIn(address, network)) return true;
    }
    return false;
}

/// The part of a name that its owner registered, by the usual shape alone: two labels, or three under a
/// country's short second level.
QString ownerOf(const QString& name)
{
    const QStringList labels = name.toLower().split(u'.', Qt::SkipEmptyParts);
    if (labels.size() < 2) return {};
    const bool country = labels.last().size() == 2 && labels[labels.size() - 2].size() <= 3;
    return labels.mid(std::max<qsizetype>(0, labels.size() - (country ? 3 : 2))).join(u'.');
}

/// Do two public hops look like one owner's? By their names where both have one, else by their network.
bool isSameOwner(const HopEvidence& one, const HopEvidence& other)
{
    const QString owner = ownerOf(one.name.value_or(QString()));
    const QString otherOwner = ownerOf(other.name.value_or(QString()));
    if (!owner.isEmpty() && !otherOwner.isEmpty()) return owner == otherOwner;
    const QHostAddress first(*one.address);
    const bool v6 = first.protocol() == QAbstractSocket::IPv6Protocol;
    return QHostAddress(*other.address).isInSubnet(first, v6 ? sameNetworkBits6 : sameNetworkBits4);
}

/// Walks outwards. A private address behind a public one is some router's inner side: it changes nothing.
class SegmentWalk
{
public:
    explicit SegmentWalk(const TraceEvidence& trace) : m_trace(trace) {}

    Segment of(const HopEvidence& hop)
    {
        const QHostAddress address(*hop.address);
        if (m_now == Segment::Far || hop.target) return m_now = hop.target ? Segment::Far : m_now;
        if (m_trace.gateway == hop.address) return m_now;
        if (isIn(address, u"100.64.0.0/10"_s)) return m_now = Segment::Provider;
        if (isPrivate(address)) return m_now;
        if (!m_firstPublic) m_firstPublic = hop;
        return m_now = isSameOwner(*m_firstPublic, hop) ? Segment::Provider : Segment::Far;
    }

private:
    const TraceEvidence& m_trace;
    std::optional<HopEvidence> m_firstPublic;
    Segment m_now = Segment::Private;
};

/// A silent hop stands where those on both its sides stand, if they agree.
void placeSilent(QList<HopReading>* hops)
{
    for (qsizetype index = 0; index < hops->size(); ++index) {
        if (!(*hops)[index].silent || index == 0) continue;
        const auto next = std::find_if(hops->begin() + index, hops->end(),
                                       [](const HopReading& each) { return !each.silent; });
        if (next != hops->end() && next->segment == (*hops)[index - 1].segment)
            (*hops)[index].segment = next->segment;
    }
}

double shareLost(int sent, int received)
{
    return sent > 0 ? 1.0 - static_cast<double>(received) / sent : 0;
}

/// Lost at the end itself. One alone may be chance (PROCEDURES section 0.3).
double shareLostAtEnd(const HopEvidence& last)
{
    return last.target && last.sent - last.received >= 2 ? shareLost(last.sent, last.received) : 0;
}

HopLoss lossOf(const HopEvidence& hop, const TraceEvidence& trace)
{
    const double lost = shareLost(hop.sent, hop.received);
    if (lost <= 0 || hop.received == 0) return HopLoss::None;
    const qsizetype end = lastHop(trace);
    if (!trace.reached.value_or(false) || end < 0) return HopLoss::Unclear;
    const double lostAtEnd = shareLostAtEnd(trace.hops[end]);
    if (hop.target) return lostAtEnd > 0 ? HopLoss::GoesOn : HopLoss::None;
    // About the same level: half of the hop's loss or more is still there at the end.
    if (2 * lostAtEnd >= lost) return HopLoss::GoesOn;
    const bool slower = hop.sentSlowly > 0 && shareLost(hop.sentSlowly, hop.receivedSlowly) < lost;
    return slower ? HopLoss::RateLimited : HopLoss::OfAnswers;
}

RouteBreak breakOf(const TraceEvidence& trace, const QList<TraceEvidence>& others)
{
    RouteBreak broken;
    const qsizetype last = lastHop(trace);
    broken.thisComputer = trace.local.has_value() && last < 0;
    if (last < 0) return broken;
    broken.after = last;
    broken.said = trace.hops[last].said;
    const TraceEvidence* other = broken.said ? nullptr : farther(trace, others);
    if (!other) return broken;
    for (const HopEvidence& hop : other->hops) {
        if (hop.ttl <= trace.hops[last].ttl || !hop.address || *hop.address == *trace.hops[last].address)
            continue;
        broken.before = hop.address;
        break;
    }
    return broken;
}

int reachOf(const TraceEvidence& trace)
{
    const qsizetype last = lastHop(trace);
    if (trace.reached.value_or(false)) return 256;
    return last < 0 ? 0 : trace.hops[last].ttl;
}

} // namespace

qsizetype lastHop(const TraceEvidence& trace)
{
    qsizetype last = -1;
    for (qsizetype index = 0; index < trace.hops.size(); ++index) {
        if (trace.hops[index].target) return index;
        if (!isSilent(trace.hops[index])) last = index;
    }
    return last;
}

TraceReading readTrace(const TraceEvidence& trace, const QList<TraceEvidence>& others)
{
    TraceReading reading;
    SegmentWalk walk(trace);
    for (const HopEvidence& hop : trace.hops) {
        HopReading read;
        read.silent = isSilent(hop);
        if (hop.address) read.segment = walk.of(hop);
        read.loss = lossOf(hop, trace);
        reading.hops.append(read);
    }
    placeSilent(&reading.hops);
    const bool reached = trace.reached.value_or(false);
    const bool nothingSent = trace.local.has_value() && lastHop(trace) < 0;
    if (trace.reached == false || nothingSent) reading.broken = breakOf(trace, others);
    reading.silentBefore = reached && std::any_of(reading.hops.begin(), reading.hops.end(),
                                                  [](const HopReading& each) { return each.silent; });
    return reading;
}

std::optional<LossStart> lossStartOf(const TraceEvidence& trace)
{
    const qsizetype end = lastHop(trace);
    if (end < 0 || !trace.hops[end].target) return std::nullopt;
    const HopEvidence& target = trace.hops[end];
    const double share = shareLostAtEnd(target);
    const int lostOfTarget = target.sent - target.received;
    if (share <= 0 || 100 * lostOfTarget <= leastPercentLost * target.sent) return std::nullopt;
    LossStart start{end, {}, share};
    for (qsizetype index = end - 1; index >= 0; --index) {
        const HopEvidence& hop = trace.hops[index];
        const double lost = shareLost(hop.sent, hop.received);
        if (hop.received == 0 || lost > 2 * share) continue;
        if (2 * lost < share) {
            start.after = index;
            break;
        }
        start.at = index;
    }
    return start;
}

const TraceEvidence* tcpTraceTo(const RouteTraceEvidence& route, const QString& address,
                                const QString& family)
{
    QList<const TraceEvidence*> traces{&route};
    for (const TraceEvidence& each : route.others)
        traces.append(&each);
    const auto matching = [&](auto&& fits) {
        const auto found = std::find_if(traces.begin(), traces.end(), [&](const TraceEvidence* each) {
            return (each->protocol == "tcp"_L1 || each->protocol.isEmpty()) && fits(*each);
        });
        return found == traces.end() ? nullptr : *found;
    };
    if (const auto* same = matching([&](const TraceEvidence& each) { return each.address == address; }))
        return same;
    // Journals from before the family was noted hold one trace.
    return matching(
        [&](const TraceEvidence& each) { return each.family == family || each.family.isEmpty(); });
}

const TraceEvidence* farther(const TraceEvidence& trace, const QList<TraceEvidence>& others)
{
    const TraceEvidence* best = nullptr;
    for (const TraceEvidence& each : others) {
        if (each.address != trace.address || each.protocol == trace.protocol) continue;
        if (reachOf(each) > reachOf(trace) && (!best || reachOf(each) > reachOf(*best))) best = &each;
    }
    return best;
}

} // namespace pathlight
