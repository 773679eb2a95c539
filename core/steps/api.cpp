// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/api.h"

#include "core/resilience/retrypolicy.h"
#include "core/steps/answerholder.h"
#include "core/steps/egress.h"
#include "core/steps/probe.h"
#include "core/steps/requestsizes.h"
#include "core/steps/statuspage.h"

#include <QJsonDocument>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto regionTime = 3s;

std::optional<QString> textIn(const QJsonObject& object, QLatin1StringView key, qsizetype most)
{
    const QJsonValue value = object.value(key);
    return value.isString() ? std::optional(value.toString().left(most)) : std::nullopt;
}

std::optional<double> numberIn(const HttpAnswer& answer, const QByteArray& header)
{
    const auto text = answer.header(header);
    bool good = false;
    const double number = text ? text->toDouble(&good) : 0;
    return good ? std::optional(number) : std::nullopt;
}

QList<RateLimitEvidence> rateLimits(const HttpAnswer& answer)
{
    QList<RateLimitEvidence> limits;
    for (const char* kind : {"requests", "tokens", "input-tokens", "output-tokens"}) {
        const QByteArray prefix = QByteArray("anthropic-ratelimit-") + kind + '-';
        RateLimitEvidence limit;
        limit.kind = QString::fromLatin1(kind);
        limit.limit = numberIn(answer, prefix + "limit");
        limit.remaining = numberIn(answer, prefix + "remaining");
        if (const auto reset = answer.header(prefix + "reset"))
            limit.reset = QString::fromLatin1(reset->left(40));
        if (limit.limit || limit.remaining || limit.reset) limits.append(limit);
    }
    return limits;
}

/// One value of the edge's trace page: lines of "name=value".
std::optional<QString> traceValue(const QByteArray& body, const QString& key)
{
    for (const QByteArray& line : body.left(8192).split('\n')) {
        const QString text = QString::fromLatin1(line.trimmed());
        if (text.startsWith(key + u'=')) return text.mid(key.size() + 1).left(20);
    }
    return std::nullopt;
}

QCoro::Task<std::optional<QString>> askRegion(StepContext context)
{
    const Scope scope = context.scope.within(regionTime);
    QCoro::Task<Way> opening = openSecureWay(context, scope, true);
    const Way way = co_await opening;
    if (!way.stream) co_return std::nullopt;
    HttpRequest request;
    request.path = context.target.regionTrace->path.toLatin1();
    request.host = QUrl(context.target.url).authority(QUrl::FullyEncoded).toLatin1();
    QCoro::Task<HttpAnswer> asking = exchange(scope, way.stream.get(), request);
    const HttpAnswer answer = co_await asking;
    if (answer.status != 200) co_return std::nullopt;
    co_return traceValue(answer.body, context.target.regionTrace->key);
}

/// What kind of credential the key is by its form; no part of it is kept.
QString formOf(const ApiKey& key)
{
    if (key.forHeader().startsWith("sk-ant-oat")) return u"oauth_token"_s;
    return key.forHeader().startsWith("sk-ant-api") ? u"api_key"_s : u"other"_s;
}

/// Is the service itself at fault: its own word, or its edge's that cannot reach it? Only then is the status
/// page asked.
bool isTheServicesFault(const HttpAnswer& answer)
{
    return answer.status >= 500 && (hasTheApisMarks(answer) || answer.header("cf-ray"));
}

} // namespace

ApiEvidence readApiAnswer(const HttpAnswer& answer, const QDateTime& now)
{
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    const QJsonObject error = body.value("error"_L1).toObject();
    ApiEvidence evidence;
    evidence.status = answer.status;
    if (const auto id = answer.header("request-id"))
        evidence.requestId = QString::fromLatin1(id->left(100));
    else
        evidence.requestId = textIn(body, "request_id"_L1, 100);
    evidence.errorType = textIn(error, "type"_L1, 100);
    evidence.errorMessage = textIn(error, "message"_L1, 500);
    evidence.errorCode = textIn(error.value("details"_L1).toObject(), "error_code"_L1, 100);
    if (const auto after = answer.header("retry-after"))
        evidence.retryAfterSeconds = retryAfterSeconds(*after, now);
    evidence.rateLimit = rateLimits(answer);
    return evidence;
}

QCoro::Task<StepResult> apiStep(StepContext context)
{
    const std::unique_ptr<AnswerHolder> holder = context.take<AnswerHolder>(u"answer"_s);
    const auto notReached = Reason::of(u"needs_missing"_s, {{u"step"_s, u"http"_s}});
    if (!holder) co_return StepResult{{}, {}, notReached};
    const bool isMarked = hasTheApisMarks(holder->answer);
    ApiEvidence evidence;
    if (isMarked) {
        evidence = readApiAnswer(holder->answer, QDateTime::currentDateTimeUtc());
        evidence.keySent = probesWithKey(context);
        if (evidence.keySent) evidence.keyForm = formOf(context.key);
        context.yield(u"api_answer"_s, toObject(evidence));
    }
    if (isTheServicesFault(holder->answer) && !context.target.statusPage.isEmpty()) {
        QCoro::Task<StatusPageEvidence> asking = askStatusPage(context);
        evidence.statusPage = co_await asking;
    }
    if (!isMarked) {
        const QJsonObject seen = evidence.statusPage ? toObject(evidence) : QJsonObject();
        co_return StepResult{seen, {}, notReached};
    }
    if (evidence.status == 403 && context.target.regionTrace) {
        QCoro::Task<std::optional<QString>> asking = askRegion(context);
        evidence.region = co_await asking;
    }
    if (context.options.requestSizes) {
        QCoro::Task<QList<SizedRequestEvidence>> sizing = sendGrowingRequests(context);
        evidence.sizes = co_await sizing;
    }
    co_return StepResult{toObject(evidence), {}, {}};
}

} // namespace pathlight
