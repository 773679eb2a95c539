// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/evidencerows.h"

#include "core/report/plaintext.h"
#include "core/report/routewords.h"
#include "core/report/rowbuilder.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString internetText(const InternetFamilyEvidence& family, const Wording& w)
{
    if (family.portal.value_or(false)) return w.outcome(u"portal"_s);
    return w.yesNo(family.reachable);
}

/// Positive: this computer's clock is ahead.
QString clockText(const std::optional<double>& skewMs, const Wording& w)
{
    if (!skewMs) return w.unknown();
    return (*skewMs > 0 ? u"+"_s : QString()) + duration(*skewMs);
}

void environmentRows(const EnvironmentEvidence& seen, RowBuilder& rows)
{
    rows.add(u"gateway4"_s, rows.text(seen.gateway4));
    rows.add(u"gateway6"_s, rows.text(seen.gateway6));
    rows.add(u"nameServers"_s, rows.list(seen.nameServers));
    if (!seen.searchDomains.isEmpty()) rows.add(u"searchDomains"_s, rows.list(seen.searchDomains));
    rows.add(u"clockSkewMs"_s, clockText(seen.clockSkewMs, rows));
    rows.add(u"internet.ipv4"_s, internetText(seen.internet.ipv4, rows));
    rows.add(u"internet.ipv6"_s, internetText(seen.internet.ipv6, rows));
    if (const auto& shell = seen.loginShell) {
        rows.add(u"loginShell"_s, u"%1 (%2)"_s.arg(shell->shell, rows.outcome(shell->outcome)));
        if (shell->outcome == "read"_L1) rows.add(u"loginShell.differing"_s, rows.list(shell->differing));
        if (shell->noise) rows.add(u"loginShell.noise"_s, rows.yesNo(true));
    }
    if (!seen.endpoint) return;
    rows.add(u"endpoint"_s, u"%1 (%2)"_s.arg(seen.endpoint->value, seen.endpoint->source));
    if (seen.endpoint->listens) rows.add(u"endpoint.listens"_s, rows.yesNo(*seen.endpoint->listens));
}

QString proxyText(const std::optional<ProxyAddress>& proxy, const Wording& w)
{
    if (!proxy) return w.texts()(u"report.none"_s);
    return u"%1://%2:%3"_s.arg(proxy->scheme, proxy->host).arg(proxy->port);
}

void proxyRows(const ProxyEvidence& seen, RowBuilder& rows)
{
    rows.add(u"mode"_s, wordFor(rows.texts(), u"mode"_s, seen.mode));
    rows.add(u"proxy"_s, proxyText(seen.proxy, rows));
    rows.addKnown(u"source"_s, seen.source);
    rows.addKnown(u"noProxy"_s, seen.noProxy);
    rows.addKnown(u"noProxyMatched"_s, seen.noProxyMatched);
    if (seen.loopbackExempt) rows.add(u"loopbackExempt"_s, rows.yesNo(*seen.loopbackExempt));
    if (!seen.proxy) return;
    rows.add(u"addresses"_s, rows.list(seen.addresses));
    rows.add(u"outcome"_s, rows.outcome(nameOf(seen.outcome)));
    const QString status = rows.number(seen.connectStatus);
    rows.add(u"connectStatus"_s, seen.connectReason ? QString(status + u' ' + *seen.connectReason) : status);
    if (!seen.authSchemes.isEmpty()) rows.add(u"authSchemes"_s, rows.list(seen.authSchemes));
    rows.addKnown(u"authTried"_s, seen.authTried);
    if (seen.resolvedBy) rows.add(u"resolvedBy"_s, wordFor(rows.texts(), u"resolvedBy"_s, *seen.resolvedBy));
    rows.addKnown(u"serverHeader"_s, seen.serverHeader);
    rows.add(u"connectMs"_s, rows.ms(seen.connectMs));
    rows.add(u"tunnelMs"_s, rows.ms(seen.tunnelMs));
}

