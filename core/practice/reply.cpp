// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/reply.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

struct Header
{
    QByteArray name;
    QByteArray value;
};

/// An answer before it is bytes.
struct Draft
{
    int status = 200;
    QByteArray reason;
    QList<Header> headers;
    QByteArray body;
};

constexpr int retryAfterSecondsAsked = 30;
constexpr int flapLength = 4;

QByteArray httpDate(const QDateTime& now)
{
    return QLocale::c().toString(now.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

QByteArray requestId(int number)
{
    return "req_practice_" + QByteArray::number(number).rightJustified(8, '0');
}

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Draft page(int status, const QByteArray& reason, const QByteArray& title)
{
    return {status,
            reason,
            {{"content-type", "text/html; charset=utf-8"}},
            "<!doctype html>\n<html><head><title>" + title + "</title></head><body><h1>" + title +
                "</h1></body></html>\n"};
}

/// An error in the API's shape, with the API's marks.
Draft apiError(int status, const QByteArray& reason, const QString& type, const QString& message, int number)
{
    const QByteArray id = requestId(number);
    const QJsonObject error{{u"type"_s, type}, {u"message"_s, message}};
    const QJsonObject body{
        {u"type"_s, u"error"_s}, {u"error"_s, error}, {u"request_id"_s, QString::fromLatin1(id)}};
    return {status, reason, {{"content-type", "application/json"}, {"request-id", id}}, compact(body)};
}

Draft unauthorized(const PracticeRequest& request, int number)
{
    const QString message = request.hasKey ? u"invalid x-api-key"_s : u"x-api-key header is required"_s;
    return apiError(401, "Unauthorized", u"authentication_error"_s, message, number);
}

Draft likeTheApi(const PracticeRequest& request, int number)
{
    if (!request.hasKey) return unauthorized(request, number);
    const QJsonObject model{{u"type"_s, u"model"_s},
                            {u"id"_s, u"practice-model"_s},
                            {u"display_name"_s, u"Practice"_s},
                            {u"created_at"_s, u"2026-01-01T00:00:00Z"_s}};
    const QJsonObject body{{u"data"_s, QJsonArray{model}}, {u"has_more"_s, false}};
    return {
        200, "OK", {{"content-type", "application/json"}, {"request-id", requestId(number)}}, compact(body)};
}

Draft rateLimited(int number, const QDateTime& now)
{
    Draft draft = apiError(429, "Too Many Requests", u"rate_limit_error"_s,
                           u"This request would exceed your organization's rate limit."_s, number);
    const QByteArray reset = now.toUTC().addSecs(retryAfterSecondsAsked).toString(Qt::ISODate).toLatin1();
    draft.headers += {{"retry-after", QByteArray::number(retryAfterSecondsAsked)},
                      {"anthropic-ratelimit-requests-limit", "50"},
                      {"anthropic-ratelimit-requests-remaining", "0"},
                      {"anthropic-ratelimit-requests-reset", reset}};
    return draft;
}

/// One of the API's errors that need no more than its status, type and words.
struct PlainError
{
    PracticeAnswer answer;
    int status;
    const char* reason;
    QLatin1StringView type;
    QLatin1StringView message;
};
constexpr std::array plainErrors{
    PlainError{PracticeAnswer::InvalidRequest, 400, "Bad Request", "invalid_request_error"_L1,
               "messages: field required"_L1},
    PlainError{PracticeAnswer::CreditLow, 400, "Bad Request", "invalid_request_error"_L1,
               "Your credit balance is too low to access the API."_L1},
    PlainError{PracticeAnswer::BillingProblem, 402, "Payment Required", "billing_error"_L1,
               "There is a problem with the payment for this account."_L1},
    PlainError{PracticeAnswer::NotPermitted, 403, "Forbidden", "permission_error"_L1,
               "This key may not use the resource."_L1},
    PlainError{PracticeAnswer::NotFound, 404, "Not Found", "not_found_error"_L1, "Not found"_L1},
    PlainError{PracticeAnswer::Conflict, 409, "Conflict", "conflict_error"_L1,
               "The resource is in a state that does not allow this."_L1},
    PlainError{PracticeAnswer::TooLarge, 413, "Content Too Large", "request_too_large"_L1,
               "The request is larger than allowed."_L1},
    PlainError{PracticeAnswer::ServerFault, 500, "Internal Server Error", "api_error"_L1,
               "Internal server error"_L1},
    PlainError{PracticeAnswer::ServerTimeout, 504, "Gateway Timeout", "timeout_error"_L1,
               "The request took too long."_L1},
    PlainError{PracticeAnswer::Overloaded, 529, "Overloaded", "overloaded_error"_L1, "Overloaded"_L1},
};

Draft plainError(PracticeAnswer answer, int number)
{
    for (const PlainError& each : plainErrors) {
        if (each.answer == answer) return apiError(each.status, each.reason, each.type, each.message, number);
    }
    return {0, {}, {}, {}};
}

/// No time to wait is named: no retry helps (FACTS 3.1).
Draft spendingLimit(int number)
{
    const QByteArray id = requestId(number);
    const QJsonObject error{
        {u"type"_s, u"rate_limit_error"_s},
        {u"message"_s, u"The spending limit of this account is reached."_s},
        {u"details"_s, QJsonObject{{u"error_code"_s, u"enforced_spend_limit_reached"_s}}}};
    return {429,
            "Too Many Requests",
            {{"content-type", "application/json"}, {"request-id", id}},
            compact({{u"type"_s, u"error"_s}, {u"error"_s, error}})};
}

Draft unavailable(int number)
{
    return apiError(503, "Service Unavailable", u"api_error"_s, u"Service temporarily unavailable"_s, number);
}

/// A page of the content network in front of the API, which the API had no part in.
Draft edgePage(int status, const QByteArray& reason, const QByteArray& title)
{
    Draft draft = page(status, reason, title);
    draft.headers.append(Header{"cf-ray", "0123456789abcdef-LAB"});
    return draft;
}

Draft challenge()
{
    Draft draft = edgePage(403, "Forbidden", "Just a moment...");
    draft.headers.append(Header{"cf-mitigated", "challenge"});
    return draft;
}

/// The provider's status page, with a disturbance on it.
Draft statusPage()
{
    const QJsonObject status{{u"indicator"_s, u"major"_s}, {u"description"_s, u"Partial System Outage"_s}};
    const QJsonObject part{{u"name"_s, u"Practice API"_s}, {u"status"_s, u"major_outage"_s}};
    return {200,
            "OK",
            {{"content-type", "application/json"}},
            compact({{u"status"_s, status}, {u"components"_s, QJsonArray{part}}})};
}

/// The shape seen in practice: neither a top-level type nor a request id.
Draft regionBlocked()
{
    const QJsonObject error{{u"type"_s, u"forbidden"_s}, {u"message"_s, u"Request not allowed"_s}};
    return {403, "Forbidden", {{"content-type", "application/json"}}, compact({{u"error"_s, error}})};
}

/// A gateway that speaks for many models, in the shape that most of them share.
Draft otherDialect()
{
    const QJsonObject model{{u"id"_s, u"practice-model"_s}, {u"object"_s, u"model"_s}};
    const QJsonObject body{{u"object"_s, u"list"_s}, {u"data"_s, QJsonArray{model}}};
    return {200, "OK", {{"content-type", "application/json"}}, compact(body)};
}

Draft redirect(const PracticeRequest& request)
{
    Draft draft = page(302, "Found", "Found");
    draft.headers.append({"location", request.path});
    return draft;
}

Draft loginPage(const PracticeRequest& request)
{
    if (request.path == "/login") return page(200, "OK", "Please log in");
    Draft draft = page(302, "Found", "Found");
    draft.headers.append(Header{"location", "/login"});
    return draft;
}

Draft draftFor(PracticeAnswer answer, const PracticeRequest& request, int number, const QDateTime& now)
{
    switch (answer) {
    case PracticeAnswer::LikeTheApi:
    case PracticeAnswer::StreamHeldBack:
    case PracticeAnswer::StreamStalled:
    case PracticeAnswer::StreamCut:
    case PracticeAnswer::StreamError:
    case PracticeAnswer::StreamBare:
        return likeTheApi(request, number);
    case PracticeAnswer::StreamPage:
        return request.method == "POST" && request.hasKey ? page(200, "OK", "It works!")
                                                          : likeTheApi(request, number);
    case PracticeAnswer::Unauthorized:
        return unauthorized(request, number);
    case PracticeAnswer::RateLimited:
        return rateLimited(number, now);
    case PracticeAnswer::EveryThirdFails:
        return number % 3 != 0 ? likeTheApi(request, number) : unavailable(number);
    case PracticeAnswer::Flapping:
        return (number - 1) / flapLength % 2 == 0 ? likeTheApi(request, number) : unavailable(number);
    case PracticeAnswer::SpendingLimit:
        return spendingLimit(number);
    case PracticeAnswer::EdgeTooLarge:
        return edgePage(413, "Content Too Large", "413 Request Entity Too Large");
    case PracticeAnswer::EdgeChallenge:
        return challenge();
    case PracticeAnswer::EdgeWithoutApi:
        return edgePage(520, "Unknown", "520: Web server is returning an unknown error");
    case PracticeAnswer::BadGateway:
        return page(502, "Bad Gateway", "502 Bad Gateway");
    case PracticeAnswer::FilterPage:
        return page(403, "Forbidden", "Access denied by the web filter");
    case PracticeAnswer::OtherDialect:
        return otherDialect();
    case PracticeAnswer::RegionBlocked:
        return regionBlocked();
    case PracticeAnswer::WebPage:
        return page(200, "OK", "It works!");
    case PracticeAnswer::RedirectLoop:
        return redirect(request);
    case PracticeAnswer::LoginPage:
        return loginPage(request);
    default:
        return plainError(answer, number); // Those that say nothing are in no table.
    }
}

QByteArray event(const QString& name, QJsonObject data)
{
    data.insert(u"type"_s, name);
    return "event: " + name.toLatin1() + "\ndata: " + compact(data) + "\n\n";
}

/// The events of a short answer, as the API streams them (FACTS 3.1).
QList<QByteArray> answerEvents(int number)
{
    static const QStringList words{u"one"_s,   u"two"_s,   u"three"_s, u"four"_s, u"five"_s,   u"six"_s,
                                   u"seven"_s, u"eight"_s, u"nine"_s,  u"ten"_s,  u"eleven"_s, u"twelve"_s};
    const QJsonObject message{{u"id"_s, QString::fromLatin1(requestId(number))},
                              {u"role"_s, u"assistant"_s},
                              {u"model"_s, u"practice-model"_s}};
    QList<QByteArray> events{event(u"message_start"_s, {{u"message"_s, message}}), event(u"ping"_s, {})};
    for (const QString& word : words) {
        const QJsonObject delta{{u"type"_s, u"text_delta"_s}, {u"text"_s, QString(word + u' ')}};
        events.append(event(u"content_block_delta"_s, {{u"index"_s, 0}, {u"delta"_s, delta}}));
    }
    const QJsonObject usage{{u"output_tokens"_s, 24}};
    events.append(event(u"message_delta"_s, {{u"usage"_s, usage}}));
    events.append(event(u"message_stop"_s, {}));
    return events;
}

QByteArray overloadedEvent()
{
    const QJsonObject error{{u"type"_s, u"overloaded_error"_s}, {u"message"_s, u"Overloaded"_s}};
    return event(u"error"_s, {{u"error"_s, error}});
}

QByteArray chunk(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray streamHead(int number, const QDateTime& now)
{
    return "HTTP/1.1 200 OK\r\ndate: " + httpDate(now) +
           "\r\nserver: pathlight-practice\r\nconnection: close\r\nrequest-id: " + requestId(number) +
           "\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n";
}

constexpr std::chrono::milliseconds eventPause{25};
constexpr qsizetype eventsBeforeTheFault = 6;

/// A message's answer as a stream, with the scenario's fault.
PracticeReply streamReply(PracticeAnswer answer, int number, const QDateTime& now)
{
    QList<QByteArray> events = answerEvents(number);
    PracticeReply reply{200, streamHead(number, now)};
    if (answer == PracticeAnswer::StreamHeldBack) {
        const auto whole = eventPause * events.size();
        return {200, {}, {{whole, reply.bytes + chunk(events.join()) + chunk({})}}};
    }
    const bool isWhole = answer == PracticeAnswer::LikeTheApi || answer == PracticeAnswer::StreamBare;
    if (answer == PracticeAnswer::StreamBare) {
        for (QByteArray& each : events)
            each.remove(0, each.indexOf('\n') + 1);
    }
    if (!isWhole) events = events.mid(0, eventsBeforeTheFault);
    if (answer == PracticeAnswer::StreamError) events.append(overloadedEvent());
    for (const QByteArray& each : std::as_const(events))
        reply.pieces.append({eventPause, chunk(each)});
    if (isWhole || answer == PracticeAnswer::StreamError) reply.pieces.append({eventPause, chunk({})});
    reply.staysOpen = answer == PracticeAnswer::StreamStalled;
    return reply;
}

/// Is a streamed answer due: a message, with a key, at an endpoint that serves messages?
bool isStreamed(PracticeAnswer answer, const PracticeRequest& request)
{
    static const QList<PracticeAnswer> streaming{
        PracticeAnswer::LikeTheApi, PracticeAnswer::StreamHeldBack, PracticeAnswer::StreamStalled,
        PracticeAnswer::StreamBare, PracticeAnswer::StreamCut,      PracticeAnswer::StreamError};
    return request.method == "POST" && request.hasKey && request.path.endsWith("/messages") &&
           streaming.contains(answer);
}

QByteArray bytesOf(const Draft& draft, bool withBody, const QDateTime& now, bool keeps = false)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(draft.status) + " " + draft.reason + "\r\n";
    bytes += "date: " + httpDate(now) + "\r\nserver: pathlight-practice\r\n";
    if (!keeps) bytes += "connection: close\r\n";
    for (const Header& header : draft.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    bytes += "content-length: " + QByteArray::number(draft.body.size()) + "\r\n\r\n";
    return withBody ? QByteArray(bytes + draft.body) : bytes;
}

/// A request target that can stand in a Location header and on a terminal.
bool isPlainPath(const QByteArray& path)
{
    return path.startsWith('/') && path.size() <= 2048 &&
           std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool isMethod(const QByteArray& method)
{
    return !method.isEmpty() && method.size() <= 16 &&
           std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Takes one header line into the request; false: it cannot be read.
bool takeHeader(const QByteArray& line, PracticeRequest* request)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0) return false;
    const QByteArray name = line.left(colon).toLower();
    if (name == "x-api-key" || name == "authorization") request->hasKey = true;
    if (name == "connection" && line.mid(colon + 1).toLower().contains("close")) request->wantsClose = true;
    if (name != "content-length") return true;
    bool isNumber = false;
    request->bodyBytes = line.mid(colon + 1).trimmed().toLongLong(&isNumber);
    return isNumber && request->bodyBytes >= 0 && request->bodyBytes <= maximumPracticeBody;
}

} // namespace

std::optional<PracticeRequest> readPracticeRequest(const QByteArray& head)
{
    if (head.size() > maximumPracticeHead) return std::nullopt;
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.value(0).trimmed().split(' ');
    if (words.size() != 3 || !isMethod(words[0]) || !isPlainPath(words[1]) || !words[2].startsWith("HTTP/1."))
        return std::nullopt;
    PracticeRequest request{words[0], words[1]};
    for (qsizetype index = 1; index < lines.size(); ++index) {
        const QByteArray line = lines[index].trimmed();
        if (!line.isEmpty() && !takeHeader(line, &request)) return std::nullopt;
    }
    return request;
}

PracticeReply practiceReply(const PracticeScenario& scenario, const PracticeRequest& request, int number,
                            const QDateTime& now)
{
    if (isStreamed(scenario.answer, request)) return streamReply(scenario.answer, number, now);
    const bool asksStatus = request.path == practiceStatusPath;
    const Draft draft = asksStatus ? statusPage() : draftFor(scenario.answer, request, number, now);
    if (draft.status == 0) return {};
    const bool keeps = keepsConnection(scenario, request);
    return {draft.status, bytesOf(draft, request.method != "HEAD", now, keeps), {}, keeps};
}

bool keepsConnection(const PracticeScenario& scenario, const PracticeRequest& request)
{
    return scenario.quiet != PracticeQuiet::OneAnswer && !request.wantsClose;
}

QByteArray http2Refusal()
{
    return QByteArray::fromHex("000000040000000000"
                               "0000080700000000000000000000000001");
}

QByteArray plainHttpComplaint(const QDateTime& now)
{
    return bytesOf(page(400, "Bad Request", "400 Bad Request"), true, now);
}

} // namespace pathlight
