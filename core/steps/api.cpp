// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/api.h"

#include "core/net/printable.h"
#include "core/resilience/retrypolicy.h"
#include "core/steps/answer.h"
#include "core/steps/elsewhere.h"
#include "core/steps/probe.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto regionTime = 3s;

std::optional<QString> textIn(const QJsonValue& value, qsizetype most)
{
    if (!value.isString()) return std::nullopt;
    return printable(value.toString().left(most).toUtf8(), most);
}

std::optional<double> numberIn(const HttpAnswer& answer, const QByteArray& header)
{
    const auto value = answer.header(header);
    bool isNumber = false;
    const double number = value ? value->toDouble(&isNumber) : 0;
    if (!isNumber || !qIsFinite(number) || number < 0) return std::nullopt;
    return number;
}

QList<RateLimitEvidence> rateLimits(const HttpAnswer& answer)
{
    QList<RateLimitEvidence> limits;
    for (const char* kind : {"requests", "tokens", "input-tokens", "output-tokens"}) {
        const QByteArray prefix = QByteArray("anthropic-ratelimit-") + kind;
        RateLimitEvidence limit;
        limit.kind = QString::fromLatin1(kind);
        limit.limit = numberIn(answer, prefix + "-limit");
        limit.remaining = numberIn(answer, prefix + "-remaining");
        if (const auto reset = answer.header(prefix + "-reset")) limit.reset = printable(*reset, 40);
        if (limit.limit || limit.remaining || limit.reset) limits.append(limit);
    }
    return limits;
}

QCoro::Task<std::optional<QString>> askRegion(StepContext context)
{
    const RegionTrace trace = *context.target.regionTrace;
    const QUrl url = QUrl(context.target.url).resolved(QUrl(trace.path));
    const Scope scope = context.scope.within(regionTime);
    QCoro::Task<SecureWay> opening = openSecureWayTo(context, scope, url);
    const SecureWay way = co_await opening;
    if (!way.stream) co_return std::nullopt;
    HttpRequest request;
    request.path = trace.path.toLatin1();
    request.host = url.authority(QUrl::FullyEncoded).toLatin1();
    QCoro::Task<HttpAnswer> exchanging = exchange(scope, way.stream.get(), request);
    const HttpAnswer answer = co_await exchanging;
    if (answer.outcome != ExchangeOutcome::Answered || answer.status != 200) co_return std::nullopt;
    co_return regionIn(answer.body, trace.key);
}

} // namespace

std::optional<QString> regionIn(const QByteArray& trace, const QString& key)
{
    const QByteArray prefix = key.toUtf8() + '=';
    for (const QByteArray& line : trace.left(16 * 1024).split('\n')) {
        if (!line.startsWith(prefix)) continue;
        const QByteArray value = line.mid(prefix.size()).trimmed();
        const bool isCountry = value.size() == 2 && std::all_of(value.begin(), value.end(), [](char c) {
                                   return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                               });
        return isCountry ? std::optional(QString::fromLatin1(value)) : std::nullopt;
    }
    return std::nullopt;
}

ApiEvidence readApiAnswer(const HttpAnswer& answer, const QDateTime& now)
{
    ApiEvidence evidence;
    evidence.status = answer.status;
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    const QJsonObject error = body.value("error"_L1).toObject();
    evidence.requestId = textIn(body.value("request_id"_L1), 100);
    if (const auto id = answer.header("request-id")) evidence.requestId = printable(*id, 100);
    evidence.errorType = textIn(error.value("type"_L1), 100);
    evidence.errorMessage = textIn(error.value("message"_L1), 500);
    evidence.errorCode = textIn(error.value("details"_L1)["error_code"_L1], 100);
    if (const auto header = answer.header("retry-after"))
        evidence.retryAfterSeconds = retryAfterSeconds(*header, now);
    evidence.rateLimit = rateLimits(answer);
    return evidence;
}

QCoro::Task<StepResult> apiStep(StepContext context)
{
    const auto holder = context.take<AnswerHolder>(u"answer"_s);
    if (!holder) co_return StepResult{{}, Reason::of(u"no_answer"_s), {}};
    if (!hasTheApisMarks(holder->answer())) co_return StepResult{{}, {}, Reason::of(u"not_from_api"_s)};
    ApiEvidence evidence = readApiAnswer(holder->answer(), QDateTime::currentDateTimeUtc());
    evidence.keySent = holder->keySent();
    context.yield(u"api_answer"_s, toObject(evidence));
    if (evidence.status == 403 && context.target.regionTrace) {
        QCoro::Task<std::optional<QString>> asking = askRegion(context);
        evidence.region = co_await asking;
    }
    co_return StepResult{toObject(evidence), {}, {}};
}

} // namespace pathlight
