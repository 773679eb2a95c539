// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/stream.h"

#include "core/evidence/http2cut.h"
#include "core/resilience/successrate.h"
#include "core/steps/egress.h"
#include "core/steps/firsthop.h"
#include "core/steps/probe.h"
#include "core/steps/streamhttp2.h"

#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int mostTokens = 32;
/// As many moments are kept, and shown while they come.
constexpr qsizetype mostMoments = 200;
constexpr qsizetype mostModels = 100;
constexpr qsizetype longestModelName = 100;
/// Moments further apart than this are two: a read of the socket takes less.
constexpr double burstMs = 2;
/// A model makes a few tokens in some hundred milliseconds; events closer together than the first of these
/// were not passed on as they were made, further apart than the second they were.
constexpr double heldBackMs = 15;
constexpr double passedOnMs = 60;
/// Fewer tokens than this may come at once from a fast model.
constexpr int tellingTokens = 10;
/// One stream's connection: handshakes, request, an acknowledgement of each word, its end.
constexpr PacketAmount eachStream{PacketBudget::comparedStreams.packets / 3,
                                  PacketBudget::comparedStreams.bytes / 3};

QJsonObject objectIn(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

std::optional<QString> errorTypeIn(const QByteArray& json)
{
    const QJsonValue type = objectIn(json).value("error"_L1).toObject().value("type"_L1);
    return type.isString() ? std::optional(type.toString().left(100)) : std::nullopt;
}

/// One that was compressed on the way, though nobody asked for it, cannot be read as one.
bool isEventStream(const StreamedAnswer& answer)
{
    const auto coding = answer.header("content-encoding");
    if (coding && coding->trimmed().toLower() != "identity") return false;
    const auto type = answer.header("content-type");
    return type && type->trimmed().toLower().startsWith("text/event-stream");
}

const SseEvent* errorEventIn(const StreamedAnswer& answer)
{
    for (const TimedEvent& each : answer.events) {
        if (each.event.name == "error") return &each.event;
    }
    return nullptr;
}

/// The API names each event twice, in its own line and in its data (FACTS S4): where only the data does,
/// something on the way took the lines out.
int namelessIn(const QList<TimedEvent>& events)
{
    return static_cast<int>(std::count_if(events.begin(), events.end(), [](const TimedEvent& each) {
        return each.event.name.isEmpty() && objectIn(each.event.data).value("type"_L1).isString();
    }));
}

StreamEnding endingOf(const StreamedAnswer& answer)
{
    if (answer.status == 0)
        return answer.stop == StreamStop::Reset ? StreamEnding::Reset : StreamEnding::NoAnswer;
    if (answer.status != 200) return StreamEnding::Refused;
    if (answer.stop == StreamStop::LastEvent) return StreamEnding::Complete;
    if (errorEventIn(answer)) return StreamEnding::Error;
    switch (answer.stop) {
    case StreamStop::Quiet:
        return StreamEnding::Stalled;
    case StreamStop::Reset:
        return StreamEnding::Reset;
    case StreamStop::Broken:
        return StreamEnding::OverLimit;
    case StreamStop::OutOfTime:
    case StreamStop::Cancelled:
        return StreamEnding::OutOfTime;
    case StreamStop::LastEvent:
    case StreamStop::BodyEnd:
        break;
    }
    return isEventStream(answer) ? StreamEnding::Closed : StreamEnding::NotAStream;
}

int burstsIn(const QList<TimedEvent>& events)
{
    int bursts = 0;
    std::optional<double> last;
    for (const TimedEvent& each : events) {
        if (!last || each.atMs - *last > burstMs) ++bursts;
        last = each.atMs;
    }
    return bursts;
}

StreamMomentEvidence joined(const StreamMomentEvidence& one, const StreamMomentEvidence& other)
{
    return {one.atMs, one.events + other.events, one.bytes + other.bytes};
}

/// What came closer together than two reads can be told apart is one moment. Where there are too many, each
/// takes in its neighbour until they are few enough.
QList<StreamMomentEvidence> momentsIn(const QList<StreamArrival>& arrivals)
{
    QList<StreamMomentEvidence> moments;
    double last = 0;
    for (const StreamArrival& each : arrivals) {
        const StreamMomentEvidence next{each.atMs, each.events, each.bytes};
        if (!moments.isEmpty() && each.atMs - last <= burstMs)
            moments.last() = joined(moments.last(), next);
        else
            moments.append(next);
        last = each.atMs;
    }
    while (moments.size() > mostMoments) {
        QList<StreamMomentEvidence> fewer;
        for (qsizetype index = 0; index < moments.size(); index += 2)
            fewer.append(index + 1 < moments.size() ? joined(moments[index], moments[index + 1])
                                                    : moments[index]);
        moments = fewer;
    }
    return moments;
}

std::optional<double> medianGap(const QList<TimedEvent>& events)
{
    QList<double> gaps;
    for (qsizetype index = 1; index < events.size(); ++index)
        gaps.append(events.at(index).atMs - events.at(index - 1).atMs);
    return percentile(gaps, 50);
}

/// The stream's own count, in its message_delta event.
std::optional<int> tokensIn(const QList<TimedEvent>& events)
{
    for (const TimedEvent& each : events) {
        if (each.event.name != "message_delta") continue;
        const QJsonValue tokens = objectIn(each.event.data).value("usage"_L1)["output_tokens"_L1];
        if (tokens.isDouble()) return std::clamp(tokens.toInt(), 0, 1'000'000);
    }
    return std::nullopt;
}

/// Was the answer collected before it was passed on? Null: too few tokens, or times that say neither.
std::optional<bool> wasBuffered(const StreamRunEvidence& run)
{
    if (run.ending != StreamEnding::Complete) return std::nullopt;
    if (run.lengthTold.value_or(false)) return true;
    if (!run.spreadMs || run.tokens.value_or(0) < tellingTokens) return std::nullopt;
    if (*run.spreadMs <= heldBackMs) return true;
    return *run.spreadMs >= passedOnMs ? std::optional(false) : std::nullopt;
}

/// Would a second stream tell more than the first alone?
bool looksWrong(const StreamRunEvidence& run)
{
    const int status = run.status.value_or(0);
    if (run.ending == StreamEnding::Refused) return status == 408 || status == 429 || status >= 500;
    return run.ending == StreamEnding::Closed || run.ending == StreamEnding::Reset ||
           run.ending == StreamEnding::Stalled || run.ending == StreamEnding::Error ||
           run.ending == StreamEnding::NotAStream || run.buffered.value_or(false);
}

/// What the API lists as its models, asked with the key; empty: it did not say.
QCoro::Task<QByteArray> askModels(StepContext context, Scope scope)
{
    QCoro::Task<Way> opening = openSecureWay(context, scope, true);
    const Way way = co_await opening;
    if (!way.stream) co_return QByteArray();
    QCoro::Task<HttpAnswer> asking = exchange(scope, way.stream.get(), probeRequest(context));
    const HttpAnswer answer = co_await asking;
    co_return answer.status == 200 ? answer.body : QByteArray();
}

/// Tells the walk of each arrival, for who watches it; a flood of them is told of in part.
ArrivalHandler tellOf(const StepContext& context, int run)
{
    auto told = std::make_shared<qsizetype>(0);
    return [context, run, told](const StreamArrival& arrival) {
        if (++*told > mostMoments) return;
        QJsonObject data = toObject(StreamMomentEvidence{arrival.atMs, arrival.events, arrival.bytes});
        data.insert("run"_L1, run);
        context.sample(sample::streamMoment, data);
    };
}

QCoro::Task<StreamRunEvidence> streamOnce(StepContext context, HttpRequest request, int run)
{
    QCoro::Task<Way> opening = openSecureWay(context, context.scope, true);
    const Way way = co_await opening;
    if (!way.stream) co_return StreamRunEvidence{};
    addProbeKey(context, &request);
    QCoro::Task<StreamedAnswer> reading =
        readEvents(context.scope, way.stream.get(), request, "message_stop", {}, tellOf(context, run));
    const StreamedAnswer answer = co_await reading;
    co_return describeStream(answer);
}

/// Why a stream over HTTP/2 would tell nothing; null: it would tell something.
std::optional<Http2LeftOut> notWorthComparing(const StepContext& context, const StreamEvidence& evidence)
{
    if (evidence.streams.isEmpty()) return Http2LeftOut::OutOfTime;
    const auto& http = context.evidence.http;
    if (http && isCutOverHttp2(http->http2, http->fromTheApi.value_or(false)))
        return Http2LeftOut::CutAlready;
    const StreamRunEvidence& last = evidence.streams.last();
    if (last.ending == StreamEnding::OutOfTime) return Http2LeftOut::OutOfTime;
    return cameWell(last) || cameBadly(last) ? std::nullopt : std::optional(Http2LeftOut::NothingToCompare);
}

/// Why one stream over HTTP/2 says nothing of the protocol; null: it says something.
std::optional<Http2LeftOut> saidNothing(const Http2StreamEvidence& seen)
{
    if (seen.outcome == Http2Outcome::NotOffered || seen.errorCode == "HTTP_1_1_REQUIRED"_L1)
        return Http2LeftOut::NotOffered;
    if (seen.outcome == Http2Outcome::ConnectFailed) return Http2LeftOut::NotConnected;
    return seen.outcome == Http2Outcome::Cancelled ? std::optional(Http2LeftOut::OutOfTime) : std::nullopt;
}

/// The same over HTTP/2, once more where only that failed, and then over HTTP/1.1 once more: two
/// observations, and one that it is not the time. Tells why where it came to nothing.
QCoro::Task<std::optional<Http2LeftOut>> compareHttp2(StepContext context, HttpRequest request,
                                                      StreamEvidence* evidence)
{
    if (const auto why = notWorthComparing(context, *evidence)) co_return why;
    if (context.scope.isOver()) co_return Http2LeftOut::OutOfTime;
    // For all of them at once: one that fails is worth nothing without those that confirm it.
    const PacketClaim claim = claimSetAside(context, firstHop(context.evidence, context.target),
                                            {3 * eachStream.packets, 3 * eachStream.bytes});
    if (!claim) co_return Http2LeftOut::NoRoom;
    const bool isWell = cameWell(evidence->streams.last());
    int run = static_cast<int>(evidence->streams.size());
    for (int count = 0; count < 2 && !context.scope.isOver(); ++count) {
        QCoro::Task<Http2StreamEvidence> streaming =
            streamOverHttp2(context, request, tellOf(context, run++));
        evidence->http2.append(co_await streaming);
        *claim = {claim->packets - eachStream.packets, claim->bytes - eachStream.bytes};
        if (!isWell || !failedOverHttp2(evidence->http2.last()))
            co_return saidNothing(evidence->http2.last());
    }
    if (context.scope.isOver()) co_return Http2LeftOut::OutOfTime;
    QCoro::Task<StreamRunEvidence> streaming = streamOnce(context, request, run);
    const StreamRunEvidence after = co_await streaming;
    if (after.ending == StreamEnding::OutOfTime) co_return Http2LeftOut::OutOfTime;
    evidence->streams.append(after);
    co_return std::nullopt;
}

void summarize(StreamEvidence* evidence)
{
    if (evidence->streams.isEmpty()) return;
    const StreamRunEvidence& last = evidence->streams.last();
    evidence->ending = last.ending;
    evidence->firstEventMs = last.firstEventMs;
    evidence->events = last.events;
    evidence->medianGapMs = last.medianGapMs;
    evidence->longestGapMs = last.longestGapMs;
    evidence->buffered = last.buffered;
}

StepResult unknownBecause(const QString& reason)
{
    return StepResult{{}, Reason::of(reason), {}};
}

} // namespace

