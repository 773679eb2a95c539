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

/// How an attempt over a protocol that was agreed on in the handshake (ALPN, RFC 7301) ended.
enum class Http2Outcome {
    Answered,
    NotOffered,  ///< the handshake stood, and the other end chose HTTP/1.1, or named no protocol
    StreamReset, ///< RST_STREAM (RFC 9113 section 6.4)
    Goaway,      ///< GOAWAY before the answer (section 6.8)
    Reset,       ///< the connection itself was reset
    Closed,      ///< the connection ended before the answer was whole
    TimedOut,
    ProtocolError, ///< what came is no HTTP/2, or over what an answer to a probe may hold
    TlsFailed,     ///< the handshake that offers it did not complete
    ConnectFailed, ///< no connection for this attempt
    Cancelled,
};
template <>
struct EnumNames<Http2Outcome>
{
    static constexpr std::array names{"answered",   "not_offered",    "stream_reset", "goaway",
                                      "reset",      "closed",         "timed_out",    "protocol_error",
                                      "tls_failed", "connect_failed", "cancelled"};
};

/// One attempt with the protocols that a handshake offered.
struct Http2Evidence
{
    QString offered;             ///< "h2" (with http/1.1 behind it), or "http/1.1" alone, for comparison
    std::optional<QString> alpn; ///< what the other end chose; null: nothing, or the handshake failed
    Http2Outcome outcome = Http2Outcome::ConnectFailed;
    std::optional<QString> errorCode; ///< of RST_STREAM or GOAWAY: "PROTOCOL_ERROR" (RFC 9113 section 7)
    std::optional<QString> detail;    ///< where it broke
    std::optional<int> status;
    std::optional<QString> serverHeader;
    std::optional<bool> fromTheApi;
    std::optional<double> handshakeMs;
    std::optional<double> firstByteMs;          ///< from the request to the answer's first frame
    std::optional<double> totalMs;              ///< of the exchange
    std::optional<qint64> maxConcurrentStreams; ///< where the other end's SETTINGS name it
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Http2Evidence;
        visit("offered", &T::offered);
        visit("alpn", &T::alpn);
        visit("outcome", &T::outcome);
        visit("errorCode", &T::errorCode);
        visit("detail", &T::detail);
        visit("status", &T::status);
        visit("serverHeader", &T::serverHeader);
        visit("fromTheApi", &T::fromTheApi);
        visit("handshakeMs", &T::handshakeMs);
        visit("firstByteMs", &T::firstByteMs);
        visit("totalMs", &T::totalMs);
        visit("maxConcurrentStreams", &T::maxConcurrentStreams);
    }
};

struct RedirectEvidence
{
    int status = 0;
    QString location; ///< at most 500 characters
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RedirectEvidence;
        visit("status", &T::status);
        visit("location", &T::location);
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
    std::optional<QString> contentEncoding;
    /// The body is not in the coding that the head names: "packed" (compressed, and the head does not say
    /// so), "unpacked" (the head says compressed, and it is not). Null: it is.
    std::optional<QString> altered;
    std::optional<bool> askedPacked;  ///< a compressed answer was asked for too, as clients do
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
    QList<Http2Evidence> http2;        ///< only where the user asked for it, in the order made; at most three
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = HttpEvidence;
        visit("url", &T::url);
        visit("outcome", &T::outcome);
        visit("detail", &T::detail);
        visit("status", &T::status);
        visit("version", &T::version);
        visit("serverHeader", &T::serverHeader);
        visit("via", &T::via);
        visit("contentType", &T::contentType);
        visit("contentEncoding", &T::contentEncoding);
        visit("altered", &T::altered);
        visit("askedPacked", &T::askedPacked);
        visit("rayId", &T::rayId);
        visit("mitigated", &T::mitigated);
        visit("dnsMs", &T::dnsMs);
        visit("connectMs", &T::connectMs);
        visit("tlsMs", &T::tlsMs);
        visit("firstByteMs", &T::firstByteMs);
        visit("totalMs", &T::totalMs);
        visit("bodyBytes", &T::bodyBytes);
        visit("title", &T::title);
        visit("excerpt", &T::excerpt);
        visit("redirects", &T::redirects);
        visit("redirectLoop", &T::redirectLoop);
        visit("fromTheApi", &T::fromTheApi);
        visit("clockSkewMs", &T::clockSkewMs);
        visit("http2", &T::http2);
    }
};

