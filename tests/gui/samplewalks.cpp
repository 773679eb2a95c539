// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/samplewalks.h"

#include "tests/gui/sampleparts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace pathlight::samplewalks {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject profile()
{
    QFile file(u":/pathlight/profiles/claude-api.json"_s);
    if (!file.open(QIODevice::ReadOnly)) qFatal("the built-in profile is missing");
    return QJsonDocument::fromJson(file.readAll()).object();
}

Verdict verdictOf(const Finding& finding, VerdictStatus status, const QString& helpCode, const QString& whose)
{
    Verdict verdict;
    verdict.status = status;
    verdict.code = finding.code;
    verdict.step = finding.step;
    verdict.confidence = finding.confidence;
    verdict.helpCode = helpCode;
    verdict.whose = whose;
    verdict.arguments = finding.arguments;
    return verdict;
}

Verdict plainVerdict(VerdictStatus status, double confidence)
{
    Verdict verdict;
    verdict.status = status;
    verdict.confidence = confidence;
    verdict.helpCode = status == VerdictStatus::Healthy ? u"PL-000"_s : u"PL-999"_s;
    verdict.whose = u"unknown"_s;
    return verdict;
}

void skipAll(Recorder& r, const QStringList& steps, const QString& because)
{
    for (const QString& step : steps)
        r.skip(step, u"needs_missing"_s, {{u"step"_s, because}});
}

void toTheName(Recorder& r)
{
    walkEnvironment(r);
    walkDirect(r);
    walkDns(r);
}

QList<Event> healthyWalk(const QString& scenario)
{
    Recorder r(scenario);
    toTheName(r);
    walkTcp(r);
    walkMtu(r);
    walkTls(r);
    walkHttp(r);
    walkApi(r);
    r.skip(u"stream"_s, u"no_key"_s);
    walkRoute(r, true);
    r.judge(plainVerdict(VerdictStatus::Healthy, 0.8), true);
    walkStability(r, 0);
    r.skip(u"clients"_s, u"not_in_this_version"_s);
    r.judge(plainVerdict(VerdictStatus::Healthy, 0.97), false);
    r.finish(u"completed"_s);
    return r.events();
}

ConnectAttempt silentAttempt(const QString& address, const QString& family)
{
    ConnectAttempt attempt;
    attempt.address = address;
    attempt.port = 443;
    attempt.family = family;
    attempt.outcome = ConnectOutcome::TimedOut;
    attempt.synRetransmits = 3;
    attempt.error = u"ETIMEDOUT"_s;
    attempt.ticks = {{u"syn"_s, 0},
                     {u"syn_again"_s, 1021},
                     {u"syn_again"_s, 2043},
                     {u"syn_again"_s, 3067},
                     {u"gave_up"_s, 3200}};
    return attempt;
}

void tickSamples(Recorder& r, const ConnectAttempt& attempt)
{
    double last = 0;
    for (const HandshakeTick& tick : attempt.ticks) {
        r.wait(tick.atMs - last);
        last = tick.atMs;
        r.sample(u"tcp"_s, sample::syn,
                 {{u"address"_s, attempt.address}, {u"what"_s, tick.what}, {u"atMs"_s, tick.atMs}});
    }
}

void silentTcp(Recorder& r)
{
    TcpEvidence seen;
    seen.attempts = {silentAttempt(QString::fromLatin1(targetAddress), u"ipv4"_s),
                     silentAttempt(QString::fromLatin1(targetAddress6), u"ipv6"_s)};
    seen.attempts[1].outcome = ConnectOutcome::Unreachable;
    seen.attempts[1].local = true;
    seen.attempts[1].synRetransmits = 0;
    seen.attempts[1].error = u"ENETUNREACH"_s;
    seen.attempts[1].ticks = {{u"gave_up"_s, 0.2}};
    seen.expectedScheduleMs = {1000, 2000, 3100, 4100, 5100, 7100, 11200};
    r.start(u"tcp"_s);
    r.sample(u"tcp"_s, sample::waiting, {{u"key"_s, u"tcp"_s}, {u"address"_s, seen.attempts[0].address}});
    tickSamples(r, seen.attempts[0]);
    r.sample(u"tcp"_s, sample::latency,
             {{u"ms"_s, QJsonValue::Null}, {u"address"_s, seen.attempts[0].address}, {u"phase"_s, u"tcp"_s}});
    r.evidence(u"tcp"_s, seen);
}

