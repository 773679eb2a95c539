// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/evidencerows.h"
#include "core/report/plaintext.h"
#include "core/report/routewords.h"
#include "core/report/rowbuilder.h"
#include "core/report/wordedclient.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

void environmentTables(const EnvironmentEvidence& seen, TableBuilder& t)
{
    t.begin(u"interfaces"_s,
            {u"interfaces.name"_s, u"interfaces.addresses"_s, u"interfaces.mtu#"_s, u"interfaces.up"_s});
    for (const InterfaceEvidence& each : seen.interfaces)
        t.row({each.name, t.list(each.addresses), t.number(each.mtu), t.yesNo(each.up)});
    t.begin(u"routes"_s, {u"routes.destination"_s, u"routes.gateway"_s, u"routes.interface"_s});
    for (const RouteEvidence& each : seen.routes)
        t.row({u"%1 %2"_s.arg(each.family, each.destination), each.gateway.value_or(QString()),
               each.unreachable ? t.outcome(u"unreachable"_s) : each.interface});
    t.begin(u"variables"_s, {u"variables.name"_s, u"variables.value"_s, u"variables.source"_s});
    for (const VariableEvidence& each : seen.variables)
        t.row({each.name, each.value, each.source});
    t.begin(u"loginShell.variables"_s, {u"variables.name"_s, u"variables.value"_s, u"variables.source"_s});
    for (const VariableEvidence& each : seen.loginShell.value_or(LoginShellEvidence()).variables)
        t.row({each.name, each.value, each.source});
    t.begin(u"caFiles"_s, {u"caFiles.variable"_s, u"caFiles.path"_s, u"caFiles.certificates#"_s});
    for (const CaFileEvidence& each : seen.caFiles)
        t.row({each.variable, each.path,
               each.problem ? wordFor(t.texts(), u"problem"_s, *each.problem) : t.number(each.certificates)});
    t.begin(u"settingsFiles"_s, {u"settingsFiles.path"_s, u"settingsFiles.problem"_s});
    for (const SettingsFileEvidence& each : seen.settingsFiles) {
        if (!each.exists) continue;
        const QString place =
            each.line ? u" (%1:%2)"_s.arg(*each.line).arg(each.column.value_or(1)) : QString();
        t.row({each.path, each.problem ? QString(wordFor(t.texts(), u"problem"_s, *each.problem) + place)
                                       : t.texts()(u"report.none"_s)});
    }
    t.begin(u"hints"_s, {u"hints.tool"_s, u"hints.name"_s, u"hints.value"_s, u"hints.file"_s});
    for (const ToolHintEvidence& each : seen.hints) {
        const QString place = each.line ? u":%1"_s.arg(*each.line) : QString();
        const QString problem =
            each.problem ? u" (%1)"_s.arg(wordFor(t.texts(), u"problem"_s, *each.problem)) : QString();
        t.row({each.tool, each.name, each.value + problem, each.file + place});
    }
    t.begin(u"controls"_s, {u"controls.url"_s, u"controls.family"_s, u"controls.outcome"_s,
                            u"controls.status#"_s, u"controls.ms#"_s});
    for (const ControlEvidence& each : seen.internet.controls)
        t.row({each.url, each.family, t.outcome(each.outcome), t.number(each.status), t.ms(each.ms)});
}

/// How far the way through the proxy led, as the direct one tells it of itself.
QString proxiedOutcome(const Evidence& seen)
{
    if (seen.proxy->outcome != TunnelOutcome::Open) return nameOf(seen.proxy->outcome);
    if (seen.http) return nameOf(seen.http->outcome);
    return seen.tls ? u"tls_"_s + nameOf(seen.tls->outcome) : nameOf(seen.proxy->outcome);
}

QString answeredBy(const std::optional<bool>& fromTheApi, const std::optional<QString>& server,
                   const Wording& w)
{
    const QString api = fromTheApi == true ? u"API"_s : QString();
    if (!server) return fromTheApi ? api : w.unknown();
    return api.isEmpty() ? *server : u"%1 (%2)"_s.arg(api, *server);
}