StreamRunEvidence describeStream(const StreamedAnswer& answer)
{
    StreamRunEvidence run;
    run.ending = endingOf(answer);
    if (answer.status == 0) return run;
    run.status = answer.status;
    if (const auto type = answer.header("content-type"))
        run.contentType = QString::fromLatin1(type->left(100)).simplified();
    run.firstByteMs = answer.firstByteMs;
    run.totalMs = answer.totalMs;
    if (run.ending == StreamEnding::Refused || run.ending == StreamEnding::NotAStream) {
        run.errorType = errorTypeIn(answer.body);
        return run;
    }
    const QList<TimedEvent>& events = answer.events;
    run.events = static_cast<int>(events.size());
    run.bursts = burstsIn(events);
    run.longestGapMs = answer.longestQuietMs;
    run.longestLineBytes = answer.longestLine;
    run.moments = momentsIn(answer.arrivals);
    run.lengthTold = answer.header("content-length").has_value();
    run.tokens = tokensIn(events);
    run.nameless = namelessIn(events);
    if (!events.isEmpty()) {
        run.firstEventMs = events.first().atMs;
        run.spreadMs = events.last().atMs - events.first().atMs;
        run.medianGapMs = medianGap(events);
    }
    if (const SseEvent* error = errorEventIn(answer)) run.errorType = errorTypeIn(error->data);
    run.buffered = wasBuffered(run);
    return run;
}

