// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/hoptable.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// ICMP time exceeded in transit: RFC 792 type 11, RFC 4443 type 3.
bool isTimeExceeded(const IcmpEvidence& icmp, const QString& family)
{
    return icmp.code == 0 && icmp.type == (family == "ipv6"_L1 ? 3 : 11);
}

/// When the ladder's last rung was seen.
double lastTickMs(const ConnectAttempt& seen)
{
    return seen.ticks.isEmpty() ? 0 : seen.ticks.constLast().atMs;
}

HopAnswer icmpAnswerOf(const ConnectAttempt& seen, const QString& target)
{
    HopAnswer answer{HopAnswer::Kind::Said, seen.icmp->from, lastTickMs(seen), u"unreachable"_s};
    if (isTimeExceeded(*seen.icmp, seen.family)) {
        answer.kind = HopAnswer::Kind::TimeExceeded;
        answer.said.clear();
    } else if (seen.outcome == ConnectOutcome::Prohibited) {
        answer.said = u"prohibited"_s;
    } else if (seen.outcome == ConnectOutcome::Refused) {
        answer.said = u"refused"_s;
        if (answer.from == target) answer.kind = HopAnswer::Kind::Target;
    }
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
    if (seen.icmp) return icmpAnswerOf(seen, target);
    switch (seen.outcome) {
    case ConnectOutcome::Connected:
    case ConnectOutcome::Reset:
    case ConnectOutcome::Closed:
        return {HopAnswer::Kind::Target, target, seen.connectMs.value_or(lastTickMs(seen)), {}};
    case ConnectOutcome::Refused:
        return {HopAnswer::Kind::Target, target, seen.connectMs.value_or(lastTickMs(seen)), u"refused"_s};
    case ConnectOutcome::Unreachable:
    case ConnectOutcome::Prohibited:
        return {HopAnswer::Kind::NotSent, {}, 0, {}};
    case ConnectOutcome::TimedOut:
    case ConnectOutcome::Failed:
        break;
    }
    return {};
}

void HopTable::add(int ttl, const HopAnswer& answer)
{
    Row& row = m_rows[ttl];
    ++row.sent;
    if (answer.kind == HopAnswer::Kind::Silent || answer.kind == HopAnswer::Kind::NotSent) return;
    row.from.append(answer.from);
    row.times.append(answer.ms);
    if (!answer.said.isEmpty()) row.said = answer.said;
    m_slowestMs = std::max(m_slowestMs, answer.ms);
    if (answer.kind != HopAnswer::Kind::Target) return;
    row.target = true;
    ++m_answersOfTarget;
}

void HopTable::addUnlimited(const HopAnswer& answer)
{
    m_unlimited = answer;
    if (answer.kind != HopAnswer::Kind::Target) return;
    ++m_answersOfTarget;
    m_slowestMs = std::max(m_slowestMs, answer.ms);
}

std::optional<int> HopTable::targetDistance() const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [](const auto& each) { return each.second.target; });
    return found == m_rows.end() ? std::nullopt : std::optional(found->first);
}

/// A router lets a packet expire before it refuses to forward it (RFC 1812 section 5.3.1), so it is one step
/// nearer than the first packet it refused.
std::optional<int> HopTable::saidDistance() const
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

std::optional<int> HopTable::end() const
{
    const auto target = targetDistance();
    const auto said = saidDistance();
    if (target && said) return std::min(*target, *said);
    return target ? target : said;
}

int HopTable::lastAnswered() const
{
    const int limit = end().value_or(m_rows.empty() ? 0 : m_rows.rbegin()->first);
    int last = 0;
    for (const auto& [ttl, row] : m_rows) {
        if (ttl <= limit && !row.from.isEmpty()) last = ttl;
    }
    return last;
}

HopEvidence HopTable::evidenceOf(int ttl, const Row& row) const
{
    HopEvidence hop;
    hop.ttl = ttl;
    hop.sent = row.sent;
    hop.received = static_cast<int>(row.from.size());
    hop.target = row.target;
    if (!row.said.isEmpty()) hop.said = row.said;
    QStringList addresses = row.from;
    addresses.removeDuplicates();
    // The one that answered most often stands for the hop.
    std::stable_sort(addresses.begin(), addresses.end(), [&](const QString& one, const QString& other) {
        return row.from.count(one) > row.from.count(other);
    });
    if (!addresses.isEmpty()) hop.address = addresses.takeFirst();
    hop.alternatives = addresses;
    sortAndMeasure(row.times, &hop);
    return hop;
}

QList<HopEvidence> HopTable::rows(int silentRows) const
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