/// The proxy's way and the direct one, row by row.
void waysTable(const Evidence& seen, TableBuilder& t)
{
    const ProxyEvidence& proxy = *seen.proxy;
    if (!proxy.proxy || !proxy.direct) return;
    t.begin(u"direct"_s,
            {u"direct.via"_s, u"direct.outcome"_s, u"direct.connectMs#"_s, u"direct.tlsMs#"_s,
             u"direct.verified"_s, u"direct.status#"_s, u"direct.serverHeader"_s, u"direct.firstByteMs#"_s});
    const TlsEvidence tls = seen.tls.value_or(TlsEvidence());
    const HttpEvidence http = seen.http.value_or(HttpEvidence());
    t.row({u"%1://%2:%3"_s.arg(proxy.proxy->scheme, proxy.proxy->host).arg(proxy.proxy->port),
           wordForWay(t.texts(), proxiedOutcome(seen)), t.ms(proxy.connectMs), t.ms(tls.handshakeMs),
           t.yesNo(tls.verified), t.number(http.status), answeredBy(http.fromTheApi, http.serverHeader, t),
           t.ms(http.firstByteMs)});
    const DirectWayEvidence& direct = *proxy.direct;
    t.row({wordFor(t.texts(), u"client.via"_s, u"direct"_s), wordForWay(t.texts(), direct.outcome),
           t.ms(direct.connectMs), t.ms(direct.tlsMs), t.yesNo(direct.verified), t.number(direct.status),
           answeredBy(direct.fromTheApi, direct.serverHeader, t), t.ms(direct.firstByteMs)});
}

void proxyTables(const ProxyEvidence& seen, TableBuilder& t)
{
    t.begin(u"settings"_s, {u"settings.source"_s, u"settings.value"_s, u"settings.problem"_s});
    for (const ProxySetting& each : seen.settings)
        t.row({each.source, each.value,
               each.problem ? wordFor(t.texts(), u"problem"_s, *each.problem) : t.texts()(u"report.none"_s)});
}

/// The first few of a list that a stranger may have made long, and how many more there are.
QString fewOf(const QStringList& addresses, qsizetype inAll, const Wording& w)
{
    constexpr qsizetype few = 6;
    const qsizetype more = std::max(inAll, addresses.size()) - few;
    if (more <= 0) return w.list(addresses);
    return addresses.mid(0, few).join(u", "_s) + u" … (+%1)"_s.arg(more);
}

QString queryOutcome(const DnsQueryEvidence& query, const Wording& w)
{
    if (query.outcome != "answered"_L1 || !query.rcode) return w.outcome(query.outcome);
    return *query.rcode;
}

void queriesTable(const DnsEvidence& seen, TableBuilder& t)
{
    t.begin(u"queries"_s, {u"answers.resolver"_s, u"answers.queries.type"_s, u"answers.queries.outcome"_s,
                           u"answers.queries.addresses"_s, u"answers.queries.ms#"_s});
    for (const DnsAnswerEvidence& answer : seen.answers) {
        for (const DnsQueryEvidence& each : answer.queries) {
            QString addresses = fewOf(each.addresses, each.addressesInAll, t);
            if (each.answersDiffer) addresses += u" ≠ "_s + fewOf(each.otherAddresses, 0, t);
            t.row({answer.resolver, u"%1 %2"_s.arg(each.type, each.transport), queryOutcome(each, t),
                   addresses, t.ms(each.ms)});
        }
    }
}

void certificatesTable(const DnsEvidence& seen, TableBuilder& t)
{
    if (seen.certificates.isEmpty()) return;
    t.begin(u"certificates"_s, {u"certificates.address"_s, u"certificates.outcome"_s,
                                u"certificates.commonName"_s, u"certificates.accepted"_s});
    for (const AddressCertificateEvidence& each : seen.certificates) {
        QStringList problems;
        for (const QString& problem : each.problems)
            problems.append(wordFor(t.texts(), u"chain"_s, problem));
        const QString verdict = t.yesNo(each.accepted);
        t.row({each.address, t.outcome(each.outcome), t.text(each.commonName),
               problems.isEmpty() ? verdict : u"%1 (%2)"_s.arg(verdict, problems.join(u", "_s))});
    }
}