std::optional<QString> modelIn(const QByteArray& list)
{
    const QJsonArray models = objectIn(list).value("data"_L1).toArray();
    QStringList names;
    for (qsizetype index = 0; index < std::min(models.size(), mostModels); ++index) {
        const QString name = models.at(index)["id"_L1].toString();
        if (!name.isEmpty() && name.size() <= longestModelName) names.append(name);
    }
    if (names.isEmpty()) return std::nullopt;
    const QStringList small = names.filter(u"haiku"_s, Qt::CaseInsensitive);
    return small.isEmpty() ? names.first() : small.first();
}

std::optional<HttpRequest> messageRequest(const Target& target, const QString& model)
{
    const auto ending = "/models"_L1;
    if (!target.probe.path.endsWith(ending)) return std::nullopt;
    HttpRequest request = keylessProbe(target);
    request.method = "POST";
    request.path = target.probe.path.chopped(ending.size()).toLatin1() + "/messages";
    request.headers += {{"Content-Type", "application/json"}, {"Accept", "text/event-stream"}};
    const QJsonObject question{{u"role"_s, u"user"_s},
                               {u"content"_s, u"Write the numbers from one to fifteen as words."_s}};
    request.body = QJsonDocument(QJsonObject{{u"model"_s, model},
                                             {u"max_tokens"_s, mostTokens},
                                             {u"stream"_s, true},
                                             {u"messages"_s, QJsonArray{question}}})
                       .toJson(QJsonDocument::Compact);
    return request;
}