void dnsRows(const DnsEvidence& seen, RowBuilder& rows)
{
    rows.add(u"addresses"_s, rows.list(seen.addresses));
    rows.add(u"hostsFile"_s, rows.list(seen.hostsFile));
    rows.add(u"consistent"_s, rows.yesNo(seen.consistent));
    rows.add(u"inExpectedNetworks"_s, rows.yesNo(seen.inExpectedNetworks));
    if (!seen.outsideExpected.isEmpty()) rows.add(u"outsideExpected"_s, rows.list(seen.outsideExpected));
    if (!seen.searchCapture) return;
    rows.add(u"searchCapture"_s,
             u"%1 (%2)"_s.arg(seen.searchCapture->domain, seen.searchCapture->addresses.join(u", "_s)));
}

void tcpRows(const TcpEvidence& seen, RowBuilder& rows)
{
    rows.add(u"chosen"_s, seen.chosen ? *seen.chosen : rows.texts()(u"report.none"_s));
    if (seen.notTried > 0) rows.add(u"notTried"_s, QString::number(seen.notTried));
}

void mtuRows(const MtuEvidence& seen, RowBuilder& rows)
{
    rows.add(u"pathMtu"_s, rows.number(seen.pathMtu));
    if (seen.pathMtu4) rows.add(u"pathMtu4"_s, rows.number(seen.pathMtu4));
    if (seen.pathMtu6) rows.add(u"pathMtu6"_s, rows.number(seen.pathMtu6));
    rows.add(u"mss"_s, rows.number(seen.mss));
    if (!seen.method.isEmpty()) rows.add(u"method"_s, wordFor(rows.texts(), u"method"_s, seen.method));
    rows.add(u"blackHole"_s, rows.yesNo(seen.blackHole));
    if (seen.direction) rows.add(u"direction"_s, wordFor(rows.texts(), u"direction"_s, *seen.direction));
    rows.add(u"largestThatPassed"_s, rows.number(seen.largestThatPassed));
    if (seen.smallestThatFailed) rows.add(u"smallestThatFailed"_s, rows.number(seen.smallestThatFailed));
    if (seen.largeLost) rows.add(u"largeLost"_s, rows.number(seen.largeLost));
    if (seen.smallSent && seen.smallLost)
        rows.add(u"smallLost"_s, u"%1 / %2"_s.arg(*seen.smallLost).arg(*seen.smallSent));
    rows.addKnown(u"narrowHop"_s, seen.narrowHop);
    rows.addKnown(u"interface"_s, seen.interface);
    if (seen.interfaceMtu) rows.add(u"interfaceMtu"_s, rows.number(seen.interfaceMtu));
}

QString problemsText(const QList<ChainProblem>& problems, const Wording& w)
{
    QStringList words;
    for (const ChainProblem& each : problems) {
        const QString word = wordFor(w.texts(), u"chain"_s, nameOf(each.error));
        words.append(each.detail.isEmpty() ? word : u"%1 (%2)"_s.arg(word, each.detail));
    }
    return words.join(u"; "_s);
}

/// How old each list of roots is: what can be told of it by what it holds, and when its file was written.
void storeAges(const TlsEvidence& seen, RowBuilder& rows)
{
    QStringList newest;
    QStringList expired;
    QStringList changed;
    for (const TrustStoreEvidence& each : seen.stores) {
        // There may be several lists of certifi's.
        const QString name = isBroughtAlong(each) ? each.source : each.store;
        if (each.newestRoot) newest.append(name + u": "_s + *each.newestRoot);
        if (each.expiredRoots && each.roots)
            expired.append(u"%1: %2/%3"_s.arg(name).arg(*each.expiredRoots).arg(*each.roots));
        if (each.changed) changed.append(name + u": "_s + each.changed->left(10));
    }
    if (newest.isEmpty()) return;
    rows.add(u"stores.newestRoot"_s, rows.list(newest));
    rows.add(u"stores.expiredRoots"_s, rows.list(expired));
    rows.add(u"stores.changed"_s, rows.list(changed));
}