QList<Event> tcpTimedOut()
{
    Recorder r;
    toTheName(r);
    silentTcp(r);
    Finding found = fault(u"tcp.timed_out"_s, u"tcp"_s, 0.91,
                          {{u"host"_s, u"api.anthropic.com"_s},
                           {u"port"_s, u"443"_s},
                           {u"address"_s, QString::fromLatin1(targetAddress)},
                           {u"hop"_s, u"198.51.100.9"_s}});
    found.because = {u"tcp.attempts[0].outcome"_s, u"route.lastResponding"_s};
    r.find(found);
    r.end(u"tcp"_s, StepStatus::Failed);
    Verdict verdict = verdictOf(found, VerdictStatus::Broken, u"PL-T01"_s, u"path"_s);
    verdict.confidence = 0.7;
    r.judge(verdict, true);
    skipAll(r, {u"mtu"_s, u"tls"_s, u"http"_s, u"api"_s, u"stream"_s}, u"tcp"_s);
    walkRoute(r, false);
    skipAll(r, {u"stability"_s}, u"tcp"_s);
    r.skip(u"clients"_s, u"not_in_this_version"_s);
    verdict.confidence = 0.91;
    verdict.alternatives = {{u"tcp.prohibited"_s, 0.06}, {u"path.loss"_s, 0.03}};
    r.judge(verdict, false);
    r.finish(u"completed"_s);
    return r.events();
}

QList<Event> tcpProhibited()
{
    Recorder r;
    toTheName(r);
    TcpEvidence seen;
    ConnectAttempt attempt = silentAttempt(QString::fromLatin1(targetAddress), u"ipv4"_s);
    attempt.outcome = ConnectOutcome::Prohibited;
    attempt.connectMs = 4.8;
    attempt.synRetransmits = 0;
    attempt.error = u"EHOSTUNREACH"_s;
    attempt.icmp = IcmpEvidence{3, 13, u"198.51.100.1"_s};
    attempt.ticks = {{u"syn"_s, 0}, {u"icmp"_s, 4.8}};
    seen.attempts = {attempt};
    seen.expectedScheduleMs = {1000, 2000, 3100};
    r.start(u"tcp"_s);
    tickSamples(r, attempt);
    r.evidence(u"tcp"_s, seen);
    const Finding found = fault(
        u"tcp.prohibited"_s, u"tcp"_s, 0.98,
        {{u"host"_s, u"api.anthropic.com"_s}, {u"port"_s, u"443"_s}, {u"offender"_s, u"198.51.100.1"_s}});
    r.find(found);
    r.end(u"tcp"_s, StepStatus::Failed);
    skipAll(r, {u"mtu"_s, u"tls"_s, u"http"_s, u"api"_s, u"stream"_s}, u"tcp"_s);
    walkRoute(r, false);
    skipAll(r, {u"stability"_s}, u"tcp"_s);
    r.skip(u"clients"_s, u"not_in_this_version"_s);
    r.judge(verdictOf(found, VerdictStatus::Broken, u"PL-T03"_s, u"local network"_s), false);
    r.finish(u"completed"_s);
    return r.events();
}

/// Nobody accepts the chain, for this.
TlsEvidence refusedFor(const ChainProblem& problem)
{
    TlsEvidence seen = healthyTls();
    seen.verified = false;
    seen.errors = {problem};
    for (TrustStoreEvidence& store : seen.stores) {
        store.accepts = false;
        store.root.reset();
        store.problems = {problem};
    }
    return seen;
}

TlsEvidence expiredTls()
{
    TlsEvidence seen = refusedFor({ChainError::Expired, 0, 0, u"certificate has expired"_s});
    seen.chain[0].notBefore = u"2026-07-20T00:00:00Z"_s;
    seen.chain[0].notAfter = u"2026-10-18T23:59:59Z"_s;
    return seen;
}

QList<Event> certificateExpired()
{
    Recorder r;
    toTheName(r);
    walkTcp(r);
    walkMtu(r);
    r.start(u"tls"_s);
    r.wait(43);
    r.evidence(u"tls"_s, expiredTls());
    const Finding found = fault(u"tls.cert.date_invalid"_s, u"tls"_s, 0.96,
                                {{u"host"_s, u"api.anthropic.com"_s},
                                 {u"notAfter"_s, u"2026-10-18"_s},
                                 {u"subject"_s, u"api.anthropic.com"_s}});
    r.find(found);
    r.end(u"tls"_s, StepStatus::Failed);
    skipAll(r, {u"http"_s, u"api"_s, u"stream"_s}, u"tls"_s);
    walkRoute(r, true);
    skipAll(r, {u"stability"_s}, u"tls"_s);
    r.skip(u"clients"_s, u"not_in_this_version"_s);
    Verdict verdict = verdictOf(found, VerdictStatus::Broken, u"PL-S05"_s, u"provider"_s);
    verdict.alternatives = {{u"env.clock_skew"_s, 0.03}};
    r.judge(verdict, false);
    r.finish(u"completed"_s);
    return r.events();
}