QCoro::Task<StepResult> streamStep(StepContext context)
{
    if (!context.key.isSet()) co_return unknownBecause(u"stream_needs_key"_s);
    const auto& api = context.evidence.api;
    const bool served = api && api->keySent && api->status.value_or(0) / 100 == 2;
    if (!probesWithKey(context) || !served)
        co_return StepResult{{}, {}, Reason::of(u"needs_missing"_s, {{u"step"_s, u"api"_s}})};
    QCoro::Task<QByteArray> listing = askModels(context, context.scope.within(std::chrono::seconds(6)));
    const auto model = modelIn(co_await listing);
    const auto request = model ? messageRequest(context.target, *model) : std::nullopt;
    if (!request) co_return unknownBecause(u"no_model"_s);
    StreamEvidence evidence;
    evidence.model = model;
    for (int count = 0; count < 2 && !context.scope.isOver(); ++count) {
        QCoro::Task<StreamRunEvidence> streaming = streamOnce(context, *request, count);
        const StreamRunEvidence run = co_await streaming;
        // One that the step's end cut short says nothing.
        if (run.ending == StreamEnding::OutOfTime && count > 0) break;
        evidence.streams.append(run);
        if (!looksWrong(run)) break;
    }
    if (context.options.http2) {
        QCoro::Task<std::optional<Http2LeftOut>> comparing = compareHttp2(context, *request, &evidence);
        evidence.http2LeftOut = co_await comparing;
    }
    summarize(&evidence);
    co_return StepResult{toObject(evidence), {}, {}};
}

} // namespace pathlight
