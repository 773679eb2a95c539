// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/http2cut.h"
#include "core/rules/rule.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString codeFor(ExchangeOutcome outcome)
{
    switch (outcome) {
    case ExchangeOutcome::TimedOut:
        return u"http.timed_out"_s;
    case ExchangeOutcome::ClosedEarly:
    case ExchangeOutcome::Reset:
        return u"http.closed"_s;
    case ExchangeOutcome::NotHttp:
        return u"http.protocol.error"_s;
    case ExchangeOutcome::Invalid:
        return u"http.response.invalid"_s;
    case ExchangeOutcome::Answered:
    case ExchangeOutcome::ConnectFailed:
    case ExchangeOutcome::Cancelled:
        break;
    }
    return {};
}

void describe(const HttpEvidence& http, Finding& finding)
{
    if (http.status) finding.arguments.insert(u"status"_s, QString::number(*http.status));
    if (http.serverHeader) finding.arguments.insert(u"server"_s, *http.serverHeader);
    if (http.rayId) finding.arguments.insert(u"rayId"_s, *http.rayId);
    if (http.title) finding.arguments.insert(u"message"_s, *http.title);
    finding.because = {u"http.status"_s};
}

void noAnswer(const Facts& facts, Findings& out)
{
    const HttpEvidence& http = *facts.evidence.http;
    const QString code = codeFor(http.outcome);
    if (code.isEmpty() || http.altered) return; // of an altered one another rule knows more
    Finding& finding = out.fault(code, 0.92);
    finding.blocks = true;
    describe(http, finding);
    if (http.detail) finding.arguments.insert(u"kind"_s, *http.detail);
    finding.because = {u"http.outcome"_s};
}

/// Content-Encoding and body contradict: clients that undo what the head says fail, or take the bytes for
/// text (cases 130 and 131).
void altered(const Facts& facts, Findings& out)
{
    const HttpEvidence& http = *facts.evidence.http;
    if (!http.altered) return;
    Finding& finding = out.fault(u"http.response.invalid"_s, 0.93);
    finding.blocks = true;
    describe(http, finding);
    finding.arguments.insert(u"kind"_s, *http.altered == "packed"_L1
                                            ? u"compressed, without Content-Encoding"_s
                                            : u"Content-Encoding says compressed, the body is not"_s);
    if (facts.proxied()) {
        const ProxyAddress& proxy = *facts.evidence.proxy->proxy;
        finding.arguments.insert(u"proxy"_s, u"%1://%2:%3"_s.arg(proxy.scheme, proxy.host).arg(proxy.port));
        finding.whose = u"local network"_s;
    }
    finding.because = {u"http.contentEncoding"_s, u"http.altered"_s};
}