DnsAnswerEvidence answeredBy(const QString& resolver, ResolverRole role, const QStringList& addresses)
{
    DnsAnswerEvidence seen;
    seen.resolver = resolver;
    seen.role = role;
    seen.outcome = u"answered"_s;
    seen.addresses = addresses;
    seen.rcode = u"NOERROR"_s;
    seen.ms = 9.4;
    return seen;
}

/// A box on the way answers first, over UDP alone.
DnsEvidence injectedDns()
{
    const QStringList wrong{u"203.0.113.66"_s};
    const QStringList right{QString::fromLatin1(targetAddress)};
    DnsEvidence seen;
    seen.name = u"api.anthropic.com"_s;
    seen.answers = {answeredBy(u"system"_s, ResolverRole::System, wrong),
                    answeredBy(u"192.0.2.1"_s, ResolverRole::Configured, wrong),
                    answeredBy(u"192.0.2.2"_s, ResolverRole::Configured, {}),
                    answeredBy(u"1.1.1.1"_s, ResolverRole::Comparison, right)};
    DnsQueryEvidence forged = query(u"A"_s, u"udp"_s, wrong, 9.4);
    forged.answers = 2;
    forged.answersDiffer = true;
    forged.otherAddresses = right;
    const DnsQueryEvidence none = query(u"AAAA"_s, u"udp"_s, {}, 9.4);
    seen.answers[1].queries = {forged, none, query(u"A"_s, u"tcp"_s, right, 9.4)};
    DnsQueryEvidence refused = none;
    refused.rcode = u"SERVFAIL"_s;
    seen.answers[2].outcome = u"error"_s;
    seen.answers[2].rcode = refused.rcode;
    seen.answers[2].queries = {refused, refused};
    seen.answers[2].queries[0].type = u"A"_s;
    seen.answers[3].queries = {query(u"A"_s, u"udp"_s, right, 9.4), none,
                               query(u"A"_s, u"tcp"_s, right, 9.4)};
    seen.addresses = wrong;
    seen.consistent = false;
    seen.inExpectedNetworks = false;
    seen.outsideExpected = wrong;
    AddressCertificateEvidence proven;
    proven.address = right.first();
    proven.outcome = u"completed"_s;
    proven.accepted = true;
    proven.acceptedByVendor = true;
    proven.commonName = u"api.anthropic.com"_s;
    proven.issuerName = u"Google Trust Services"_s;
    seen.certificates = {proven};
    return seen;
}

TlsEvidence strangersTls()
{
    TlsEvidence seen = refusedFor({ChainError::NameInvalid, 0, 0, u"hostname mismatch"_s});
    seen.address = u"203.0.113.66"_s;
    seen.chain[0].commonName = u"shop.example"_s;
    seen.chain[0].names = {u"shop.example"_s};
    return seen;
}

QList<Event> dnsTampered()
{
    Recorder r;
    walkEnvironment(r);
    walkDirect(r);
    r.start(u"dns"_s);
    r.wait(12);
    r.evidence(u"dns"_s, injectedDns());
    const Finding found = fault(u"dns.tampered"_s, u"dns"_s, 0.97,
                                {{u"host"_s, u"api.anthropic.com"_s},
                                 {u"address"_s, u"203.0.113.66"_s},
                                 {u"addresses"_s, u"203.0.113.66"_s},
                                 {u"proven"_s, QString::fromLatin1(targetAddress)}});
    r.find(found);
    r.end(u"dns"_s, StepStatus::Failed);
    walkTcp(r);
    walkMtu(r);
    r.start(u"tls"_s);
    r.wait(43);
    r.evidence(u"tls"_s, strangersTls());
    r.end(u"tls"_s, StepStatus::Failed);
    skipAll(r, {u"http"_s, u"api"_s, u"stream"_s}, u"tls"_s);
    walkRoute(r, true);
    skipAll(r, {u"stability"_s}, u"tls"_s);
    r.skip(u"clients"_s, u"not_in_this_version"_s);
    r.judge(verdictOf(found, VerdictStatus::Broken, u"PL-N05"_s, u"path"_s), false);
    r.finish(u"completed"_s);
    return r.events();
}

