// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/resolvers.h"

#include "core/async/wait.h"
#include "core/net/dnsquery.h"
#include "core/net/systemlookup.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto systemTime = 6s;
constexpr auto udpTime = 3500ms;
constexpr auto tcpTime = 1s;
constexpr qsizetype maximumHostsEntries = 20;

QStringList texts(const QList<QHostAddress>& addresses)
{
    QStringList list;
    for (const QHostAddress& address : addresses)
        list.append(address.toString());
    return list;
}

DnsRequest requestFor(const StepContext& context, const QString& resolver, DnsType type,
                      DnsTransport transport)
{
    DnsRequest request;
    request.name = context.target.host();
    request.type = type;
    request.resolver = QHostAddress(resolver);
    request.transport = transport;
    request.sendAtMs = {0, 1000, 2000};
    return request;
}

DnsQueryEvidence described(const DnsReply& reply, DnsType type)
{
    DnsQueryEvidence query;
    query.type = type == DnsType::A ? u"A"_s : u"AAAA"_s;
    query.transport = reply.transport == DnsTransport::Udp ? u"udp"_s : u"tcp"_s;
    query.outcome = reply.outcome;
    if (!reply.rcode.isEmpty()) query.rcode = reply.rcode;
    query.addresses = texts(reply.addresses);
    if (reply.outcome == "answered"_L1) query.ms = reply.ms;
    query.tries = reply.tries;
    query.answers = reply.answers;
    return query;
}

void add(const DnsReply& reply, const DnsQueryEvidence& query, DnsAnswerEvidence* answer)
{
    answer->queries.append(query);
    answer->addresses.append(query.addresses);
    if (answer->cname.isEmpty()) answer->cname = reply.cname;
    if (reply.ttl) answer->ttl = std::min(answer->ttl.value_or(*reply.ttl), *reply.ttl);
    if (query.ms) answer->ms = std::max(answer->ms.value_or(0), *query.ms);
    // A question that was answered says more than one that was not, and an error more than "no such record".
    if (query.rcode && (!answer->rcode || *answer->rcode == "NOERROR"_L1)) answer->rcode = query.rcode;
    if (query.rcode == u"NOERROR"_s && !query.addresses.isEmpty()) answer->rcode = query.rcode;
}

/// One word for both questions: an answer from either counts.
QString outcomeOf(const DnsAnswerEvidence& answer)
{
    if (!answer.addresses.isEmpty()) return u"answered"_s;
    for (const DnsQueryEvidence& query : answer.queries) {
        if (!query.rcode) continue;
        return *answer.rcode == "NOERROR"_L1 || *answer.rcode == "NXDOMAIN"_L1 ? u"empty"_s : u"error"_s;
    }
    for (const QString& word : {u"refused"_s, u"unreachable"_s, u"timed_out"_s}) {
        const bool all = std::all_of(answer.queries.begin(), answer.queries.end(),
                                     [&](const DnsQueryEvidence& query) { return query.outcome == word; });
        if (all) return word;
    }
    return answer.queries.isEmpty() ? u"failed"_s : answer.queries.first().outcome;
}

void report(const StepContext& context, const QString& resolver, const DnsQueryEvidence& query)
{
    context.sample(sample::query, {{u"resolver"_s, resolver},
                                   {u"type"_s, query.type},
                                   {u"ms"_s, toJson(query.ms)},
                                   {u"outcome"_s, query.outcome}});
}

QCoro::Task<void> askBoth(StepContext context, std::shared_ptr<DnsAnswerEvidence> answer,
                          DnsTransport transport, std::chrono::milliseconds time)
{
    const Scope scope = context.scope.within(time);
    QCoro::Task<DnsReply> askingA =
        askDns(scope, requestFor(context, answer->resolver, DnsType::A, transport));
    QCoro::Task<DnsReply> askingAaaa =
        askDns(scope, requestFor(context, answer->resolver, DnsType::AAAA, transport));
    const DnsReply a = co_await askingA;
    const DnsReply aaaa = co_await askingAaaa;
    const DnsQueryEvidence queryA = described(a, DnsType::A);
    const DnsQueryEvidence queryAaaa = described(aaaa, DnsType::AAAA);
    add(a, queryA, answer.get());
    add(aaaa, queryAaaa, answer.get());
    report(context, answer->resolver, queryA);
    report(context, answer->resolver, queryAaaa);
}

} // namespace

