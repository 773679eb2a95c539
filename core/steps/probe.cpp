// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/probe.h"

#include "core/net/platform/platform.h"
#include "core/net/platform/traffic.h"
#include "core/steps/egress.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QJsonObject errorIn(const HttpAnswer& answer)
{
    return QJsonDocument::fromJson(answer.body).object().value("error"_L1).toObject();
}

/// A copy that the peer had already was sent too early, or its acknowledgement was late: no proof of loss.
void countSegments(const Stream& stream, TrySeen* seen)
{
    const platform::Counters counters = platform::counters(stream.descriptor());
    if (!counters.dataSegments || !counters.retransmits) return;
    seen->segmentsSent = *counters.dataSegments + 1 + seen->synRetransmits.value_or(0);
    seen->segmentsLost = std::max(0, *counters.retransmits - counters.needlessCopies.value_or(0));
}

} // namespace

bool probesVerified(const StepContext& context)
{
    return context.evidence.tls && context.evidence.tls->verified.value_or(false);
}

bool probesWithKey(const StepContext& context)
{
    return context.key.isSet() && !context.target.auth.header.isEmpty() && probesVerified(context);
}

HttpRequest keylessProbe(const Target& target)
{
    HttpRequest request;
    request.method = target.probe.method.toLatin1();
    request.path = target.probe.path.toLatin1();
    request.host = QUrl(target.url).authority(QUrl::FullyEncoded).toLatin1();
    const QJsonObject& headers = target.probe.headers;
    for (auto each = headers.begin(); each != headers.end(); ++each)
        request.headers.append({each.key().toLatin1(), each.value().toString().toLatin1()});
    return request;
}

HttpRequest probeRequest(const StepContext& context)
{
    HttpRequest request = keylessProbe(context.target);
    addProbeKey(context, &request);
    return request;
}

void addProbeKey(const StepContext& context, HttpRequest* request)
{
    if (!probesWithKey(context)) return;
    const QByteArray header = context.target.auth.header.toLatin1();
    const bool isBearer = header.compare("authorization", Qt::CaseInsensitive) == 0;
    request->headers.append({header, (isBearer ? "Bearer " : "") + context.key.forHeader()});
}

TryOutcome outcomeOf(const HttpAnswer& answer, const QDateTime& now)
{
    TryOutcome outcome;
    if (answer.outcome != ExchangeOutcome::Answered) {
        outcome.error = nameOf(answer.outcome);
        return outcome;
    }
    outcome.status = answer.status;
    if (const auto header = answer.header("retry-after"))
        outcome.retryAfterSeconds = retryAfterSeconds(*header, now);
    if (const auto header = answer.header("x-should-retry"); header == "true" || header == "false")
        outcome.shouldRetry = header == "true";
    const QString code = errorIn(answer).value("details"_L1)["error_code"_L1].toString();
    outcome.spendCap = answer.status == 429 && code == "enforced_spend_limit_reached"_L1;
    return outcome;
}

bool hasTheApisMarks(const HttpAnswer& answer)
{
    if (answer.header("request-id")) return true;
    const QJsonObject error = errorIn(answer);
    return error.value("type"_L1).isString() && error.value("message"_L1).isString();
}

QCoro::Task<TrySeen> sendProbe(StepContext context, Scope scope)
{
    QElapsedTimer clock;
    clock.start();
    TrySeen seen;
    seen.address = context.evidence.tcp ? context.evidence.tcp->chosen.value_or(QString()) : QString();
    seen.outcome.method = context.target.probe.method;
    QCoro::Task<Way> opening = openSecureWay(context, scope, probesVerified(context));
    const Way opened = co_await opening;
    if (opened.connect) seen.synRetransmits = opened.connect->synRetransmits;
    seen.outcome.error = opened.error;
    if (!opened.stream) co_return seen;
    QCoro::Task<HttpAnswer> exchanging = exchange(scope, opened.stream.get(), probeRequest(context));
    const HttpAnswer answer = co_await exchanging;
    seen.outcome = outcomeOf(answer, QDateTime::currentDateTimeUtc());
    seen.outcome.method = context.target.probe.method;
    if (seen.outcome.status) seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    seen.fromTheApi = hasTheApisMarks(answer);
    countSegments(*opened.stream, &seen);
    // Where packets are lost, closing by the book takes as many again.
    if (seen.segmentsLost.value_or(0) > 0) platform::abandon(opened.stream->descriptor());
    co_return seen;
}

} // namespace pathlight
