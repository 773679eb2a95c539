// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/hoptally.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// ICMP time exceeded in transit: RFC 792 type 11, RFC 4443 type 3.
bool isTimeExceeded(const IcmpEvidence& icmp, bool v6)
{
    return icmp.code == 0 && icmp.type == (v6 ? 3 : 11);
}

/// When the ladder's last rung was seen.
double lastTickMs(const ConnectAttempt& seen)
{
    return seen.ticks.isEmpty() ? 0 : seen.ticks.constLast().atMs;
}

HopAnswer icmpAnswerOf(const IcmpEvidence& icmp, bool expired, double ms, const QString& target)
{
    HopAnswer answer{HopAnswer::Kind::Said, icmp.from, ms, u"unreachable"_s};
    if (expired) {
        answer.kind = HopAnswer::Kind::TimeExceeded;
        answer.said.clear();
    } else if (icmp.from == target) {
        // Whatever it says no to, the packet got all the way to where it can say so.
        answer.kind = HopAnswer::Kind::Target;
    }
    const bool known = answer.kind == HopAnswer::Kind::Target || canBeHop(icmp.from);
    if (!known) answer.kind = HopAnswer::Kind::Strange;
    return answer;
}

void sortAndMeasure(QList<double> times, HopEvidence* hop)
{
    if (times.isEmpty()) return;
    std::sort(times.begin(), times.end());
    hop->minMs = times.constFirst();
    hop->maxMs = times.constLast();
    const qsizetype middle = times.size() / 2;
    hop->medianMs = times.size() % 2 == 1 ? times.at(middle) : (times.at(middle - 1) + times.at(middle)) / 2;
}

} // namespace

HopAnswer hopAnswerOf(const ConnectAttempt& seen, const QString& target)
{
    if (seen.local) return {HopAnswer::Kind::NotSent, {}, 0, nameOf(seen.outcome)};
    if (seen.icmp) {
        const bool expired = isTimeExceeded(*seen.icmp, seen.family == "ipv6"_L1);
        HopAnswer answer = icmpAnswerOf(*seen.icmp, expired, lastTickMs(seen), target);
        if (!expired && seen.outcome == ConnectOutcome::Prohibited) answer.said = u"prohibited"_s;
        if (!expired && seen.outcome == ConnectOutcome::Refused) answer.said = u"refused"_s;
        return answer;
    }
    switch (seen.outcome) {
    case ConnectOutcome::Connected:
    case ConnectOutcome::Reset:
    case ConnectOutcome::Closed:
        return {HopAnswer::Kind::Target, target, seen.connectMs.value_or(lastTickMs(seen)), {}};
    case ConnectOutcome::Refused:
        return {HopAnswer::Kind::Target, target, seen.connectMs.value_or(lastTickMs(seen)), u"refused"_s};
    case ConnectOutcome::Unreachable:
    case ConnectOutcome::Prohibited:
        return {HopAnswer::Kind::NotSent, {}, 0, nameOf(seen.outcome)};
    case ConnectOutcome::TimedOut:
    case ConnectOutcome::Failed:
        break;
    }
    return {};
}

HopAnswer hopAnswerOf(const platform::HopDatagramSeen& seen, const QString& target)
{
    using State = platform::HopDatagramSeen::State;
    switch (seen.state) {
    case State::Waiting:
        return {};
    case State::NotSent:
        return {HopAnswer::Kind::NotSent, {}, 0, u"unreachable"_s};
    case State::Answered:
        return {HopAnswer::Kind::Target, target, seen.ms, {}};
    case State::Icmp:
        break;
    }
    const bool v6 = target.contains(u':');
    const bool expired = isTimeExceeded(*seen.icmp, v6);
    HopAnswer answer = icmpAnswerOf(*seen.icmp, expired, seen.ms, target);
    if (!expired && seen.prohibited) answer.said = u"prohibited"_s;
    // That nobody listens there is what was asked for: the target is reached, and nothing is refused.
    if (answer.kind == HopAnswer::Kind::Target) answer.said.clear();
    return answer;
}

bool canBeHop(const QString& text)
{
    const QHostAddress address(text);
    if (address.isNull() || address.isLoopback() || address.isMulticast()) return false;
    static const QStringList never{u"0.0.0.0/8"_s, u"240.0.0.0/4"_s, u"::/128"_s};
    return std::none_of(never.begin(), never.end(), [&](const QString& network) {
        return address.isInSubnet(QHostAddress::parseSubnet(network));
    });
}

void DistancePlan::ask(int ttl, QList<int>* now)
{
    if (m_asked.insert(ttl).second) now->append(ttl);
}

QList<int> DistancePlan::next(std::optional<int> end)
{
    QList<int> now;
    if (m_asked.empty()) {
        const QList<int> spread{1, 2, 3, 4, 9, 17};
        for (const int ttl : spread) {
            if (!m_guess) ask(ttl, &now);
        }
        for (int ttl = 1; ttl <= std::min(m_guess.value_or(0), farthest); ++ttl)
            ask(ttl, &now);
        return now;
    }
    const int beyond = end.value_or(farthest + 1);
    const auto firstBeyond = m_asked.lower_bound(beyond);
    const int safe = firstBeyond == m_asked.begin() ? 0 : *std::prev(firstBeyond);
    for (int ttl = 1; ttl <= safe; ++ttl)
        ask(ttl, &now);
    const int gap = beyond - safe - 1;
    if (gap > 0) ask(safe + std::min((gap + 1) / 2, 4), &now);
    return now;
}

QList<int> DistancePlan::rest(std::optional<int> end, int last)
{
    QList<int> now;
    for (int ttl = 1; ttl <= std::min(last, end.value_or(farthest + 1) - 1); ++ttl)
        ask(ttl, &now);
    return now;
}