void tlsRows(const TlsEvidence& seen, RowBuilder& rows)
{
    rows.add(u"outcome"_s, rows.outcome(nameOf(seen.outcome)));
    rows.add(u"version"_s, rows.text(seen.version));
    rows.add(u"cipher"_s, rows.text(seen.cipher));
    rows.addKnown(u"alpn"_s, seen.alpn);
    if (seen.firstOutcome) rows.add(u"firstOutcome"_s, rows.outcome(nameOf(*seen.firstOutcome)));
    rows.add(u"handshakeMs"_s, rows.ms(seen.handshakeMs));
    if (seen.roundTripMs) rows.add(u"roundTripMs"_s, rows.ms(seen.roundTripMs));
    rows.addKnown(u"alert"_s, seen.alert);
    rows.addKnown(u"firstBytes"_s, seen.firstBytes);
    if (seen.silentConnection) rows.add(u"silentConnection"_s, rows.outcome(*seen.silentConnection));
    rows.add(u"verified"_s, rows.yesNo(seen.verified));
    if (!seen.errors.isEmpty()) rows.add(u"errors"_s, problemsText(seen.errors, rows));
    if (seen.certificatesSent > seen.chain.size())
        rows.add(u"certificatesSent"_s, QString::number(seen.certificatesSent));
    if (seen.staple) rows.add(u"staple"_s, wordFor(rows.texts(), u"staple"_s, nameOf(*seen.staple)));
    rows.addKnown(u"revokedAt"_s, seen.revokedAt);
    if (seen.clockSkewMs) rows.add(u"clockSkewMs"_s, clockText(seen.clockSkewMs, rows));
    if (seen.completedByFetch) rows.add(u"completedByFetch"_s, rows.yesNo(seen.completedByFetch));
    storeAges(seen, rows);
    if (seen.customCaCured.value_or(false)) rows.add(u"customCaCured"_s, rows.yesNo(true));
}

QString redirectsText(const QList<RedirectEvidence>& redirects)
{
    QStringList parts;
    for (const RedirectEvidence& each : redirects)
        parts.append(u"%1 → %2"_s.arg(each.status).arg(each.location));
    return parts.join(u"; "_s);
}

void httpRows(const HttpEvidence& seen, RowBuilder& rows)
{
    rows.add(u"outcome"_s, rows.outcome(nameOf(seen.outcome)));
    rows.addKnown(u"detail"_s, seen.detail);
    rows.add(u"status"_s, rows.number(seen.status));
    rows.add(u"version"_s, rows.text(seen.version));
    rows.addKnown(u"serverHeader"_s, seen.serverHeader);
    rows.addKnown(u"via"_s, seen.via);
    rows.addKnown(u"contentType"_s, seen.contentType);
    rows.addKnown(u"contentEncoding"_s, seen.contentEncoding);
    if (seen.askedPacked) rows.add(u"askedPacked"_s, rows.yesNo(*seen.askedPacked));
    if (seen.altered) rows.add(u"altered"_s, wordFor(rows.texts(), u"altered"_s, *seen.altered));
    rows.addKnown(u"rayId"_s, seen.rayId);
    rows.addKnown(u"mitigated"_s, seen.mitigated);
    rows.addKnown(u"title"_s, seen.title);
    rows.add(u"dnsMs"_s, rows.ms(seen.dnsMs));
    rows.add(u"connectMs"_s, rows.ms(seen.connectMs));
    rows.add(u"tlsMs"_s, rows.ms(seen.tlsMs));
    rows.add(u"firstByteMs"_s, rows.ms(seen.firstByteMs));
    rows.add(u"totalMs"_s, rows.ms(seen.totalMs));
    if (!seen.redirects.isEmpty()) rows.add(u"redirects"_s, redirectsText(seen.redirects));
    rows.add(u"fromTheApi"_s, rows.yesNo(seen.fromTheApi));
    rows.addKnown(u"excerpt"_s, seen.excerpt);
}