void dnsTables(const DnsEvidence& seen, TableBuilder& t)
{
    t.begin(u"answers"_s, {u"answers.resolver"_s, u"answers.role"_s, u"answers.outcome"_s,
                           u"answers.addresses"_s, u"answers.ttl#"_s, u"answers.ms#"_s});
    for (const DnsAnswerEvidence& each : seen.answers) {
        const QString outcome = t.outcome(each.outcome);
        const bool tellsMore = each.rcode && *each.rcode != "NOERROR"_L1;
        t.row({each.resolver, wordFor(t.texts(), u"role"_s, nameOf(each.role)),
               tellsMore ? u"%1 (%2)"_s.arg(outcome, *each.rcode) : outcome, fewOf(each.addresses, 0, t),
               t.number(each.ttl), t.ms(each.ms)});
    }
    queriesTable(seen, t);
    certificatesTable(seen, t);
}

QString icmpText(const std::optional<IcmpEvidence>& icmp)
{
    if (!icmp) return {};
    return u"%1 (%2/%3)"_s.arg(icmp->from).arg(icmp->type).arg(icmp->code);
}

void tcpTables(const TcpEvidence& seen, TableBuilder& t)
{
    t.begin(u"attempts"_s, {u"attempts.address"_s, u"attempts.outcome"_s, u"attempts.connectMs#"_s,
                            u"attempts.synRetransmits#"_s, u"attempts.icmp"_s});
    for (const ConnectAttempt& each : seen.attempts) {
        const QString place = each.address.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s;
        t.row({place.arg(each.address).arg(each.port), t.outcome(nameOf(each.outcome)), t.ms(each.connectMs),
               t.number(each.synRetransmits), icmpText(each.icmp)});
    }
}

/// Where the packets of one probe grow: up to which size they passed, and which one did not.
QString packetText(const MtuProbe& probe)
{
    const QString packet = probe.packet ? QString::number(*probe.packet) : QString();
    if (!probe.acknowledged || packet.isEmpty()) return packet;
    return probe.upPassed ? u"≤ %1"_s.arg(packet) : u"%1 ✓ %2 ✗"_s.arg(*probe.acknowledged).arg(packet);
}

void mtuTables(const MtuEvidence& seen, TableBuilder& t)
{
    t.begin(u"probes"_s, {u"probes.mss#"_s, u"probes.sent#"_s, u"probes.packet#"_s, u"probes.upPassed"_s,
                          u"probes.downPassed"_s, u"probes.retransmits#"_s, u"probes.ms#"_s});
    for (const MtuProbe& each : seen.probes)
        t.row({each.mss ? QString::number(*each.mss) : t.texts()(u"report.none"_s),
               QString::number(each.sent), packetText(each), t.yesNo(each.upPassed), t.yesNo(each.downPassed),
               t.number(each.retransmits), t.ms(each.ms)});
    if (seen.datagrams.isEmpty()) return;
    t.begin(u"datagrams"_s, {u"datagrams.address"_s, u"datagrams.size#"_s, u"datagrams.outcome"_s,
                             u"datagrams.fits#"_s, u"datagrams.from"_s, u"datagrams.ms#"_s});
    for (const SizedDatagramEvidence& each : seen.datagrams)
        t.row({each.address, QString::number(each.size),
               wordFor(t.texts(), u"datagram"_s, nameOf(each.outcome)), t.number(each.fits),
               each.from.value_or(QString()), t.ms(each.ms)});
}

/// What breaks at this certificate of those that were sent.
QString problemsAt(const TlsEvidence& seen, qsizetype place, const Wording& w)
{
    QStringList words;
    for (const ChainProblem& problem : seen.errors) {
        if (problem.certificate.value_or(problem.depth) == place)
            words.append(wordFor(w.texts(), u"chain"_s, nameOf(problem.error)));
    }
    return words.isEmpty() ? QString() : u"✗ "_s + words.join(u", "_s);
}