QList<Event> intermittent()
{
    Recorder r;
    toTheName(r);
    walkTcp(r);
    walkMtu(r);
    walkTls(r);
    walkHttp(r);
    walkApi(r);
    r.skip(u"stream"_s, u"no_key"_s);
    walkRoute(r, true);
    walkStability(r, 3);
    const Finding found = fault(u"stability.intermittent"_s, u"stability"_s, 0.88,
                                {{u"attempts"_s, u"10"_s},
                                 {u"failed"_s, u"3"_s},
                                 {u"percent"_s, u"30"_s},
                                 {u"commonest"_s, u"503"_s}});
    r.find(found);
    r.end(u"stability"_s, StepStatus::Failed);
    r.skip(u"clients"_s, u"not_in_this_version"_s);
    Verdict verdict = verdictOf(found, VerdictStatus::Degraded, u"PL-B01"_s, u"provider"_s);
    verdict.alternatives = {{u"api.api_error"_s, 0.09}};
    r.judge(verdict, false);
    r.finish(u"completed"_s);
    return r.events();
}

HttpEvidence portalAnswer()
{
    HttpEvidence seen;
    seen.url = u"https://api.anthropic.com/v1/models"_s;
    seen.outcome = ExchangeOutcome::Answered;
    seen.status = 200;
    seen.version = u"HTTP/1.1"_s;
    seen.serverHeader = u"lighttpd"_s;
    seen.contentType = u"text/html; charset=utf-8"_s;
    seen.connectMs = 3.1;
    seen.tlsMs = 8.4;
    seen.firstByteMs = 2.2;
    seen.totalMs = 14.1;
    seen.bodyBytes = 2210;
    seen.title = u"Welcome to Café Wi-Fi – please sign in"_s;
    seen.excerpt = u"<!doctype html><html><head><title>Welcome to Café Wi-Fi – please sign in</title>"_s;
    seen.fromTheApi = false;
    return seen;
}

QList<Event> captivePortal()
{
    Recorder r;
    toTheName(r);
    walkTcp(r);
    r.start(u"tls"_s);
    r.wait(9);
    r.evidence(u"tls"_s, expiredTls());
    r.end(u"tls"_s, StepStatus::Failed);
    r.start(u"http"_s);
    r.wait(14);
    r.evidence(u"http"_s, portalAnswer());
    const Finding found =
        fault(u"http.captive_portal"_s, u"http"_s, 0.94, {{u"host"_s, u"api.anthropic.com"_s}});
    r.find(found);
    r.end(u"http"_s, StepStatus::Failed);
    skipAll(r, {u"mtu"_s, u"api"_s, u"stream"_s, u"route"_s, u"stability"_s}, u"http"_s);
    r.skip(u"clients"_s, u"not_in_this_version"_s);
    r.judge(verdictOf(found, VerdictStatus::Broken, u"PL-H01"_s, u"local network"_s), false);
    r.finish(u"completed"_s);
    return r.events();
}

QList<Event> cancelled()
{
    Recorder r;
    toTheName(r);
    silentTcp(r);
    r.end(u"tcp"_s, StepStatus::Cancelled, Reason::of(u"cancelled"_s));
    for (const QString& step :
         {u"mtu"_s, u"tls"_s, u"http"_s, u"api"_s, u"stream"_s, u"route"_s, u"stability"_s, u"clients"_s}) {
        r.skip(step, u"cancelled"_s);
    }
    r.judge(plainVerdict(VerdictStatus::Inconclusive, 0.2), false);
    r.finish(u"cancelled"_s);
    return r.events();
}

/// A company re-signs everything; its root is in the system's list and in no client's own.
TlsEvidence resignedTls()
{
    TlsEvidence seen = healthyTls();
    for (CertificateEvidence& each : seen.chain)
        each.issuerName = u"Example Corporation"_s;
    seen.stores[1].accepts = false;
    seen.stores[1].root.reset();
    seen.stores[1].problems = {{ChainError::AuthorityUnknown, 1, 1, u"self-signed certificate in chain"_s}};
    return seen;
}

QList<Event> companyGateway()
{
    Recorder r;
    toTheName(r);
    walkTcp(r);
    walkMtu(r);
    r.start(u"tls"_s);
    r.wait(38.2);
    r.evidence(u"tls"_s, resignedTls());
    const Finding found =
        fault(u"tls.intercepted"_s, u"tls"_s, 0.95,
              {{u"issuer"_s, u"Example Corporation"_s}, {u"subject"_s, u"api.anthropic.com"_s}});
    r.find(found);
    r.end(u"tls"_s, StepStatus::Failed);
    walkHttp(r);
    walkApi(r);
    r.skip(u"stream"_s, u"no_key"_s);
    walkRoute(r, true);
    walkStability(r, 0);
    walkClients(r, StepStatus::Warned, true);
    r.judge(verdictOf(found, VerdictStatus::Degraded, u"PL-S09"_s, u"local network"_s), false);
    r.finish(u"completed"_s);
    return r.events();
}