/// "a major disturbance is reported (Partial outage)", or why nothing is known.
QString statusPageText(const StatusPageEvidence& seen, const Wording& w)
{
    if (!seen.indicator) return u"%1: %2"_s.arg(seen.url, w.outcome(seen.outcome));
    const QString words = wordFor(w.texts(), u"disturbance"_s, *seen.indicator);
    return seen.description ? u"%1 (%2)"_s.arg(words, *seen.description) : words;
}

void apiRows(const ApiEvidence& seen, RowBuilder& rows)
{
    rows.add(u"keySent"_s, rows.yesNo(seen.keySent));
    if (seen.keyForm) rows.add(u"keyForm"_s, wordFor(rows.texts(), u"key_form"_s, *seen.keyForm));
    rows.add(u"requestId"_s, rows.text(seen.requestId));
    rows.addKnown(u"errorType"_s, seen.errorType);
    rows.addKnown(u"errorMessage"_s, seen.errorMessage);
    rows.addKnown(u"errorCode"_s, seen.errorCode);
    if (seen.retryAfterSeconds) rows.add(u"retryAfterSeconds"_s, duration(*seen.retryAfterSeconds * 1000));
    rows.addKnown(u"region"_s, seen.region);
    if (!seen.statusPage) return;
    rows.add(u"statusPage"_s, statusPageText(*seen.statusPage, rows));
    if (!seen.statusPage->disturbed.isEmpty())
        rows.add(u"statusPage.disturbed"_s, rows.list(seen.statusPage->disturbed));
}

void routeRows(const Evidence& evidence, RowBuilder& rows)
{
    const RouteTraceEvidence& seen = *evidence.route;
    const Texts& texts = rows.texts();
    rows.add(u"protocol"_s, methodWords(seen, texts));
    rows.addKnown(u"reading"_s, routeSentence(seen, seen.others, evidence.tcp, texts));
    rows.add(u"reached"_s, rows.yesNo(seen.reached));
    rows.add(u"lastResponding"_s, rows.text(seen.lastResponding));
    if (seen.tookMs > 0) rows.add(u"tookMs"_s, duration(seen.tookMs));
    if (seen.strange > 0) rows.add(u"strange"_s, QString::number(seen.strange));
    for (const TraceEvidence& other : seen.others) {
        const QString sentence = routeSentence(other, {}, evidence.tcp, texts);
        rows.add(u"others"_s, methodWords(other, texts) + u": "_s + sentence);
    }
}

/// "closed", or with what became of it: "closed → 1.7 s open → 3.2 s half open".
QString breakerText(const QList<BreakerChange>& changes, const Texts& texts)
{
    QStringList parts;
    for (const BreakerChange& each : changes) {
        const QString state = wordFor(texts, u"breaker"_s, each.state);
        parts.append(each.atMs > 0 ? duration(each.atMs) + u' ' + state : state);
    }
    return parts.join(u" → "_s);
}

void idleRows(const IdleEvidence& seen, RowBuilder& r)
{
    r.add(u"idle.upToMs"_s, duration(seen.upToMs));
    r.add(u"idle.aliveMs"_s, r.ms(seen.aliveMs));
    if (seen.droppedMs) r.add(u"idle.droppedMs"_s, duration(*seen.droppedMs));
    if (seen.how) r.add(u"idle.how"_s, r.outcome(nameOf(*seen.how)));
    if (seen.keepAliveSeconds) r.add(u"idle.keepAliveSeconds"_s, r.number(seen.keepAliveSeconds));
    if (seen.droppedMs) r.add(u"idle.keepAliveCures"_s, r.yesNo(seen.keepAliveCures));
    if (!seen.kinds.isEmpty()) {
        QStringList kinds;
        for (const QString& kind : seen.kinds)
            kinds.append(wordFor(r.texts(), u"idle.kind"_s, kind));
        r.add(u"idle.kinds"_s, kinds.join(u", "_s));
    }
}