void chainTable(const TlsEvidence& seen, TableBuilder& t)
{
    t.begin(u"chain"_s, {u"chain.subject"_s, u"chain.issuer"_s, u"chain.notBefore"_s, u"chain.notAfter"_s,
                         u"chain.sha256"_s, u"chain.problem"_s});
    for (qsizetype place = 0; place < seen.chain.size(); ++place) {
        const CertificateEvidence& each = seen.chain[place];
        t.row({each.commonName.isEmpty() ? each.subject : each.commonName,
               each.issuerName.isEmpty() ? each.issuer : each.issuerName, each.notBefore.left(10),
               each.notAfter.left(10), each.sha256.left(16), problemsAt(seen, place, t)});
    }
}

void experimentTables(const TlsEvidence& seen, TableBuilder& t)
{
    t.begin(u"hellos"_s, {u"hellos.bytes#"_s, u"hellos.outcome"_s, u"hellos.ms#"_s});
    for (const TlsHelloEvidence& each : seen.hellos)
        t.row({QString::number(each.bytes), t.outcome(nameOf(each.outcome)), t.ms(each.ms)});
    t.begin(u"offers"_s, {u"offers.offer"_s, u"offers.weak"_s, u"offers.outcome"_s, u"offers.cipher"_s});
    for (const TlsOfferEvidence& each : seen.offers)
        t.row({each.offer, t.yesNo(each.weak), t.outcome(nameOf(each.outcome)),
               each.cipher.value_or(each.alert.value_or(QString()))});
    t.begin(u"fetchedIssuers"_s,
            {u"fetchedIssuers.url"_s, u"fetchedIssuers.outcome"_s, u"fetchedIssuers.subject"_s});
    for (const FetchedIssuerEvidence& each : seen.fetchedIssuers)
        t.row({each.url, wordFor(t.texts(), u"fetch"_s, nameOf(each.outcome)), t.text(each.subject)});
}

void storeRows(const QList<TrustStoreEvidence>& stores, TableBuilder& t)
{
    for (const TrustStoreEvidence& each : stores) {
        QStringList problems;
        for (const ChainProblem& problem : each.problems)
            problems.append(wordFor(t.texts(), u"chain"_s, nameOf(problem.error)));
        t.row({each.store, each.source, t.yesNo(each.accepts), each.root.value_or(problems.join(u", "_s))});
    }
}

void tlsTables(const TlsEvidence& seen, TableBuilder& t)
{
    chainTable(seen, t);
    t.begin(u"stores"_s, {u"stores.store"_s, u"stores.source"_s, u"stores.accepts"_s, u"stores.root"_s});
    storeRows(seen.stores, t);
    t.begin(u"otherStores"_s, {u"otherStores.store"_s, u"otherStores.source"_s, u"otherStores.accepts"_s,
                               u"otherStores.root"_s});
    storeRows(seen.otherStores, t);
    t.begin(u"controls"_s,
            {u"controls.name"_s, u"controls.address"_s, u"controls.outcome"_s, u"controls.issuer"_s});
    for (const TlsControlEvidence& each : seen.controls)
        t.row({each.name, each.address, t.outcome(nameOf(each.outcome)), t.text(each.issuer)});
    experimentTables(seen, t);
}

void httpTables(const HttpEvidence& seen, TableBuilder& t)
{
    t.begin(u"http2"_s, {u"http2.offered"_s, u"http2.alpn"_s, u"http2.outcome"_s, u"http2.status#"_s,
                         u"http2.fromTheApi"_s, u"http2.handshakeMs#"_s, u"http2.firstByteMs#"_s});
    for (const Http2Evidence& each : seen.http2) {
        const QString code = each.errorCode ? u" (%1)"_s.arg(*each.errorCode) : QString();
        t.row({each.offered, each.alpn.value_or(u"–"_s), t.outcome(nameOf(each.outcome)) + code,
               each.status ? t.number(each.status) : u"–"_s,
               each.fromTheApi ? t.yesNo(each.fromTheApi) : u"–"_s, t.ms(each.handshakeMs),
               t.ms(each.firstByteMs)});
    }
}

/// Who gave the answer, by the marks it bears.
QString answeredBy(const SizedRequestEvidence& each, const Wording& w)
{
    if (!each.status) return u"–"_s;
    if (each.fromTheApi.value_or(false)) return w.texts()(u"sizes.by.api"_s);
    return w.texts()(each.rayId ? u"sizes.by.edge"_s : u"sizes.by.other"_s);
}