using Maker = std::function<QList<Event>()>;

const QList<std::pair<QString, Maker>>& makers()
{
    static const QList<std::pair<QString, Maker>> all{
        {u"healthy"_s, [] { return healthyWalk({}); }},
        {u"tcp_timed_out"_s, tcpTimedOut},
        {u"tcp_prohibited"_s, tcpProhibited},
        {u"certificate_expired"_s, certificateExpired},
        {u"dns_tampered"_s, dnsTampered},
        {u"intermittent"_s, intermittent},
        {u"captive_portal"_s, captivePortal},
        {u"company_gateway"_s, companyGateway},
        {u"cancelled"_s, cancelled},
        {u"practice"_s, [] { return healthyWalk(u"healthy"_s); }},
    };
    return all;
}

} // namespace

QStringList names()
{
    QStringList all;
    for (const auto& [name, make] : makers())
        all.append(name);
    return all;
}

QList<Event> walk(const QString& name)
{
    for (const auto& [known, make] : makers()) {
        if (known == name) return make();
    }
    return {};
}

QByteArray journal(const QString& name)
{
    QByteArray lines;
    for (const Event& event : walk(name)) {
        lines += QJsonDocument(toObject(event)).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

Recorder::Recorder(const QString& scenario)
{
    WalkHeader header;
    header.schema = u"pathlight.journal/1"_s;
    header.startedAt = u"2026-11-20T09:41:07.204Z"_s;
    header.tool = {{u"name"_s, u"pathlight"_s},
                   {u"version"_s, QStringLiteral(PATHLIGHT_VERSION)},
                   {u"platform"_s, u"linux"_s},
                   {u"qt"_s, u"6.4.2"_s},
                   {u"openssl"_s, u"3.0.17"_s}};
    header.target = profile();
    header.machine = u"reading-room-4"_s;
    header.practice = !scenario.isEmpty();
    header.scenario = scenario;
    add(EventKind::WalkStarted, {}, toObject(header));
}

void Recorder::add(EventKind kind, const QString& step, const QJsonObject& data)
{
    m_events.append(Event{m_events.size() + 1, m_nowMs, kind, step, data});
}

void Recorder::start(const QString& step)
{
    m_startedMs.insert(step, m_nowMs);
    add(EventKind::StepStarted, step, {});
}

void Recorder::sample(const QString& step, const char* kind, QJsonObject data)
{
    // A waiting sample's own "key" names what is waited for; "kind" tells the samples apart.
    data.insert(u"kind"_s, QString::fromLatin1(kind));
    add(EventKind::Sample, step, data);
}

void Recorder::end(const QString& step, StepStatus status, const std::optional<Reason>& reason)
{
    m_statuses.insert(step, nameOf(status));
    const StepEnding ending{status, m_nowMs - m_startedMs.value(step, m_nowMs), reason};
    add(EventKind::StepEnded, step, toObject(ending));
}

void Recorder::skip(const QString& step, const QString& reason, const QJsonObject& arguments)
{
    end(step, StepStatus::Skipped, Reason::of(reason, arguments));
}

void Recorder::find(const Finding& finding)
{
    m_findings.append(finding);
    add(EventKind::Finding, finding.step, toObject(finding));
}

void Recorder::judge(const Verdict& verdict, bool provisional)
{
    QJsonObject findings;
    for (const Finding& finding : m_findings) {
        QJsonArray list = findings.value(finding.step).toArray();
        list.append(toObject(finding));
        findings.insert(finding.step, list);
    }
    QJsonObject statuses;
    for (const auto& [step, status] : m_statuses.toStdMap()) {
        if (status != u"skipped" && status != u"cancelled") statuses.insert(step, status);
    }
    add(EventKind::Verdict, {},
        {{u"provisional"_s, provisional},
         {u"verdict"_s, toObject(verdict)},
         {u"findings"_s, findings},
         {u"statuses"_s, statuses}});
}

void Recorder::finish(const QString& ending)
{
    add(EventKind::WalkEnded, {}, {{u"ending"_s, ending}, {u"durationMs"_s, m_nowMs}});
}

} // namespace pathlight::samplewalks