/// How one stream went, in a few words.
QString streamInShort(const StreamRunEvidence& run, const RowBuilder& r)
{
    const auto timed = [&](const QString& key, const std::optional<double>& ms) {
        return ms ? r.texts()(key, {{u"time"_s, duration(*ms)}}) : QString();
    };
    const QString held = run.buffered.value_or(false) ? r.texts()(u"view.stream.buffered"_s) : QString();
    QStringList parts{r.outcome(nameOf(run.ending)), held, timed(u"view.stream.first"_s, run.firstEventMs),
                      timed(u"view.stream.gap"_s, run.longestGapMs)};
    parts.removeAll(QString());
    return parts.join(r.texts()(u"view.list_separator"_s));
}

/// The last stream of each protocol beside the other's.
QString streamsCompared(const StreamEvidence& seen, const RowBuilder& r)
{
    const Http2StreamEvidence& over = seen.http2.last();
    const QString code = over.errorCode ? u" (%1)"_s.arg(*over.errorCode) : QString();
    const QString http2 = over.run ? streamInShort(*over.run, r) : r.outcome(nameOf(over.outcome));
    return r.texts()(u"report.streams_compared"_s, {{u"http1"_s, streamInShort(seen.streams.last(), r)},
                                                    {u"http2"_s, QString(http2 + code)}});
}

void streamRows(const StreamEvidence& seen, RowBuilder& r)
{
    r.addKnown(u"model"_s, seen.model);
    if (seen.ending) {
        r.add(u"ending"_s, r.outcome(nameOf(*seen.ending)));
        r.add(u"firstEventMs"_s, r.ms(seen.firstEventMs));
        r.add(u"events"_s, r.number(seen.events));
        r.add(u"medianGapMs"_s, r.ms(seen.medianGapMs));
        r.add(u"longestGapMs"_s, r.ms(seen.longestGapMs));
        r.add(u"buffered"_s, r.yesNo(seen.buffered));
    }
    if (!seen.http2.isEmpty() && !seen.streams.isEmpty()) r.add(u"http2"_s, streamsCompared(seen, r));
    if (seen.http2LeftOut)
        r.add(u"http2LeftOut"_s, wordFor(r.texts(), u"http2_left_out"_s, nameOf(*seen.http2LeftOut)));
    if (seen.idle) idleRows(*seen.idle, r);
}

/// A share, and where the true one lies with 95 % confidence.
QString shareWithin(const StabilityEvidence& seen, const RowBuilder& rows)
{
    if (!seen.successLow || !seen.successHigh) return rows.share(seen.successRate);
    return rows.texts()(u"report.share_within"_s, {{u"share"_s, rows.share(seen.successRate)},
                                                   {u"low"_s, percentage(*seen.successLow)},
                                                   {u"high"_s, percentage(*seen.successHigh)}});
}

void stabilityRows(const StabilityEvidence& seen, RowBuilder& rows)
{
    rows.add(u"successRate"_s, shareWithin(seen, rows));
    rows.add(u"successRateWithRetries"_s, rows.share(seen.successRateWithRetries));
    rows.add(u"p50Ms"_s, rows.ms(seen.p50Ms));
    rows.add(u"p95Ms"_s, rows.ms(seen.p95Ms));
    if (!seen.breaker.isEmpty()) rows.add(u"breaker"_s, breakerText(seen.breaker, rows.texts()));
}

QString joined(const QStringList& parts)
{
    QStringList known = parts;
    known.removeAll(QString());
    return visibleText(known.join(u" · "_s));
}

QString msOrNothing(const std::optional<double>& ms)
{
    return ms ? duration(*ms) : QString();
}

QString environmentGist(const EnvironmentEvidence& seen)
{
    QStringList parts;
    for (const InterfaceEvidence& each : seen.interfaces) {
        if (each.up && !each.loopback && !each.addresses.isEmpty())
            parts.append(u"%1 %2"_s.arg(each.name, each.addresses.first()));
    }
    return joined(parts.mid(0, 2));
}

QString dnsGist(const DnsEvidence& seen)
{
    std::optional<double> ms;
    for (const DnsAnswerEvidence& each : seen.answers) {
        if (each.role == ResolverRole::System) ms = each.ms;
    }
    return joined({seen.addresses.mid(0, 2).join(u", "_s), msOrNothing(ms)});
}