int AnswerBoard::expect(const QString& resolver, ResolverRole role)
{
    DnsAnswerEvidence answer;
    answer.resolver = resolver;
    answer.role = role;
    answer.outcome = u"timed_out"_s;
    m_answers.append(answer);
    m_done.append(false);
    return static_cast<int>(m_answers.size()) - 1;
}

void AnswerBoard::put(int place, const DnsAnswerEvidence& answer)
{
    m_answers[place] = answer;
    m_done[place] = true;
    Q_EMIT changed();
}

bool AnswerBoard::allDone(ResolverRole role) const
{
    for (qsizetype place = 0; place < m_answers.size(); ++place) {
        if (m_answers[place].role == role && !m_done[place]) return false;
    }
    return true;
}

const DnsAnswerEvidence* AnswerBoard::first(ResolverRole role) const
{
    for (const DnsAnswerEvidence& answer : m_answers) {
        if (answer.role == role) return &answer;
    }
    return nullptr;
}

QStringList AnswerBoard::addressesFrom(ResolverRole role) const
{
    for (const DnsAnswerEvidence& answer : m_answers) {
        if (answer.role == role && !answer.addresses.isEmpty()) return answer.addresses;
    }
    return {};
}

QCoro::Task<void> askResolver(StepContext context, std::shared_ptr<AnswerBoard> board, int place)
{
    const auto answer = std::make_shared<DnsAnswerEvidence>(board->answers().at(place));
    QCoro::Task<void> asking = askBoth(context, answer, DnsTransport::Udp, udpTime);
    co_await asking;
    answer->outcome = outcomeOf(*answer);
    if (answer->outcome == "timed_out"_L1 && !context.scope.isOver()) {
        QCoro::Task<void> overTcp = askBoth(context, answer, DnsTransport::Tcp, tcpTime);
        co_await overTcp;
        // What only TCP can reach is no help to clients, which ask over UDP: the silence stands.
        answer->addresses.clear();
        answer->rcode.reset();
        answer->ms.reset();
    }
    board->put(place, *answer);
}

QCoro::Task<void> askSystem(StepContext context, std::shared_ptr<AnswerBoard> board, int place)
{
    DnsAnswerEvidence answer = board->answers().at(place);
    SystemLookup lookup(context.target.host());
    co_await until(context.scope.within(systemTime), &lookup, &SystemLookup::changed,
                   [&lookup] { return lookup.answer().has_value(); });
    if (lookup.answer()) {
        answer.addresses = texts(lookup.answer()->addresses);
        answer.outcome = answer.addresses.isEmpty() ? u"failed"_s : u"answered"_s;
        answer.ms = lookup.answer()->ms;
        DnsQueryEvidence query;
        query.type = u"A+AAAA"_s;
        query.transport = u"system"_s;
        query.outcome = lookup.answer()->error.isEmpty() ? u"answered"_s : lookup.answer()->error;
        query.addresses = answer.addresses;
        query.ms = answer.ms;
        query.tries = 1;
        answer.queries.append(query);
        report(context, answer.resolver, query);
    }
    board->put(place, answer);
}

QStringList addressesInHosts(const QByteArray& text, const QString& name)
{
    static const QRegularExpression blanks(u"\\s+"_s);
    QStringList addresses;
    for (const QByteArray& line : text.split('\n')) {
        const QString entry = QString::fromLatin1(line.left(4096)).section(u'#', 0, 0);
        const QStringList words = entry.split(blanks, Qt::SkipEmptyParts);
        const QHostAddress address(words.value(0));
        if (address.isNull() || !words.mid(1).contains(name, Qt::CaseInsensitive)) continue;
        if (addresses.size() < maximumHostsEntries) addresses.append(address.toString());
    }
    return addresses;
}

} // namespace pathlight