bool saysBlocked(const HttpEvidence& http)
{
    static const QRegularExpression words(
        u"just a moment|attention required|access denied|blocked|web ?filter|content "
        u"filter|firewall|forbidden by|"
        "security policy|security check|not permitted|url filtering|webfilter|policy violation"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(http.title.value_or(QString()) + u' ' + http.excerpt.value_or(QString())).hasMatch();
}

/// A page by a filter or a challenge, in the API's place (FACTS class H2).
bool isBlockPage(const HttpEvidence& http)
{
    if (http.mitigated) return true;
    const int status = http.status.value_or(0);
    if (status == 451) return true;
    return saysBlocked(http) ||
           (status == 403 && http.contentType.value_or(QString()).startsWith("text/"_L1));
}

/// Behind a proxy, an answer of a gateway without the API's marks, nor its edge's, is the proxy's own: one
/// that opens TLS speaks in the API's place (PROCEDURES 5).
bool isTheProxys(const Facts& facts)
{
    const HttpEvidence& http = *facts.evidence.http;
    const int status = http.status.value_or(0);
    return facts.proxied() && status >= 502 && status <= 504 && !http.rayId;
}

/// The content network in front of the API speaks for it where it does not let a request through: too large,
/// or too many from here (FACTS 3.1 and 3.2). Its mark is the ray.
QString edgeCode(const HttpEvidence& http)
{
    if (!http.rayId || http.mitigated) return {};
    if (http.status == 413) return u"api.request_too_large"_s;
    return http.status == 429 ? u"http.blocked"_s : QString();
}

/// Which of the kinds of one code it is, as a key of the texts "reading.…"; empty: nothing tells.
QString readingOf(const HttpEvidence& http, const QString& code)
{
    if (code == "api.request_too_large"_L1) return u"size_by_edge"_s;
    if (code == "http.error"_L1) return http.rayId ? u"edge_without_api"_s : QString();
    if (code != "http.blocked"_L1) return {};
    if (http.mitigated) return u"edge_challenge"_s;
    if (http.rayId) return http.status == 429 ? u"edge_rate"_s : u"edge_block"_s;
    return u"filter_page"_s;
}

QString strangerCode(const Facts& facts)
{
    const HttpEvidence& http = *facts.evidence.http;
    const int status = http.status.value_or(0);
    if (const QString code = edgeCode(http); !code.isEmpty()) return code;
    if (http.redirectLoop.value_or(false)) return u"http.response.redirect_loop"_s;
    if (status == 511) return u"http.captive_portal"_s;
    if (isBlockPage(http)) return u"http.blocked"_s;
    if (isTheProxys(facts)) return u"proxy.bad_gateway"_s;
    if (status >= 500) return u"http.error"_s;
    return u"http.not_the_api"_s;
}

/// Something answered that is not the API: no JSON error of its shape, no request-id (FACTS 3.2).
void stranger(const Facts& facts, Findings& out)
{
    const HttpEvidence& http = *facts.evidence.http;
    if (http.outcome != ExchangeOutcome::Answered || http.fromTheApi.value_or(true)) return;
    if (http.altered) return; // bytes that nobody could read do not tell who wrote them
    Finding& finding = out.fault(strangerCode(facts), 0.92);
    finding.blocks = true;
    describe(http, finding);
    const QString reading = readingOf(http, finding.code);
    if (!reading.isEmpty()) finding.arguments.insert(u"reading"_s, reading);
    if (reading == "edge_without_api"_L1) finding.whose = u"provider"_s;
    const auto& api = facts.evidence.api;
    if (api && api->statusPage && api->statusPage->indicator)
        finding.arguments.insert(u"disturbance"_s, *api->statusPage->indicator);
    if (!http.redirects.isEmpty()) finding.arguments.insert(u"url"_s, http.redirects.last().location);
}

/// How HTTP/2 failed, as a key of the texts "reading.…".
QString readingOf(const Http2Evidence& last)
{
    switch (last.outcome) {
    case Http2Outcome::Answered:
        return u"http2_stranger"_s;
    case Http2Outcome::TimedOut:
        return u"http2_silent"_s;
    case Http2Outcome::TlsFailed:
        return u"http2_handshake"_s;
    case Http2Outcome::ProtocolError:
        return u"http2_not_spoken"_s;
    default:
        return last.errorCode ? u"http2_refused"_s : u"http2_cut"_s;
    }
}

void http2Cut(const Facts& facts, Findings& out)
{
    const HttpEvidence& http = *facts.evidence.http;
    const QList<Http2Evidence>& seen = http.http2;
    if (http.outcome != ExchangeOutcome::Answered) return;
    if (!isCutOverHttp2(seen, http.fromTheApi.value_or(false))) return;
    Finding& finding = out.note(u"note.http2_cut"_s);
    finding.arguments = {{u"reading"_s, readingOf(seen[1])}};
    if (seen[1].errorCode) finding.arguments.insert(u"kind"_s, *seen[1].errorCode);
    finding.because = {u"http.http2"_s};
}

void http2Unavailable(const Facts& facts, Findings& out)
{
    const QList<Http2Evidence>& seen = facts.evidence.http->http2;
    const bool isRefused = std::any_of(seen.begin(), seen.end(), [](const Http2Evidence& each) {
        return each.outcome == Http2Outcome::NotOffered || each.errorCode == "HTTP_1_1_REQUIRED"_L1;
    });
    if (isRefused) out.note(u"note.http2_unavailable"_s).because = {u"http.http2"_s};
}

/// The other way round: HTTP/1.1 is what fails.
void http2Only(const Facts& facts, Findings& out)
{
    const HttpEvidence& http = *facts.evidence.http;
    if (http.http2.isEmpty() || http.fromTheApi.value_or(false)) return;
    const Http2Evidence& first = http.http2.first();
    if (first.outcome != Http2Outcome::Answered || !first.fromTheApi.value_or(false)) return;
    out.note(u"note.http2_only"_s).because = {u"http.outcome"_s, u"http.http2"_s};
}

} // namespace

std::span<const Rule> httpRules()
{
    static constexpr Rule rules[] = {
        {"no answer", "the connection stood and no whole answer came (CONTRACT http.*)", noAnswer},
        {"altered", "the body is not in the coding that its head names (cases 130 and 131)", altered},
        {"stranger", "who answered: the API's marks, or not (PROCEDURES 5)", stranger},
        {"HTTP/2 cut", "HTTP/2 fails twice where HTTP/1.1 is answered (FACTS class S6)", http2Cut},
        {"HTTP/2 unavailable", "the other end chooses HTTP/1.1 (RFC 7301 section 3.2)", http2Unavailable},
        {"HTTP/2 only", "HTTP/1.1 fails where HTTP/2 is answered (FACTS class S6)", http2Only},
    };
    return rules;
}

} // namespace pathlight
