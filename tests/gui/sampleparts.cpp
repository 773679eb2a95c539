// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/sampleparts.h"

#include "core/diagnosis/clientsstep.h"

namespace pathlight::samplewalks {

using namespace Qt::Literals::StringLiterals;

DnsQueryEvidence query(const QString& type, const QString& transport, const QStringList& addresses, double ms)
{
    DnsQueryEvidence seen;
    seen.type = type;
    seen.transport = transport;
    seen.outcome = u"answered"_s;
    seen.rcode = u"NOERROR"_s;
    seen.addresses = addresses;
    seen.addressesInAll = static_cast<int>(addresses.size());
    seen.ms = ms;
    seen.tries = 1;
    seen.answers = 1;
    return seen;
}

namespace {

const QString host = u"api.anthropic.com"_s;
const QString address4 = QString::fromLatin1(targetAddress);
const QString address6 = QString::fromLatin1(targetAddress6);

DnsAnswerEvidence answer(const QString& resolver, ResolverRole role, double ms)
{
    DnsAnswerEvidence seen;
    seen.resolver = resolver;
    seen.role = role;
    seen.outcome = u"answered"_s;
    seen.addresses = {address4, address6};
    seen.ttl = 213;
    seen.rcode = u"NOERROR"_s;
    seen.ms = ms;
    if (role != ResolverRole::System) {
        for (const QString& transport : {u"udp"_s, u"tcp"_s}) {
            seen.queries.append(query(u"A"_s, transport, {address4}, ms - 0.4));
            seen.queries.append(query(u"AAAA"_s, transport, {address6}, ms));
        }
    }
    return seen;
}

ConnectAttempt connected(const QString& address, const QString& family, double ms)
{
    ConnectAttempt attempt;
    attempt.address = address;
    attempt.port = 443;
    attempt.family = family;
    attempt.outcome = ConnectOutcome::Connected;
    attempt.connectMs = ms;
    attempt.rttMs = ms - 0.2;
    attempt.synRetransmits = 0;
    attempt.ticks = {{u"syn"_s, 0}, {u"established"_s, ms}};
    return attempt;
}

HopEvidence hop(int ttl, const QString& address, int received, double medianMs)
{
    HopEvidence seen;
    seen.ttl = ttl;
    seen.sent = 6;
    seen.received = received;
    if (received == 0) return seen;
    seen.address = address;
    seen.minMs = medianMs * 0.92;
    seen.medianMs = medianMs;
    seen.maxMs = medianMs * 1.6;
    return seen;
}

CertificateEvidence certificate(const QString& subject, const QString& issuer, const QString& organisation)
{
    CertificateEvidence seen;
    seen.subject = u"CN="_s + subject;
    seen.issuer = u"CN="_s + issuer + u",O="_s + organisation + u",C=US"_s;
    seen.commonName = subject;
    seen.issuerName = organisation;
    seen.notBefore = u"2026-10-01T00:00:00Z"_s;
    seen.notAfter = u"2026-12-30T23:59:59Z"_s;
    seen.sha256 = u"3f9a8c51d07be2461f5a6de8c93b7054ae1c2d6f8b90e3174a5c6d7e8f901234"_s;
    return seen;
}

TrustStoreEvidence accepting(const QString& store, const QString& source)
{
    TrustStoreEvidence seen;
    seen.store = store;
    seen.source = source;
    seen.accepts = true;
    seen.root = u"CN=GTS Root R4,O=Google Trust Services LLC,C=US"_s;
    return seen;
}

ControlEvidence control(const QString& url, int status, double ms)
{
    ControlEvidence seen;
    seen.url = url;
    seen.family = u"ipv4"_s;
    seen.outcome = u"as_expected"_s;
    seen.status = status;
    seen.ms = ms;
    seen.clockSkewMs = 340;
    return seen;
}

EnvironmentEvidence environment()
{
    EnvironmentEvidence seen;
    seen.interfaces = {{u"lo"_s, {u"127.0.0.1/8"_s, u"::1/128"_s}, 65536, true, true},
                       {u"wlp2s0"_s, {u"192.0.2.44/24"_s, u"2001:db8:7::2c/64"_s}, 1500, true, false},
                       {u"enp0s31f6"_s, {}, 1500, false, false}};
    seen.gateway4 = u"192.0.2.1"_s;
    seen.gateway6 = u"fe80::1"_s;
    seen.routes = {{u"ipv4"_s, u"default"_s, u"192.0.2.1"_s, u"wlp2s0"_s, 600, false},
                   {u"ipv4"_s, u"192.0.2.0/24"_s, {}, u"wlp2s0"_s, 600, false},
                   {u"ipv6"_s, u"default"_s, u"fe80::1"_s, u"wlp2s0"_s, 600, false}};
    seen.routesKnown = true;
    seen.nameServers = {u"192.0.2.1"_s};
    seen.searchDomains = {u"library.example"_s};
    seen.variables = {{u"NO_PROXY"_s, u"localhost,127.0.0.1"_s, u"environment"_s, false, {}},
                      {u"ANTHROPIC_API_KEY"_s, u"set, 108 characters"_s, u"environment"_s, true, {}}};
    seen.settingsFiles = {{u"~/.claude/settings.json"_s, true, true, false, {}, {}, {}}};
    seen.hints = {{u"npm"_s,
                   u"~/.npmrc"_s,
                   3,
                   u"https-proxy"_s,
                   u"proxy"_s,
                   u"http://proxy.example:3128"_s,
                   ProxyAddress{u"http"_s, u"proxy.example"_s, 3128, true},
                   false,
                   {}}};
    seen.clockSkewMs = 340;
    seen.internet.ipv4.reachable = true;
    seen.internet.ipv4.portal = false;
    seen.internet.controls = {control(u"http://connectivitycheck.gstatic.com/generate_204"_s, 204, 31.2),
                              control(u"http://detectportal.firefox.com/success.txt"_s, 200, 38.7)};
    return seen;
}

void latency(Recorder& r, const QString& step, double ms, const QString& phase)
{
    r.sample(step, sample::latency, {{u"ms"_s, ms}, {u"address"_s, address4}, {u"phase"_s, phase}});
}

} // namespace

Finding fault(const QString& code, const QString& step, double confidence, const QJsonObject& arguments)
{
    Finding finding;
    finding.code = code;
    finding.step = step;
    finding.confidence = confidence;
    finding.arguments = arguments;
    return finding;
}

void walkEnvironment(Recorder& r)
{
    r.start(u"environment"_s);
    r.sample(u"environment"_s, sample::waiting, {{u"key"_s, u"environment"_s}});
    r.wait(31.2);
    latency(r, u"environment"_s, 31.2, u"control"_s);
    r.wait(7.5);
    latency(r, u"environment"_s, 38.7, u"control"_s);
    r.wait(62);
    r.evidence(u"environment"_s, environment());
    r.end(u"environment"_s, StepStatus::Passed);
}

void walkDirect(Recorder& r)
{
    ProxyEvidence seen;
    seen.mode = u"env"_s;
    seen.noProxy = u"localhost,127.0.0.1"_s;
    r.start(u"proxy"_s);
    r.wait(2.1);
    r.evidence(u"proxy"_s, seen);
    r.end(u"proxy"_s, StepStatus::Passed);
}

void walkDns(Recorder& r)
{
    DnsEvidence seen;
    seen.name = host;
    seen.answers = {answer(u"system"_s, ResolverRole::System, 12.6),
                    answer(u"192.0.2.1"_s, ResolverRole::Configured, 11.9),
                    answer(u"1.1.1.1"_s, ResolverRole::Comparison, 17.3),
                    answer(u"8.8.8.8"_s, ResolverRole::Comparison, 19.8)};
    seen.addresses = {address4, address6};
    seen.hostsFilePath = u"/etc/hosts"_s;
    seen.consistent = true;
    seen.inExpectedNetworks = true;
    r.start(u"dns"_s);
    for (const DnsAnswerEvidence& each : seen.answers) {
        r.wait(6);
        r.sample(u"dns"_s, sample::query,
                 {{u"resolver"_s, each.resolver},
                  {u"type"_s, u"A"_s},
                  {u"ms"_s, *each.ms},
                  {u"outcome"_s, each.outcome}});
    }
    r.evidence(u"dns"_s, seen);
    r.end(u"dns"_s, StepStatus::Passed);
}

void walkTcp(Recorder& r)
{
    TcpEvidence seen;
    seen.attempts = {connected(address4, u"ipv4"_s, 18.4), connected(address6, u"ipv6"_s, 17.9)};
    seen.chosen = address4;
    seen.expectedScheduleMs = {1000, 2000, 3100, 4100, 5100, 7100, 11200};
    r.start(u"tcp"_s);
    for (const ConnectAttempt& attempt : seen.attempts) {
        r.sample(u"tcp"_s, sample::syn,
                 {{u"address"_s, attempt.address}, {u"what"_s, u"syn"_s}, {u"atMs"_s, 0}});
        r.wait(*attempt.connectMs);
        r.sample(u"tcp"_s, sample::syn,
                 {{u"address"_s, attempt.address},
                  {u"what"_s, u"established"_s},
                  {u"atMs"_s, *attempt.connectMs}});
        latency(r, u"tcp"_s, *attempt.connectMs, u"tcp"_s);
    }
    r.evidence(u"tcp"_s, seen);
    r.end(u"tcp"_s, StepStatus::Passed);
}

void walkMtu(Recorder& r)
{
    MtuEvidence seen;
    seen.address = address4;
    seen.pathMtu = 1500;
    seen.pathMtu4 = 1500;
    seen.mss = 1448;
    seen.method = u"tls_hello"_s;
    seen.blackHole = false;
    seen.largestThatPassed = 1500;
    seen.interface = u"wlp2s0"_s;
    seen.interfaceMtu = 1500;
    seen.probes = {{std::nullopt, 1660, 1500, std::nullopt, true, true, 0, 1500, 1448, 41.0}};
    r.start(u"mtu"_s);
    r.wait(41);
    r.sample(u"mtu"_s, sample::mtuProbe, toObject(seen.probes[0]));
    r.evidence(u"mtu"_s, seen);
    r.end(u"mtu"_s, StepStatus::Passed);
}

TlsEvidence healthyTls()
{
    TlsEvidence seen;
    seen.address = address4;
    seen.serverName = host;
    seen.outcome = HandshakeOutcome::Completed;
    seen.version = u"TLSv1.3"_s;
    seen.cipher = u"TLS_AES_256_GCM_SHA384"_s;
    seen.alpn = u"http/1.1"_s;
    seen.handshakeMs = 38.2;
    seen.bytesSent = 411;
    seen.bytesReceived = 3986;
    seen.verified = true;
    seen.chain = {certificate(host, u"WE1"_s, u"Google Trust Services"_s),
                  certificate(u"WE1"_s, u"GTS Root R4"_s, u"Google Trust Services LLC"_s)};
    seen.chain[0].names = {host};
    seen.chain[1].authority = true;
    seen.chain[1].notBefore = u"2023-12-13T09:00:00Z"_s;
    seen.chain[1].notAfter = u"2029-02-20T14:00:00Z"_s;
    seen.stores = {accepting(u"system"_s, u"/etc/ssl/certs/ca-certificates.crt"_s),
                   accepting(u"vendor"_s, u"/usr/share/ca-certificates/mozilla"_s),
                   accepting(u"certifi"_s, u"/usr/lib/python3/dist-packages/certifi/cacert.pem"_s),
                   accepting(u"node"_s, u"/usr/bin/node"_s)};
    return seen;
}

void walkTls(Recorder& r)
{
    r.start(u"tls"_s);
    r.wait(38.2);
    r.evidence(u"tls"_s, healthyTls());
    r.end(u"tls"_s, StepStatus::Passed);
}

void walkHttp(Recorder& r)
{
    HttpEvidence seen;
    seen.url = u"https://api.anthropic.com/v1/models"_s;
    seen.outcome = ExchangeOutcome::Answered;
    seen.status = 401;
    seen.version = u"HTTP/1.1"_s;
    seen.serverHeader = u"cloudflare"_s;
    seen.contentType = u"application/json"_s;
    seen.rayId = u"9a1b2c3d4e5f6789-AMS"_s;
    seen.dnsMs = 12.6;
    seen.connectMs = 18.4;
    seen.tlsMs = 38.2;
    seen.firstByteMs = 52.7;
    seen.totalMs = 122.3;
    seen.bodyBytes = 131;
    seen.fromTheApi = true;
    seen.clockSkewMs = 310;
    r.start(u"http"_s);
    r.wait(52.7);
    latency(r, u"http"_s, 52.7, u"http"_s);
    r.evidence(u"http"_s, seen);
    r.end(u"http"_s, StepStatus::Passed);
}

void walkApi(Recorder& r)
{
    ApiEvidence seen;
    seen.status = 401;
    seen.requestId = u"req_011CSampleSampleSample"_s;
    seen.errorType = u"authentication_error"_s;
    seen.errorMessage = u"x-api-key header is required"_s;
    seen.region = u"NL"_s;
    r.start(u"api"_s);
    r.wait(1);
    r.evidence(u"api"_s, seen);
    r.end(u"api"_s, StepStatus::Passed);
}

namespace {

/// As if two clients had been started: one does as predicted, one does not.
void startTwo(ClientsEvidence* seen)
{
    for (ClientEvidence& each : seen->clients) {
        ClientTrialEvidence trial;
        trial.predicted = each.outcome;
        trial.url = u"https://api.anthropic.com/v1/models"_s;
        trial.outcome = TrialOutcome::Answered;
        trial.status = 401;
        trial.ms = 142;
        if (each.id == "curl"_L1) {
            trial.program = u"/usr/bin/curl"_s;
            trial.version = u"curl 8.5.0"_s;
            trial.agrees = true;
            each.trial = trial;
        } else if (each.id == "anthropic-python"_L1) {
            trial.program = u"/usr/bin/python3"_s;
            trial.version = u"httpx 0.23.3"_s;
            trial.agrees = false;
            each.trial = trial;
        }
    }
}

} // namespace

void walkClients(Recorder& r, StepStatus status, bool started)
{
    Evidence evidence;
    Target target;
    for (const Event& event : r.events()) {
        if (event.kind == EventKind::Evidence) evidence.set(event.step, event.data);
        if (event.kind == EventKind::WalkStarted)
            target = fromObject<Target>(fromObject<WalkHeader>(event.data).target);
    }
    r.start(u"clients"_s);
    r.wait(1.4);
    ClientsEvidence seen = predictedAnew(target, WalkOptions(), evidence);
    if (started) startTwo(&seen);
    r.evidence(u"clients"_s, seen);
    r.end(u"clients"_s, status);
}

namespace {

TraceEvidence traceOverIpv6()
{
    TraceEvidence seen;
    seen.protocol = u"tcp"_s;
    seen.family = u"ipv6"_s;
    seen.address = u"2607:6bc0::10"_s;
    seen.port = 443;
    seen.rounds = 2;
    seen.gateway = u"2001:db8::1"_s;
    seen.hops = {hop(1, u"2001:db8::1"_s, 6, 2.3), hop(2, u"2001:db8:100::9"_s, 6, 6.9),
                 hop(3, seen.address, 6, 17.6)};
    seen.hops[2].target = true;
    seen.reached = true;
    seen.lastResponding = seen.address;
    return seen;
}

TraceEvidence traceByUdp()
{
    TraceEvidence seen;
    seen.protocol = u"udp"_s;
    seen.family = u"ipv4"_s;
    seen.address = address4;
    seen.port = 443;
    seen.rounds = 1;
    seen.gateway = u"192.0.2.1"_s;
    seen.hops = {hop(1, u"192.0.2.1"_s, 6, 2.2), hop(2, u"198.51.100.9"_s, 6, 6.5), hop(3, {}, 0, 0)};
    seen.reached = false;
    seen.lastResponding = u"198.51.100.9"_s;
    return seen;
}

/// What a trace tells while it runs: a sample for each attempt of its last round.
void sampleHops(Recorder& r, const TraceEvidence& trace)
{
    for (const HopEvidence& each : trace.hops) {
        r.wait(9);
        r.sample(u"route"_s, sample::hop,
                 {{u"ttl"_s, each.ttl},
                  {u"address"_s, toJson(each.address)},
                  {u"ms"_s, toJson(each.medianMs)},
                  {u"target"_s, each.target},
                  {u"family"_s, trace.family},
                  {u"protocol"_s, trace.protocol}});
    }
}

} // namespace

void walkRoute(Recorder& r, bool reached)
{
    RouteTraceEvidence seen;
    seen.protocol = u"tcp"_s;
    seen.family = u"ipv4"_s;
    seen.address = address4;
    seen.port = 443;
    seen.rounds = 6;
    seen.tookMs = 312;
    seen.gateway = u"192.0.2.1"_s;
    seen.hops = {hop(1, u"192.0.2.1"_s, 6, 2.1), hop(2, u"198.51.100.9"_s, 6, 6.4)};
    seen.hops[0].name = u"gateway.library.example"_s;
    seen.hops[1].name = u"edge-3.provider.example"_s;
    seen.hops.append(hop(3, {}, 0, 0));
    if (reached) {
        seen.hops.append(hop(4, u"203.0.113.17"_s, 4, 14.9));
        seen.hops[3].alternatives = {u"203.0.113.18"_s};
        seen.hops[3].name = u"ae2.core.transit.example"_s;
        seen.hops[3].sentSlowly = seen.hops[3].receivedSlowly = 3;
        seen.hops.append(hop(5, address4, 6, 18.3));
        seen.hops[4].target = true;
        seen.packetsToTarget = 6;
        seen.others = {traceOverIpv6()};
    } else {
        seen.hops.append(hop(4, {}, 0, 0));
        seen.hops.append(hop(5, {}, 0, 0));
        seen.others = {traceByUdp()};
    }
    seen.reached = reached;
    seen.lastResponding = reached ? address4 : u"198.51.100.9"_s;
    r.start(u"route"_s);
    sampleHops(r, seen);
    for (const TraceEvidence& other : seen.others)
        sampleHops(r, other);
    r.evidence(u"route"_s, seen);
    r.end(u"route"_s, StepStatus::Passed);
}

namespace {

void oneTry(Recorder& r, StabilityAttempt& attempt, int number, int status, double ms, double waitMs)
{
    const int tryNumber = static_cast<int>(attempt.tries.size()) + 1;
    if (waitMs > 0) {
        r.sample(u"stability"_s, sample::wait,
                 {{u"attempt"_s, number},
                  {u"try"_s, tryNumber},
                  {u"waitMs"_s, waitMs},
                  {u"because"_s, u"backoff"_s}});
        r.wait(waitMs);
    }
    r.wait(ms);
    TryEvidence tried;
    tried.status = status;
    tried.ms = ms;
    tried.waitMs = waitMs;
    attempt.tries.append(tried);
    r.sample(u"stability"_s, sample::attempt,
             {{u"attempt"_s, number},
              {u"try"_s, tryNumber},
              {u"status"_s, status},
              {u"ms"_s, ms},
              {u"error"_s, QJsonValue::Null}});
    latency(r, u"stability"_s, ms, u"http"_s);
}

} // namespace

void walkStability(Recorder& r, int failEvery)
{
    StabilityEvidence seen;
    seen.policy = u"article"_s;
    seen.successRateWithRetries = 1.0;
    seen.p50Ms = 71.4;
    seen.p95Ms = 96.2;
    seen.breaker = {{0, u"closed"_s}};
    r.start(u"stability"_s);
    r.sample(u"stability"_s, sample::waiting, {{u"key"_s, u"stability"_s}});
    r.sample(u"stability"_s, sample::breaker, {{u"state"_s, u"closed"_s}});
    const double began = r.now();
    int failed = 0;
    for (int number = 1; number <= 10; ++number) {
        StabilityAttempt attempt;
        attempt.startedMs = r.now() - began;
        const double ms = 66 + (number * 37) % 31;
        if (failEvery > 0 && number % failEvery == 0) {
            oneTry(r, attempt, number, 503, ms, 0);
            oneTry(r, attempt, number, 401, ms + 4, 420 + number * 30);
            ++failed;
        } else {
            oneTry(r, attempt, number, 401, ms, 0);
        }
        attempt.outcome = AttemptOutcome::Succeeded;
        seen.attempts.append(attempt);
    }
    seen.successRate = (10.0 - failed) / 10.0;
    // Wilson's interval of ten in ten, and of seven in ten.
    const std::optional<double> low = failed > 0 ? 0.397 : 0.722;
    const std::optional<double> high = failed > 0 ? 0.892 : 1.0;
    seen.policies = {{u"none"_s, 0, 10, 10 - failed, low, high, 10, 0},
                     {u"article"_s, 3, 10, 10, 0.722, 1.0, 10 + failed, failed * 600.0},
                     {u"anthropic-sdk"_s, 2, 10, 10, 0.722, 1.0, 10 + failed, failed * 450.0},
                     {u"claude-code"_s, 10, 10, 10, 0.722, 1.0, 10 + failed, failed * 500.0},
                     {u"pathlight"_s, failed > 0 ? 3 : 0, 10, 10, 0.722, 1.0, 10 + failed, failed * 250.0}};
    r.evidence(u"stability"_s, seen);
    if (failEvery == 0) r.end(u"stability"_s, StepStatus::Passed);
}

} // namespace pathlight::samplewalks
