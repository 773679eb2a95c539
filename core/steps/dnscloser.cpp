// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/dnscloser.h"

#include "core/evidence/addresses.h"
#include "core/net/chain.h"
#include "core/net/dnsquery.h"
#include "core/net/platform/platform.h"
#include "core/steps/egress.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto closerTime = 3s;
constexpr auto certificateTime = 2s;
constexpr int lingerMs = 2000;
constexpr qsizetype mostResolvers = 4;
constexpr qsizetype mostCertificates = 3;
constexpr qsizetype mostDomains = 3;
constexpr qsizetype mostAddresses = 20;

bool share(const QStringList& some, const QStringList& others)
{
    return std::any_of(some.begin(), some.end(),
                       [&](const QString& address) { return others.contains(address); });
}

/// Did one resolver answer a question otherwise over TCP than over UDP?
bool transportsDiffer(const DnsAnswerEvidence& answer)
{
    for (const DnsQueryEvidence& udp : answer.queries) {
        for (const DnsQueryEvidence& tcp : answer.queries) {
            const bool pair = udp.transport == "udp"_L1 && tcp.transport == "tcp"_L1 && udp.type == tcp.type;
            const bool both = !udp.addresses.isEmpty() && !tcp.addresses.isEmpty();
            if (pair && both && !share(udp.addresses, tcp.addresses)) return true;
        }
    }
    return false;
}

QStringList ofRole(const DnsEvidence& dns, ResolverRole role)
{
    QStringList addresses;
    for (const DnsAnswerEvidence& answer : dns.answers) {
        if (answer.role == role) addresses.append(answer.addresses);
    }
    return addresses;
}

/// The system got what no configured server says of the name: a search domain, or a file, may have answered.
bool systemStandsAlone(const DnsEvidence& dns)
{
    const QStringList system = ofRole(dns, ResolverRole::System);
    const bool someSpoke = std::any_of(dns.answers.begin(), dns.answers.end(), [](const auto& answer) {
        return answer.role == ResolverRole::Configured && answer.rcode;
    });
    return someSpoke && !system.isEmpty() && dns.hostsFile.isEmpty() &&
           !share(system, ofRole(dns, ResolverRole::Configured));
}

/// Odd by itself, whatever others say: worth listening for a second answer. That resolvers merely disagree is
/// what every network of caches near its users shows.
bool isOdd(const DnsEvidence& dns)
{
    if (dns.addresses.isEmpty()) return !ofRole(dns, ResolverRole::Comparison).isEmpty();
    const bool noPublic = std::all_of(dns.addresses.begin(), dns.addresses.end(), isBogon);
    const bool transports = std::any_of(dns.answers.begin(), dns.answers.end(), transportsDiffer);
    return noPublic || !dns.outsideExpected.isEmpty() || transports;
}

QStringList texts(const QList<QHostAddress>& addresses)
{
    QStringList list;
    for (const QHostAddress& address : addresses.mid(0, mostAddresses))
        list.append(address.toString());
    return list;
}

/// Where an answer is kept: the resolver's place, and the question's among its queries.
struct Question
{
    qsizetype answer = 0;
    qsizetype query = 0;
};

/// The question of each resolver that brought addresses over UDP, or else any answer.
QList<Question> questionsToRepeat(const DnsEvidence& dns)
{
    QList<Question> found;
    for (qsizetype answer = 0; answer < dns.answers.size() && found.size() < mostResolvers; ++answer) {
        const auto& queries = dns.answers[answer].queries;
        auto brought = std::find_if(queries.begin(), queries.end(), [](const DnsQueryEvidence& query) {
            return query.transport == "udp"_L1 && !query.addresses.isEmpty();
        });
        if (brought == queries.end()) {
            brought = std::find_if(queries.begin(), queries.end(), [](const DnsQueryEvidence& query) {
                return query.transport == "udp"_L1 && query.rcode;
            });
        }
        if (brought != queries.end()) found.append({answer, brought - queries.begin()});
    }
    return found;
}

/// The first answer and the one that differs: either may be the one that was seen before.
void note(const DnsReply& reply, DnsQueryEvidence* query)
{
    query->answers = std::max(query->answers, reply.answers);
    if (!reply.answersDiffer) return;
    query->answersDiffer = true;
    query->otherAddresses = texts(reply.otherAddresses);
}

QCoro::Task<DnsReply> askAndListen(StepContext context, QString resolver, QString type)
{
    DnsRequest request;
    request.name = context.target.host();
    request.type = type == "A"_L1 ? DnsType::A : DnsType::AAAA;
    request.resolver = QHostAddress(resolver);
    request.sendAtMs = {0};
    request.lingerMs = lingerMs;
    QCoro::Task<DnsReply> asking = askDns(context.scope.within(closerTime), request);
    DnsReply reply = co_await asking;
    co_return reply;
}

