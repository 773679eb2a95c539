// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/http.h"

#include "core/net/printable.h"
#include "core/steps/answer.h"
#include "core/steps/controls.h"
#include "core/steps/elsewhere.h"
#include "core/steps/probe.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto answerTime = 10s;
constexpr auto redirectTime = 5s;
constexpr int mostRedirects = 5;

/// An answer, and what the way to it took.
struct Asked
{
    HttpAnswer answer;
    SecureWay way; ///< its stream is gone
    bool handedOn = false;
};

/// Takes the connection that the step `tls` handed on, unless a key is to travel.
std::unique_ptr<Stream> handedOnStream(const StepContext& context)
{
    std::unique_ptr<Stream> stream = context.take<Stream>(u"secure"_s);
    const bool usable = stream && stream->end() == StreamEnd::Open && !probesWithKey(context);
    return usable ? std::move(stream) : nullptr;
}

QCoro::Task<Asked> ask(StepContext context, std::unique_ptr<Stream> handedOn)
{
    Asked asked;
    const Scope scope = context.scope.within(answerTime);
    asked.handedOn = handedOn != nullptr;
    asked.way.stream = std::move(handedOn);
    if (!asked.handedOn) {
        QCoro::Task<SecureWay> opening = openSecureWayTo(context, scope, QUrl(context.target.url));
        asked.way = co_await opening;
    }
    if (!asked.way.stream) {
        asked.answer.outcome =
            scope.isCancelled() ? ExchangeOutcome::Cancelled : ExchangeOutcome::ConnectFailed;
        asked.answer.detail = asked.way.error;
        co_return asked;
    }
    QCoro::Task<HttpAnswer> exchanging = exchange(scope, asked.way.stream.get(), probeRequest(context));
    asked.answer = co_await exchanging;
    asked.way.stream.reset();
    co_return asked;
}

bool isCut(const HttpAnswer& answer)
{
    return answer.outcome == ExchangeOutcome::ClosedEarly || answer.outcome == ExchangeOutcome::Reset;
}

/// Asks, and once more on another connection where the first was cut: one cut is no verdict.
QCoro::Task<Asked> askTwiceIfCut(StepContext context)
{
    QCoro::Task<Asked> asking = ask(context, handedOnStream(context));
    Asked asked = co_await asking;
    if (!isCut(asked.answer) || context.scope.isOver()) co_return asked;
    QCoro::Task<Asked> again = ask(context, nullptr);
    Asked second = co_await again;
    if (second.answer.outcome == ExchangeOutcome::ConnectFailed) co_return asked;
    co_return second;
}

std::optional<QUrl> redirectOf(const HttpAnswer& answer, const QUrl& from)
{
    static const QList<int> statuses{301, 302, 303, 307, 308};
    const auto location = answer.header("location");
    if (answer.outcome != ExchangeOutcome::Answered || !statuses.contains(answer.status) || !location)
        return std::nullopt;
    return from.resolved(QUrl(printable(*location, 2000)));
}

HttpRequest plainRequest(const QUrl& url)
{
    HttpRequest request;
    request.path = url.path(QUrl::FullyEncoded).toLatin1();
    if (request.path.isEmpty()) request.path = "/";
    if (url.hasQuery()) request.path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    request.host = url.authority(QUrl::FullyEncoded | QUrl::RemoveUserInfo).toLatin1();
    return request;
}

/// One request without a credential on a verified connection of its own.
QCoro::Task<HttpAnswer> fetch(StepContext context, QUrl url)
{
    const Scope scope = context.scope.within(redirectTime);
    QCoro::Task<SecureWay> opening = openSecureWayTo(context, scope, url);
    const SecureWay way = co_await opening;
    HttpAnswer answer;
    answer.outcome = ExchangeOutcome::ConnectFailed;
    if (!way.stream) co_return answer;
    QCoro::Task<HttpAnswer> exchanging = exchange(scope, way.stream.get(), plainRequest(url));
    answer = co_await exchanging;
    co_return answer;
}

/// Follows redirects for evidence: who answers in the end, or do they go round in a circle? Within https
/// only, and never with the key.
QCoro::Task<HttpAnswer> follow(StepContext context, HttpAnswer answer, HttpEvidence* evidence)
{
    QUrl at(evidence->url);
    QList<QUrl> visited{at};
    evidence->redirectLoop = false;
    for (auto next = redirectOf(answer, at); next; next = redirectOf(answer, at)) {
        evidence->redirects.append({answer.status, printable(next->toEncoded(QUrl::RemoveUserInfo), 500)});
        evidence->redirectLoop = visited.contains(*next) || evidence->redirects.size() > mostRedirects;
        const bool stops = *evidence->redirectLoop || next->scheme() != "https"_L1 || !next->isValid();
        if (stops || hasTheApisMarks(answer) || context.scope.isOver()) break;
        at = *next;
        visited.append(at);
        QCoro::Task<HttpAnswer> fetching = fetch(context, at);
        HttpAnswer further = co_await fetching;
        if (further.outcome != ExchangeOutcome::Answered) break;
        answer = std::move(further);
    }
    co_return answer;
}