void sizesTable(const ApiEvidence& seen, TableBuilder& t)
{
    t.begin(u"sizes"_s, {u"sizes.bytes#"_s, u"sizes.outcome"_s, u"sizes.status#"_s, u"sizes.by"_s,
                         u"sizes.acknowledgedBytes#"_s, u"sizes.ms#"_s});
    for (const SizedRequestEvidence& each : seen.sizes) {
        const QString taken = each.acknowledgedBytes ? QString::number(*each.acknowledgedBytes) : t.unknown();
        t.row({u"%1 KB"_s.arg(each.bytes / 1024), t.outcome(nameOf(each.outcome)), t.number(each.status),
               answeredBy(each, t), taken, t.ms(each.ms)});
    }
}

void apiTables(const ApiEvidence& seen, TableBuilder& t)
{
    const auto number = [&](const std::optional<double>& value) {
        return value ? QString::number(*value, 'f', 0) : t.unknown();
    };
    t.begin(u"rateLimit"_s,
            {u"rateLimit.kind"_s, u"rateLimit.limit#"_s, u"rateLimit.remaining#"_s, u"rateLimit.reset"_s});
    for (const RateLimitEvidence& each : seen.rateLimit)
        t.row({each.kind, number(each.limit), number(each.remaining), t.text(each.reset)});
    sizesTable(seen, t);
}

void idleTables(const IdleEvidence& seen, TableBuilder& t)
{
    t.begin(u"idle.probes"_s, {u"idle.probes.quietMs#"_s, u"idle.probes.keepAliveSeconds#"_s,
                               u"idle.probes.outcome"_s, u"idle.probes.endedAfterMs#"_s});
    for (const IdleProbeEvidence& each : seen.probes) {
        t.row({duration(each.quietMs), each.keepAliveSeconds ? t.number(each.keepAliveSeconds) : u"–"_s,
               t.outcome(nameOf(each.outcome)), each.endedAfterMs ? duration(*each.endedAfterMs) : u"–"_s});
    }
    t.begin(u"idle.clients"_s,
            {u"idle.clients.client"_s, u"idle.clients.keepAliveSeconds#"_s, u"idle.clients.survives"_s});
    for (const IdleClientEvidence& each : seen.clients)
        t.row({each.client, each.keepAliveSeconds ? t.number(each.keepAliveSeconds) : u"–"_s,
               t.yesNo(each.survives)});
}

void streamTables(const StreamEvidence& seen, TableBuilder& t)
{
    const auto time = [](const std::optional<double>& ms) { return ms ? duration(*ms) : u"–"_s; };
    t.begin(u"streams"_s, {u"streams.ending"_s, u"streams.firstEventMs#"_s, u"streams.events#"_s,
                           u"streams.bursts#"_s, u"streams.spreadMs#"_s, u"streams.longestGapMs#"_s,
                           u"streams.tokens#"_s, u"streams.buffered"_s, u"streams.errorType"_s});
    for (const StreamRunEvidence& each : seen.streams) {
        t.row({t.outcome(nameOf(each.ending)), time(each.firstEventMs), t.number(each.events),
               t.number(each.bursts), time(each.spreadMs), time(each.longestGapMs), t.number(each.tokens),
               t.yesNo(each.buffered), each.errorType.value_or(u"–"_s)});
    }
    t.begin(u"http2"_s,
            {u"http2.alpn"_s, u"http2.outcome"_s, u"http2.ending"_s, u"http2.firstEventMs#"_s,
             u"http2.events#"_s, u"http2.spreadMs#"_s, u"http2.longestGapMs#"_s, u"http2.buffered"_s});
    for (const Http2StreamEvidence& each : seen.http2) {
        const QString code = each.errorCode ? u" (%1)"_s.arg(*each.errorCode) : QString();
        const StreamRunEvidence run = each.run.value_or(StreamRunEvidence{});
        t.row({each.alpn.value_or(u"–"_s), t.outcome(nameOf(each.outcome)) + code,
               each.run ? t.outcome(nameOf(run.ending)) : u"–"_s, time(run.firstEventMs),
               run.events ? t.number(run.events) : u"–"_s, time(run.spreadMs), time(run.longestGapMs),
               run.buffered ? t.yesNo(run.buffered) : u"–"_s});
    }
    if (seen.idle) idleTables(*seen.idle, t);
}