QCoro::Task<void> listenForOthers(StepContext context, DnsEvidence* dns)
{
    const QList<Question> questions = questionsToRepeat(*dns);
    std::vector<QCoro::Task<DnsReply>> asking;
    for (const Question& each : questions) {
        const DnsAnswerEvidence& answer = dns->answers[each.answer];
        asking.push_back(askAndListen(context, answer.resolver, answer.queries[each.query].type));
    }
    for (qsizetype index = 0; index < questions.size(); ++index) {
        const DnsReply reply = co_await asking[static_cast<std::size_t>(index)];
        const Question& each = questions[index];
        note(reply, &dns->answers[each.answer].queries[each.query]);
    }
}

ChainCheck check(const StepContext& context, const TlsConnected& connected, const QStringList& roots)
{
    ChainQuestion question;
    question.chainDer = connected.chainDer;
    question.trustPaths = roots;
    question.serverName = context.target.host();
    question.time = QDateTime::currentDateTimeUtc();
    return checkChain(question);
}

QCoro::Task<AddressCertificateEvidence> askCertificate(StepContext context, QString address)
{
    const Scope scope = context.scope.within(certificateTime);
    AddressCertificateEvidence seen;
    seen.address = address;
    QCoro::Task<Way> opening = openWay(context, scope, {QHostAddress(address), context.target.port()});
    Way way = co_await opening;
    seen.outcome = way.error;
    if (!way.stream) co_return seen;
    QCoro::Task<TlsConnected> securing = secureWay(context, scope, std::move(way.stream), false);
    const TlsConnected connected = co_await securing;
    seen.outcome = nameOf(connected.seen.outcome);
    if (connected.seen.chain.isEmpty()) co_return seen;
    const ChainCheck checked = check(context, connected, trustedRoots(context));
    seen.accepted = checked.accepts;
    for (const ChainProblem& problem : checked.problems)
        seen.problems.append(nameOf(problem.error));
    seen.acceptedByVendor = check(context, connected, platform::vendorTrustPaths()).accepts;
    seen.commonName = connected.seen.chain.first().commonName;
    seen.issuerName = connected.seen.chain.first().issuerName;
    co_return seen;
}

/// One address of each answer that shares none with those the walk goes on with. What is not of the public
/// internet is not asked on a resolver's word.
QStringList addressesToProve(const DnsEvidence& dns)
{
    QStringList chosen;
    QStringList covered = dns.addresses;
    const auto consider = [&](const QStringList& addresses) {
        if (addresses.isEmpty() || share(addresses, covered) || chosen.size() >= mostCertificates) return;
        covered.append(addresses);
        if (!isBogon(addresses.first())) chosen.append(addresses.first());
    };
    for (const DnsAnswerEvidence& answer : dns.answers) {
        consider(answer.addresses);
        for (const DnsQueryEvidence& query : answer.queries) {
            consider(query.addresses);
            consider(query.otherAddresses);
        }
    }
    return chosen;
}

QCoro::Task<void> askCertificates(StepContext context, DnsEvidence* dns)
{
    std::vector<QCoro::Task<AddressCertificateEvidence>> asking;
    for (const QString& address : addressesToProve(*dns))
        asking.push_back(askCertificate(context, address));
    QList<AddressCertificateEvidence> certificates;
    for (auto& each : asking)
        certificates.append(co_await each);
    dns->certificates = certificates;
}

QString firstThatSpoke(const DnsEvidence& dns)
{
    for (const DnsAnswerEvidence& answer : dns.answers) {
        if (answer.role == ResolverRole::Configured && answer.rcode) return answer.resolver;
    }
    return {};
}

QCoro::Task<void> lookForSearchDomain(StepContext context, DnsEvidence* dns)
{
    const QStringList domains = platform::resolverSettings().searchDomains.mid(0, mostDomains);
    const QStringList system = ofRole(*dns, ResolverRole::System);
    const QString resolver = firstThatSpoke(*dns);
    for (const QString& domain : domains) {
        DnsRequest request;
        request.name = context.target.host() + u'.' + domain;
        request.type = QHostAddress(system.first()).protocol() == QAbstractSocket::IPv6Protocol
                           ? DnsType::AAAA
                           : DnsType::A;
        request.resolver = QHostAddress(resolver);
        QCoro::Task<DnsReply> asking = askDns(context.scope.within(closerTime / 2), request);
        const DnsReply reply = co_await asking;
        const QStringList addresses = texts(reply.addresses);
        if (!share(addresses, system)) continue;
        dns->searchCapture = SearchCaptureEvidence{domain, resolver, addresses};
        co_return;
    }
}

} // namespace

bool wantsACloserLook(const DnsEvidence& dns)
{
    return !dns.literal && (isOdd(dns) || dns.consistent == false);
}

QCoro::Task<DnsEvidence> lookCloserAtAnswers(StepContext context, DnsEvidence dns)
{
    StepContext closer = context;
    closer.scope = context.scope.within(closerTime);
    std::optional<QCoro::Task<void>> listening;
    if (isOdd(dns)) listening = listenForOthers(closer, &dns);
    if (systemStandsAlone(dns)) {
        QCoro::Task<void> looking = lookForSearchDomain(closer, &dns);
        co_await looking;
    }
    if (listening) co_await *listening;
    closer.scope = context.scope.within(certificateTime);
    QCoro::Task<void> proving = askCertificates(closer, &dns);
    co_await proving;
    co_return dns;
}

} // namespace pathlight