const ConnectAttempt* tellingAttempt(const TcpEvidence& seen)
{
    for (const ConnectAttempt& each : seen.attempts) {
        if (seen.chosen && each.address == *seen.chosen) return &each;
    }
    return seen.attempts.isEmpty() ? nullptr : &seen.attempts.first();
}

QString tcpGist(const TcpEvidence& seen, const Wording& w)
{
    const ConnectAttempt* attempt = tellingAttempt(seen);
    if (!attempt) return {};
    QString again;
    if (attempt->synRetransmits.value_or(0) > 0) again = u"SYN ×%1"_s.arg(*attempt->synRetransmits + 1);
    return joined({attempt->address, w.outcome(nameOf(attempt->outcome)), msOrNothing(attempt->connectMs),
                   again, attempt->icmp ? attempt->icmp->from : QString()});
}

QString mtuGist(const MtuEvidence& seen)
{
    return seen.pathMtu ? u"MTU %1"_s.arg(*seen.pathMtu) : QString();
}

QString tlsGist(const TlsEvidence& seen, const Wording& w)
{
    if (seen.outcome != HandshakeOutcome::Completed) return w.outcome(nameOf(seen.outcome));
    const QString issuer = seen.chain.isEmpty() ? QString() : seen.chain.first().issuerName;
    return joined({seen.version.value_or(QString()), msOrNothing(seen.handshakeMs), issuer});
}

QString httpGist(const HttpEvidence& seen, const Wording& w)
{
    if (!seen.status) return w.outcome(nameOf(seen.outcome));
    return joined({u"HTTP %1"_s.arg(*seen.status), msOrNothing(seen.totalMs)});
}

QString apiGist(const ApiEvidence& seen)
{
    return joined({seen.errorType.value_or(QString()), seen.requestId.value_or(QString())});
}

QString idleGist(const IdleEvidence& seen, const Wording& w)
{
    if (seen.droppedMs && seen.how) return joined({w.outcome(nameOf(*seen.how)), duration(*seen.droppedMs)});
    return seen.aliveMs ? joined({w.outcome(u"alive"_s), duration(*seen.aliveMs)}) : QString();
}

QString streamGist(const StreamEvidence& seen, const Wording& w)
{
    if (seen.idle) return idleGist(*seen.idle, w);
    if (!seen.ending) return {};
    return joined({w.outcome(nameOf(*seen.ending)), msOrNothing(seen.firstEventMs)});
}

/// Where retries helped, both rates; else how many of how many.
QString stabilityGist(const StabilityEvidence& seen)
{
    const auto succeeded = std::count_if(seen.attempts.cbegin(), seen.attempts.cend(), [](const auto& each) {
        return each.outcome == AttemptOutcome::Succeeded;
    });
    QString rate = u"%1/%2"_s.arg(succeeded).arg(seen.attempts.size());
    if (seen.successRate && seen.successRateWithRetries && *seen.successRate < *seen.successRateWithRetries)
        rate = percentage(*seen.successRate) + u" → "_s + percentage(*seen.successRateWithRetries);
    return joined({rate, msOrNothing(seen.p50Ms)});
}

/// The method, the end of the way, and where that is not the target, that it ends there.
QString routeGist(const RouteTraceEvidence& seen, const Wording& w)
{
    const QString method = seen.protocol.toUpper();
    const qsizetype last = lastHop(seen);
    if (last < 0) return seen.hops.isEmpty() ? QString() : joined({method, w.outcome(u"silent"_s)});
    const HopEvidence& hop = seen.hops[last];
    const QString end = seen.reached == false ? w.texts()(u"route.nothing_behind"_s) : QString();
    return joined(
        {method, u"%1: %2"_s.arg(hop.ttl).arg(hop.address.value_or(u"?"_s)), msOrNothing(hop.medianMs), end});
}