QString hopName(const HopEvidence& hop, const Wording& w)
{
    if (!hop.address) return w.outcome(u"silent"_s);
    QString text = *hop.address;
    if (hop.name && !hop.name->isEmpty()) text += u" (%1)"_s.arg(*hop.name);
    if (!hop.alternatives.isEmpty()) text += u", "_s + hop.alternatives.join(u", "_s);
    if (hop.said) text += u": "_s + w.outcome(*hop.said);
    return text;
}

QString orDash(const QString& text)
{
    return text.isEmpty() ? u"–"_s : text;
}

/// "3 / 4, limits how often it answers".
QString answersOf(const HopEvidence& hop, const HopReading& reading, const Wording& w)
{
    const QString counted = u"%1 / %2"_s.arg(hop.received).arg(hop.sent);
    const QString meaning = lossWord(reading, w.texts());
    return meaning.isEmpty() ? counted : counted + u", "_s + meaning;
}

QStringList hopCells(const HopEvidence& hop, const HopReading& reading, const Wording& w)
{
    const auto time = [](const std::optional<double>& ms) { return ms ? duration(*ms) : u"–"_s; };
    return {QString::number(hop.ttl),
            hopName(hop, w),
            orDash(segmentWord(reading, w.texts())),
            answersOf(hop, reading, w),
            time(hop.minMs),
            time(hop.medianMs),
            time(hop.maxMs)};
}

void routeTables(const RouteTraceEvidence& seen, TableBuilder& t)
{
    const QStringList columns{u"hops.ttl#"_s,   u"hops.address"_s,   u"hops.segment"_s, u"hops.received"_s,
                              u"hops.minMs#"_s, u"hops.medianMs#"_s, u"hops.maxMs#"_s};
    t.begin(u"hops"_s, columns);
    const TraceReading main = readTrace(seen);
    for (qsizetype index = 0; index < seen.hops.size(); ++index)
        t.row(hopCells(seen.hops[index], main.hops[index], t));
    t.begin(u"others"_s, QStringList{u"protocol"_s} + columns);
    for (const TraceEvidence& other : seen.others) {
        const TraceReading reading = readTrace(other);
        for (qsizetype index = 0; index < other.hops.size(); ++index)
            t.row(QStringList{methodWords(other, t.texts())} +
                  hopCells(other.hops[index], reading.hops[index], t));
    }
}

QString tryText(const TryEvidence& each, const Wording& w)
{
    QString text = each.waitMs > 0 ? u"(%1) "_s.arg(duration(each.waitMs)) : QString();
    if (each.status)
        text += QString::number(*each.status);
    else
        text += each.error ? w.outcome(*each.error) : w.unknown();
    return each.ms ? QString(text + u' ' + duration(*each.ms)) : text;
}

void stabilityTables(const StabilityEvidence& seen, TableBuilder& t)
{
    t.begin(u"attempts"_s, {u"attempts.startedMs#"_s, u"attempts.tries"_s, u"attempts.outcome"_s});
    for (const StabilityAttempt& each : seen.attempts) {
        QStringList tries;
        for (const TryEvidence& single : each.tries)
            tries.append(tryText(single, t));
        t.row({duration(each.startedMs), tries.join(u" → "_s), t.outcome(nameOf(each.outcome))});
    }
    const auto share = [](const std::optional<double>& value) { return value ? percentage(*value) : u"–"_s; };
    const auto name = [&](const PolicyOutcome& each) {
        const QString key = u"policy."_s + each.policy;
        const QJsonObject retries =
            each.retries ? QJsonObject{{u"retries"_s, QString::number(*each.retries)}} : QJsonObject();
        return t.texts().has(key) ? t.texts()(key, retries) : visibleText(each.policy);
    };
    t.begin(u"policies"_s,
            {u"policies.policy"_s, u"policies.calls#"_s, u"policies.succeeded#"_s, u"policies.low#"_s,
             u"policies.high#"_s, u"policies.requests#"_s, u"policies.waitedMs#"_s});
    for (const PolicyOutcome& each : seen.policies)
        t.row({name(each), QString::number(each.calls), QString::number(each.succeeded), share(each.low),
               share(each.high), QString::number(each.requests), duration(each.waitedMs)});
    t.begin(u"failures"_s, {u"failures.kind"_s, u"failures.count#"_s});
    for (const FailureCount& each : seen.failures)
        t.row({wordFor(t.texts(), u"outcome"_s, each.kind), QString::number(each.count)});
}