bool DistancePlan::isComplete(std::optional<int> end) const
{
    const int last = end ? *end - 1 : farthest;
    const auto beyond = m_asked.upper_bound(last);
    return std::distance(m_asked.begin(), beyond) == last && !m_asked.empty();
}

/// Is it an answer of somebody on the way, or of the target?
bool HopTally::count(const HopAnswer& answer)
{
    if (answer.kind == HopAnswer::Kind::Strange) ++m_strange;
    return answer.kind == HopAnswer::Kind::TimeExceeded || answer.kind == HopAnswer::Kind::Target ||
           answer.kind == HopAnswer::Kind::Said;
}

void HopTally::take(const HopAnswer& answer, Row* row)
{
    row->from.append(answer.from);
    row->times.append(answer.ms);
    if (!answer.said.isEmpty()) row->said = answer.said;
    m_slowestMs = std::max(m_slowestMs, answer.ms);
    if (answer.kind != HopAnswer::Kind::Target) return;
    row->target = true;
    m_target = answer.from;
    ++m_answersOfTarget;
}

void HopTally::add(int ttl, const HopAnswer& answer)
{
    Row& row = m_rows[ttl];
    ++row.sent;
    if (count(answer)) take(answer, &row);
}

void HopTally::addSlow(int ttl, const HopAnswer& answer)
{
    Row& row = m_rows[ttl];
    ++row.sentSlowly;
    row.receivedSlowly += count(answer) ? 1 : 0;
}

void HopTally::addUnlimited(const HopAnswer& answer)
{
    m_unlimited = answer;
    if (answer.kind != HopAnswer::Kind::Target) return;
    ++m_answersOfTarget;
    m_slowestMs = std::max(m_slowestMs, answer.ms);
}

std::optional<int> HopTally::targetDistance() const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [](const auto& each) { return each.second.target; });
    return found == m_rows.end() ? std::nullopt : std::optional(found->first);
}

/// A router lets a packet expire before it refuses to forward it (RFC 1812 section 5.3.1), so it is one step
/// nearer than the first packet it refused.
std::optional<int> HopTally::saidDistance() const
{
    for (const auto& [ttl, row] : m_rows) {
        if (row.said.isEmpty() || row.target) continue;
        for (const auto& [nearer, other] : m_rows) {
            if (nearer < ttl && other.from.contains(row.from.constLast())) return nearer;
        }
        return ttl;
    }
    return std::nullopt;
}

std::optional<int> HopTally::end() const
{
    const auto target = targetDistance();
    const auto said = saidDistance();
    if (target && said) return std::min(*target, *said);
    return target ? target : said;
}

int HopTally::lastAnswered() const
{
    const int limit = end().value_or(m_rows.empty() ? 0 : m_rows.rbegin()->first);
    int last = 0;
    for (const auto& [ttl, row] : m_rows) {
        if (ttl <= limit && !row.from.isEmpty()) last = ttl;
    }
    return last;
}

QList<int> HopTally::lossy(qsizetype most) const
{
    QList<int> found;
    const int last = end().value_or(0);
    for (const auto& [ttl, row] : m_rows) {
        const bool partly = !row.from.isEmpty() && row.from.size() < row.sent;
        if (ttl < last && partly && found.size() < most) found.append(ttl);
    }
    return found;
}

bool HopTally::isSilentOnTheWay() const
{
    const auto last = end();
    if (last == 1) return false;
    return std::none_of(m_rows.begin(), m_rows.end(), [&](const auto& each) {
        return (!last || each.first < *last) && !each.second.from.isEmpty();
    });
}

HopEvidence HopTally::evidenceOf(int ttl, const Row& row) const
{
    HopEvidence hop;
    hop.ttl = ttl;
    hop.sent = row.sent;
    hop.received = static_cast<int>(row.from.size());
    hop.sentSlowly = row.sentSlowly;
    hop.receivedSlowly = row.receivedSlowly;
    hop.target = row.target;
    if (!row.said.isEmpty()) hop.said = row.said;
    QStringList addresses = row.from;
    addresses.removeDuplicates();
    // The target stands for its hop; elsewhere the one that answered most often does.
    std::stable_sort(addresses.begin(), addresses.end(), [&](const QString& one, const QString& other) {
        if (row.target && (one == m_target) != (other == m_target)) return one == m_target;
        return row.from.count(one) > row.from.count(other);
    });
    if (!addresses.isEmpty()) hop.address = addresses.takeFirst();
    hop.alternatives = addresses;
    sortAndMeasure(row.times, &hop);
    return hop;
}

QList<HopEvidence> HopTally::rows(int silentRows) const
{
    const auto last = end();
    const int limit = last.value_or(lastAnswered() + silentRows);
    std::map<int, Row> shown;
    for (const auto& [ttl, row] : m_rows) {
        if (ttl <= limit) {
            shown[ttl] = row;
        } else if (last && (row.target || !row.said.isEmpty())) {
            // Sent too far, and answered from the end of the path all the same.
            Row& ending = shown[*last];
            ending.sent += row.sent;
            ending.from += row.from;
            ending.times += row.times;
            if (ending.said.isEmpty()) ending.said = row.said;
        }
    }
    if (const auto target = targetDistance(); target && m_unlimited && shown.contains(*target)) {
        Row& row = shown[*target];
        ++row.sent;
        if (m_unlimited->kind == HopAnswer::Kind::Target) {
            row.from.append(m_unlimited->from);
            row.times.append(m_unlimited->ms);
        }
    }
    QList<HopEvidence> rows;
    for (const auto& [ttl, row] : shown)
        rows.append(evidenceOf(ttl, row));
    return rows;
}

} // namespace pathlight
