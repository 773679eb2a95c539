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
constexpr auto tcpTime = 1500ms;
constexpr qsizetype maximumHostsEntries = 20;
constexpr qsizetype addressesInSample = 8;
constexpr qsizetype maximumAddresses = 100;

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

/// `asked` is the transport the question went out by: a UDP answer cut short was fetched over TCP.
DnsQueryEvidence described(const DnsReply& reply, DnsType type, DnsTransport asked)
{
    DnsQueryEvidence query;
    query.type = type == DnsType::A ? u"A"_s : u"AAAA"_s;
    query.transport = asked == DnsTransport::Udp ? u"udp"_s : u"tcp"_s;
    query.truncated = asked == DnsTransport::Udp && reply.transport == DnsTransport::Tcp;
    query.outcome = reply.outcome;
    if (!reply.rcode.isEmpty()) query.rcode = reply.rcode;
    query.addresses = texts(reply.addresses);
    query.addressesInAll = reply.addressesInAll;
    if (reply.outcome == "answered"_L1) query.ms = reply.ms;
    query.tries = reply.tries;
    query.answers = reply.answers;
    query.answersDiffer = reply.answersDiffer;
    query.otherAddresses = texts(reply.otherAddresses);
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

void report(const StepContext& context, const DnsAnswerEvidence& answer, const DnsQueryEvidence& query)
{
    context.sample(sample::query, {{u"resolver"_s, answer.resolver},
                                   {u"role"_s, nameOf(answer.role)},
                                   {u"type"_s, query.type},
                                   {u"transport"_s, query.transport},
                                   {u"ms"_s, toJson(query.ms)},
                                   {u"outcome"_s, query.outcome},
                                   {u"rcode"_s, toJson(query.rcode)},
                                   {u"addresses"_s, toJson(query.addresses.mid(0, addressesInSample))}});
}

/// The row of a resolver that has not answered yet.
void reportAsked(const StepContext& context, const DnsAnswerEvidence& answer, const QString& type,
                 const QString& transport)
{
    DnsQueryEvidence query;
    query.type = type;
    query.transport = transport;
    query.outcome = u"asked"_s;
    report(context, answer, query);
}

/// What one question brought, told at once.
QCoro::Task<DnsReply> askOne(StepContext context, DnsAnswerEvidence answer, DnsType type,
                             DnsTransport transport, std::chrono::milliseconds time)
{
    const QString word = type == DnsType::A ? u"A"_s : u"AAAA"_s;
    reportAsked(context, answer, word, transport == DnsTransport::Udp ? u"udp"_s : u"tcp"_s);
    QCoro::Task<DnsReply> asking =
        askDns(context.scope.within(time), requestFor(context, answer.resolver, type, transport));
    DnsReply reply = co_await asking;
    report(context, answer, described(reply, type, transport));
    co_return reply;
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
    m_settled.append(false);
    return static_cast<int>(m_answers.size()) - 1;
}

void AnswerBoard::put(int place, const DnsAnswerEvidence& answer)
{
    m_answers[place] = answer;
    m_done[place] = true;
    Q_EMIT changed();
}

void AnswerBoard::settle(int place, const DnsAnswerEvidence& answer)
{
    m_settled[place] = true;
    put(place, answer);
}

bool AnswerBoard::allSettled() const
{
    return !m_settled.contains(false);
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
    DnsAnswerEvidence answer = board->answers().at(place);
    const auto ask = [&](DnsType type, DnsTransport transport) {
        return askOne(context, answer, type, transport, transport == DnsTransport::Udp ? udpTime : tcpTime);
    };
    QCoro::Task<DnsReply> a = ask(DnsType::A, DnsTransport::Udp);
    QCoro::Task<DnsReply> aaaa = ask(DnsType::AAAA, DnsTransport::Udp);
    QCoro::Task<DnsReply> aByTcp = ask(DnsType::A, DnsTransport::Tcp);
    QCoro::Task<DnsReply> aaaaByTcp = ask(DnsType::AAAA, DnsTransport::Tcp);
    const DnsReply replyA = co_await a;
    add(replyA, described(replyA, DnsType::A, DnsTransport::Udp), &answer);
    const DnsReply replyAaaa = co_await aaaa;
    add(replyAaaa, described(replyAaaa, DnsType::AAAA, DnsTransport::Udp), &answer);
    answer.outcome = outcomeOf(answer);
    board->put(place, answer);
    // Clients ask over UDP: what only TCP brings is told, and helps nobody.
    const DnsReply replyAByTcp = co_await aByTcp;
    answer.queries.append(described(replyAByTcp, DnsType::A, DnsTransport::Tcp));
    const DnsReply replyAaaaByTcp = co_await aaaaByTcp;
    answer.queries.append(described(replyAaaaByTcp, DnsType::AAAA, DnsTransport::Tcp));
    board->settle(place, answer);
}

QCoro::Task<void> askSystem(StepContext context, std::shared_ptr<AnswerBoard> board, int place)
{
    DnsAnswerEvidence answer = board->answers().at(place);
    reportAsked(context, answer, u"A+AAAA"_s, u"system"_s);
    SystemLookup lookup(context.target.host());
    co_await until(context.scope.within(systemTime), &lookup, &SystemLookup::changed,
                   [&lookup] { return lookup.answer().has_value(); });
    if (lookup.answer()) {
        answer.addresses = texts(lookup.answer()->addresses).mid(0, maximumAddresses);
        answer.outcome = answer.addresses.isEmpty() ? u"failed"_s : u"answered"_s;
        answer.ms = lookup.answer()->ms;
        DnsQueryEvidence query;
        query.type = u"A+AAAA"_s;
        query.transport = u"system"_s;
        query.outcome = lookup.answer()->error.isEmpty() ? u"answered"_s : lookup.answer()->error;
        query.addresses = answer.addresses;
        query.addressesInAll = static_cast<int>(lookup.answer()->addresses.size());
        query.ms = answer.ms;
        query.tries = 1;
        answer.queries.append(query);
        report(context, answer, query);
    }
    board->settle(place, answer);
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
