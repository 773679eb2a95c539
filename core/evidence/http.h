// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the steps `http` and `api` see: one exchange with its phases, and what the answer says of its author.
namespace pathlight {

/// How an exchange ended.
enum class ExchangeOutcome {
    Answered,
    TimedOut,
    ClosedEarly, ///< the connection ended before one byte of an answer
    Reset,
    NotHttp,       ///< what came is no HTTP head
    Invalid,       ///< a head came; the body is short, endless, over the limit or malformed
    ConnectFailed, ///< no connection for this exchange
    Cancelled,
};
template <>
struct EnumNames<ExchangeOutcome>
{
    static constexpr std::array names{"answered", "timed_out", "closed",         "reset",
                                      "not_http", "invalid",   "connect_failed", "cancelled"};
};

struct RedirectEvidence
{
    int status = 0;
    QString location; ///< at most 500 characters
    static constexpr auto fields()
    {
        using T = RedirectEvidence;
        return std::tuple{field("status", &T::status), field("location", &T::location)};
    }
};

struct HttpEvidence
{
    QString url;
    ExchangeOutcome outcome = ExchangeOutcome::ConnectFailed;
    std::optional<QString> detail; ///< where it broke: "short body", "head over 64 KiB"…
    std::optional<int> status;
    std::optional<QString> version; ///< "HTTP/1.1"
    std::optional<QString> serverHeader;
    std::optional<QString> via;
    std::optional<QString> contentType;
    std::optional<QString> rayId;     ///< cf-ray
    std::optional<QString> mitigated; ///< cf-mitigated
    std::optional<double> dnsMs;
    std::optional<double> connectMs;
    std::optional<double> tlsMs;
    std::optional<double> firstByteMs; ///< from the last byte of the request to the first of the answer
    std::optional<double> totalMs;     ///< all phases together
    std::optional<qint64> bodyBytes;
    std::optional<QString> title;   ///< of an HTML page, at most 120 characters
    std::optional<QString> excerpt; ///< the start of a body that is not the API's, at most 300 characters
    QList<RedirectEvidence> redirects;
    std::optional<bool> redirectLoop;
    std::optional<bool> fromTheApi;    ///< JSON in the API's error shape, or a request-id
    std::optional<double> clockSkewMs; ///< by the answer's Date header
    static constexpr auto fields()
    {
        using T = HttpEvidence;
        return std::tuple{field("url", &T::url),
                          field("outcome", &T::outcome),
                          field("detail", &T::detail),
                          field("status", &T::status),
                          field("version", &T::version),
                          field("serverHeader", &T::serverHeader),
                          field("via", &T::via),
                          field("contentType", &T::contentType),
                          field("rayId", &T::rayId),
                          field("mitigated", &T::mitigated),
                          field("dnsMs", &T::dnsMs),
                          field("connectMs", &T::connectMs),
                          field("tlsMs", &T::tlsMs),
                          field("firstByteMs", &T::firstByteMs),
                          field("totalMs", &T::totalMs),
                          field("bodyBytes", &T::bodyBytes),
                          field("title", &T::title),
                          field("excerpt", &T::excerpt),
                          field("redirects", &T::redirects),
                          field("redirectLoop", &T::redirectLoop),
                          field("fromTheApi", &T::fromTheApi),
                          field("clockSkewMs", &T::clockSkewMs)};
    }
};

struct RateLimitEvidence
{
    QString kind; ///< "requests", "tokens", "input-tokens", "output-tokens"
    std::optional<double> limit;
    std::optional<double> remaining;
    std::optional<QString> reset; ///< as sent, RFC 3339
    static constexpr auto fields()
    {
        using T = RateLimitEvidence;
        return std::tuple{field("kind", &T::kind), field("limit", &T::limit),
                          field("remaining", &T::remaining), field("reset", &T::reset)};
    }
};

struct ApiEvidence
{
    bool keySent = false;
    std::optional<int> status;
    std::optional<QString> requestId;
    std::optional<QString> errorType;
    std::optional<QString> errorMessage; ///< at most 500 characters
    std::optional<QString> errorCode;    ///< error.details.error_code
    std::optional<double> retryAfterSeconds;
    QList<RateLimitEvidence> rateLimit;
    std::optional<QString> region; ///< the country the edge sees, two letters
    static constexpr auto fields()
    {
        using T = ApiEvidence;
        return std::tuple{field("keySent", &T::keySent),
                          field("status", &T::status),
                          field("requestId", &T::requestId),
                          field("errorType", &T::errorType),
                          field("errorMessage", &T::errorMessage),
                          field("errorCode", &T::errorCode),
                          field("retryAfterSeconds", &T::retryAfterSeconds),
                          field("rateLimit", &T::rateLimit),
                          field("region", &T::region)};
    }
};

} // namespace pathlight