struct RateLimitEvidence
{
    QString kind; ///< "requests", "tokens", "input-tokens", "output-tokens"
    std::optional<double> limit;
    std::optional<double> remaining;
    std::optional<QString> reset; ///< as sent, RFC 3339
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RateLimitEvidence;
        visit("kind", &T::kind);
        visit("limit", &T::limit);
        visit("remaining", &T::remaining);
        visit("reset", &T::reset);
    }
};

/// What the provider's own status page said, asked only where the API itself is at fault.
struct StatusPageEvidence
{
    QString url;
    QString outcome =
        QStringLiteral("connect_failed"); ///< an ExchangeOutcome; "other": it said nothing known
    std::optional<QString> indicator;     ///< "none", "minor", "major", "critical" or "maintenance"
    std::optional<QString> description;   ///< the page's own words, at most 200 characters
    QStringList disturbed;                ///< parts that are not in order: "API: partial_outage", at most 8
    std::optional<double> ms;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = StatusPageEvidence;
        visit("url", &T::url);
        visit("outcome", &T::outcome);
        visit("indicator", &T::indicator);
        visit("description", &T::description);
        visit("disturbed", &T::disturbed);
        visit("ms", &T::ms);
    }
};

/// A request of one size, and what became of it.
struct SizedRequestEvidence
{
    int bytes = 0; ///< of the body
    ExchangeOutcome outcome = ExchangeOutcome::ConnectFailed;
    std::optional<int> status;
    std::optional<QString> serverHeader;
    std::optional<QString> rayId; ///< cf-ray
    std::optional<bool> fromTheApi;
    std::optional<bool> sentWhole; ///< all of it had left this program before the answer or the end came
    std::optional<qint64> acknowledgedBytes; ///< by whoever holds the other end, TLS and head included
    std::optional<double> ms;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = SizedRequestEvidence;
        visit("bytes", &T::bytes);
        visit("outcome", &T::outcome);
        visit("status", &T::status);
        visit("serverHeader", &T::serverHeader);
        visit("rayId", &T::rayId);
        visit("fromTheApi", &T::fromTheApi);
        visit("sentWhole", &T::sentWhole);
        visit("acknowledgedBytes", &T::acknowledgedBytes);
        visit("ms", &T::ms);
    }
};

struct ApiEvidence
{
    bool keySent = false;
    std::optional<QString>
        keyForm; ///< what the key that was sent looks like: "api_key", "oauth_token", "other"
    std::optional<int> status;
    std::optional<QString> requestId;
    std::optional<QString> errorType;
    std::optional<QString> errorMessage; ///< at most 500 characters
    std::optional<QString> errorCode;    ///< error.details.error_code
    std::optional<double> retryAfterSeconds;
    QList<RateLimitEvidence> rateLimit;
    std::optional<QString> region;                ///< the country the edge sees, two letters
    std::optional<StatusPageEvidence> statusPage; ///< null: it was not asked
    QList<SizedRequestEvidence> sizes;            ///< only where the user allowed it, the smallest first
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ApiEvidence;
        visit("keySent", &T::keySent);
        visit("keyForm", &T::keyForm);
        visit("status", &T::status);
        visit("requestId", &T::requestId);
        visit("errorType", &T::errorType);
        visit("errorMessage", &T::errorMessage);
        visit("errorCode", &T::errorCode);
        visit("retryAfterSeconds", &T::retryAfterSeconds);
        visit("rateLimit", &T::rateLimit);
        visit("region", &T::region);
        visit("statusPage", &T::statusPage);
        visit("sizes", &T::sizes);
    }
};

} // namespace pathlight