void trialTable(const ClientsEvidence& seen, const QList<WordedClient>& clients, TableBuilder& t)
{
    t.begin(u"trials"_s, {u"id"_s, u"trials.version"_s, u"trials.outcome"_s, u"trials.agrees"_s,
                          u"trials.program"_s, u"trials.ms#"_s});
    for (qsizetype index = 0; index < clients.size(); ++index) {
        const auto& trial = seen.clients.at(index).trial;
        const WordedClient& each = clients.at(index);
        if (trial)
            t.row({each.name, each.trialProgram, each.trialResult, each.trialComparison, trial->program,
                   t.ms(trial->ms)});
    }
}

void clientTables(const ClientsEvidence& seen, TableBuilder& t)
{
    const QList<WordedClient> clients = wordClients(seen, t.texts());
    t.begin(u"clients"_s, {u"id"_s, u"outcome"_s, u"wouldFail"_s, u"reason"_s});
    for (const WordedClient& each : clients)
        t.row({each.name, each.mark + u' ' + each.outcomeWord, each.code, each.reason});
    trialTable(seen, clients, t);
    t.begin(u"settings"_s, {u"id"_s, u"baseUrl"_s, u"proxy"_s, u"trustStores"_s, u"resolver"_s,
                            u"addressFamilies"_s, u"timeouts"_s});
    for (const WordedClient& each : clients)
        t.row({each.name, each.endpoint, each.proxy, each.trust, each.resolver, each.families, each.limits});
    t.begin(u"packages"_s, {u"packages.name"_s, u"packages.version"_s});
    for (const PythonPackageEvidence& each : seen.packages)
        t.row({each.name, each.version.value_or(t.texts()(u"report.none"_s))});
    t.begin(u"ways"_s, {u"ways.via"_s, u"ways.baseUrl"_s, u"ways.opens"_s, u"ways.outcome"_s,
                        u"ways.status#"_s, u"ways.fromTheApi"_s, u"ways.ms#"_s});
    for (const ClientWayEvidence& each : seen.ways)
        t.row({wordFor(t.texts(), u"client.via"_s, each.via), t.text(each.baseUrl), t.yesNo(each.opens),
               wordForWay(t.texts(), each.outcome), t.number(each.status), t.yesNo(each.fromTheApi),
               t.ms(each.ms)});
}

} // namespace

QList<EvidenceTable> tablesFor(const QString& step, const Evidence& evidence, const Texts& texts)
{
    TableBuilder tables(step, texts);
    if (step == "environment"_L1 && evidence.environment) environmentTables(*evidence.environment, tables);
    if (step == "proxy"_L1 && evidence.proxy) {
        waysTable(evidence, tables);
        proxyTables(*evidence.proxy, tables);
    }
    if (step == "dns"_L1 && evidence.dns) dnsTables(*evidence.dns, tables);
    if (step == "tcp"_L1 && evidence.tcp) tcpTables(*evidence.tcp, tables);
    if (step == "mtu"_L1 && evidence.mtu) mtuTables(*evidence.mtu, tables);
    if (step == "tls"_L1 && evidence.tls) tlsTables(*evidence.tls, tables);
    if (step == "http"_L1 && evidence.http) httpTables(*evidence.http, tables);
    if (step == "api"_L1 && evidence.api) apiTables(*evidence.api, tables);
    if (step == "stream"_L1 && evidence.stream) streamTables(*evidence.stream, tables);
    if (step == "route"_L1 && evidence.route) routeTables(*evidence.route, tables);
    if (step == "stability"_L1 && evidence.stability) stabilityTables(*evidence.stability, tables);
    if (step == "clients"_L1 && evidence.clients) clientTables(*evidence.clients, tables);
    return tables.take();
}

} // namespace pathlight