std::optional<QString> textOf(const HttpAnswer& answer, const QByteArray& header)
{
    const auto value = answer.header(header);
    return value ? std::optional(printable(*value, 200)) : std::nullopt;
}

void describeHead(const HttpAnswer& answer, HttpEvidence* evidence)
{
    if (answer.status > 0) evidence->status = answer.status;
    if (!answer.version.isEmpty()) evidence->version = QString::fromLatin1(answer.version);
    evidence->serverHeader = textOf(answer, "server");
    evidence->via = textOf(answer, "via");
    evidence->contentType = textOf(answer, "content-type");
    evidence->rayId = textOf(answer, "cf-ray");
    evidence->mitigated = textOf(answer, "cf-mitigated");
}

/// Who is it? The answer's Date tells the time too, as it was when its first byte came.
void describeBody(const HttpAnswer& answer, HttpEvidence* evidence)
{
    if (answer.outcome != ExchangeOutcome::Answered) return;
    evidence->bodyBytes = answer.body.size();
    evidence->fromTheApi = hasTheApisMarks(answer);
    if (*evidence->fromTheApi) return;
    evidence->title = pageTitle(answer.body);
    evidence->excerpt = bodyExcerpt(answer.body);
}

std::optional<double> skewOf(const HttpAnswer& answer)
{
    const auto date = answer.header("date");
    if (!date || !answer.firstByteMs || !answer.totalMs) return std::nullopt;
    const auto sinceFirstByte = static_cast<qint64>(*answer.totalMs - *answer.firstByteMs);
    return skewFrom(*date, QDateTime::currentDateTimeUtc().addMSecs(-sinceFirstByte), *answer.firstByteMs);
}

std::optional<double> systemLookupMs(const Evidence& evidence)
{
    if (!evidence.dns) return std::nullopt;
    for (const DnsAnswerEvidence& answer : evidence.dns->answers) {
        if (answer.role == ResolverRole::System && !answer.addresses.isEmpty()) return answer.ms;
    }
    return std::nullopt;
}

/// Of the connection that was handed on, as the earlier steps saw it.
void timesOfEarlierSteps(const Evidence& seen, HttpEvidence* evidence)
{
    if (seen.tcp && seen.tcp->chosen) {
        for (const ConnectAttempt& attempt : seen.tcp->attempts) {
            if (attempt.address == *seen.tcp->chosen) evidence->connectMs = attempt.connectMs;
        }
    }
    if (seen.proxy && seen.proxy->tunnelMs && evidence->connectMs)
        *evidence->connectMs += *seen.proxy->tunnelMs;
    if (seen.tls) evidence->tlsMs = seen.tls->handshakeMs;
}

void describeTimes(const Asked& asked, const Evidence& seen, HttpEvidence* evidence)
{
    const bool proxied = seen.proxy && seen.proxy->proxy;
    if (!proxied) evidence->dnsMs = systemLookupMs(seen);
    if (asked.handedOn) {
        timesOfEarlierSteps(seen, evidence);
    } else {
        evidence->connectMs = asked.way.connectMs;
        if (asked.way.tunnelMs && evidence->connectMs) *evidence->connectMs += *asked.way.tunnelMs;
        evidence->tlsMs = asked.way.tlsMs;
    }
    evidence->firstByteMs = asked.answer.firstByteMs;
    if (!asked.answer.totalMs || asked.answer.outcome != ExchangeOutcome::Answered) return;
    evidence->totalMs = evidence->dnsMs.value_or(0) + evidence->connectMs.value_or(0) +
                        evidence->tlsMs.value_or(0) + *asked.answer.totalMs;
}

} // namespace

QCoro::Task<StepResult> httpStep(StepContext context)
{
    HttpEvidence evidence;
    evidence.url = QUrl(context.target.url).resolved(QUrl(context.target.probe.path)).toString();
    QCoro::Task<Asked> asking = askTwiceIfCut(context);
    Asked asked = co_await asking;
    evidence.outcome = asked.answer.outcome;
    if (!asked.answer.detail.isEmpty()) evidence.detail = printable(asked.answer.detail.toUtf8(), 200);
    if (!asked.answer.firstBytes.isEmpty()) evidence.excerpt = printable(asked.answer.firstBytes, 80);
    describeTimes(asked, context.evidence, &evidence);
    evidence.clockSkewMs = skewOf(asked.answer);
    HttpAnswer answer = asked.answer;
    if (answer.outcome == ExchangeOutcome::Answered) {
        QCoro::Task<HttpAnswer> following = follow(context, std::move(answer), &evidence);
        answer = co_await following;
    }
    describeHead(answer, &evidence);
    describeBody(answer, &evidence);
    if (answer.outcome == ExchangeOutcome::Answered) {
        const bool keySent = probesWithKey(context) && evidence.redirects.isEmpty();
        context.handOn(u"answer"_s, std::make_unique<AnswerHolder>(answer, keySent));
        context.yield(u"answer"_s, toObject(evidence));
    }
    const bool isOpen = evidence.outcome == ExchangeOutcome::ConnectFailed;
    co_return StepResult{
        toObject(evidence), isOpen ? std::optional(Reason::of(u"no_answer"_s)) : std::nullopt, {}};
}

} // namespace pathlight