/// How many work, work at times, would fail, and cannot be told: "✓ 4 · ! 1 · ✗ 1 · ? 1".
QString clientsGist(const ClientsEvidence& seen)
{
    QStringList parts;
    for (const auto& [outcome, mark] :
         {std::pair(ClientOutcome::Works, u"✓"_s), std::pair(ClientOutcome::AtTimes, u"!"_s),
          std::pair(ClientOutcome::WouldFail, u"✗"_s), std::pair(ClientOutcome::Unknown, u"?"_s)}) {
        const auto count = std::count_if(seen.clients.cbegin(), seen.clients.cend(),
                                         [&](const ClientEvidence& each) { return each.outcome == outcome; });
        if (count > 0) parts.append(mark + u' ' + QString::number(count));
    }
    return joined(parts);
}

} // namespace

QList<EvidenceRow> rowsFor(const QString& step, const Evidence& evidence, const Texts& texts)
{
    RowBuilder rows(step, texts);
    if (step == "environment"_L1 && evidence.environment) environmentRows(*evidence.environment, rows);
    if (step == "proxy"_L1 && evidence.proxy) proxyRows(*evidence.proxy, rows);
    if (step == "dns"_L1 && evidence.dns) dnsRows(*evidence.dns, rows);
    if (step == "tcp"_L1 && evidence.tcp) tcpRows(*evidence.tcp, rows);
    if (step == "mtu"_L1 && evidence.mtu) mtuRows(*evidence.mtu, rows);
    if (step == "tls"_L1 && evidence.tls) tlsRows(*evidence.tls, rows);
    if (step == "http"_L1 && evidence.http) httpRows(*evidence.http, rows);
    if (step == "api"_L1 && evidence.api) apiRows(*evidence.api, rows);
    if (step == "stream"_L1 && evidence.stream) streamRows(*evidence.stream, rows);
    if (step == "route"_L1 && evidence.route) routeRows(evidence, rows);
    if (step == "stability"_L1 && evidence.stability) stabilityRows(*evidence.stability, rows);
    return rows.take();
}

QString gistOf(const QString& step, const Evidence& evidence, const Texts& texts)
{
    const Wording w(step, texts);
    if (step == "environment"_L1 && evidence.environment) return environmentGist(*evidence.environment);
    if (step == "proxy"_L1 && evidence.proxy)
        return evidence.proxy->proxy ? joined({proxyText(evidence.proxy->proxy, w)}) : QString();
    if (step == "dns"_L1 && evidence.dns) return dnsGist(*evidence.dns);
    if (step == "tcp"_L1 && evidence.tcp) return tcpGist(*evidence.tcp, w);
    if (step == "mtu"_L1 && evidence.mtu) return mtuGist(*evidence.mtu);
    if (step == "tls"_L1 && evidence.tls) return tlsGist(*evidence.tls, w);
    if (step == "http"_L1 && evidence.http) return httpGist(*evidence.http, w);
    if (step == "api"_L1 && evidence.api) return apiGist(*evidence.api);
    if (step == "stream"_L1 && evidence.stream) return streamGist(*evidence.stream, w);
    if (step == "route"_L1 && evidence.route) return routeGist(*evidence.route, w);
    if (step == "stability"_L1 && evidence.stability) return stabilityGist(*evidence.stability);
    if (step == "clients"_L1 && evidence.clients) return clientsGist(*evidence.clients);
    return {};
}

QList<EvidenceRow> plainRows(const QString& step, const QJsonObject& evidence, const Texts& texts)
{
    RowBuilder rows(step, texts);
    for (auto each = evidence.begin(); each != evidence.end(); ++each) {
        const QJsonValue value = each.value();
        if (value.isString()) rows.add(each.key(), value.toString());
        if (value.isBool()) rows.add(each.key(), rows.yesNo(value.toBool()));
        if (value.isNull()) rows.add(each.key(), rows.unknown());
        if (!value.isDouble()) continue;
        rows.add(each.key(), each.key().endsWith("Ms"_L1) ? duration(value.toDouble())
                                                          : QString::number(value.toDouble(), 'g', 12));
    }
    return rows.take();
}

} // namespace pathlight
