// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/evidence/http.h"
#include "core/net/stream.h"

#include <QCoroTask>
#include <QList>
#include <QUrl>

#include <memory>
#include <optional>

namespace pathlight {

struct HttpHeader
{
    QByteArray name;
    QByteArray value;
};

struct HttpRequest
{
    QByteArray method = "GET";
    QByteArray path = "/";
    QByteArray host;           ///< for the Host header, with the port where it is not the scheme's own
    QList<HttpHeader> headers; ///< Host, User-Agent, Accept and Connection are added
    QByteArray body;
    bool keepAlive = false; ///< asks the server to leave the connection open
};

/// Bounds on what a stranger may send.
struct HttpLimits
{
    qint64 headBytes = 64LL * 1024;
    qint64 bodyBytes =
        64 * 1024; ///< of an answer to a probe: an endless one is acknowledged packet by packet
};

struct HttpAnswer
{
    ExchangeOutcome outcome = ExchangeOutcome::TimedOut;
    QString detail; ///< where it broke
    int status = 0;
    QByteArray version;
    QByteArray reason;
    QList<HttpHeader> headers;
    QByteArray body;                   ///< decoded from chunks; not decompressed (none is asked for)
    std::optional<double> firstByteMs; ///< since the request's last byte was handed over
    std::optional<double> totalMs;
    QByteArray firstBytes; ///< at most 80, where it is no HTTP

    /// The first header of that name, whatever its case; null: there is none.
    [[nodiscard]] std::optional<QByteArray> header(const QByteArray& name) const;
};

/// How the body contradicts what the head says of its coding (RFC 9110 section 8.4): "packed", compressed
/// though the head does not say so, or "unpacked", plain though it says compressed. A box on the way that
/// undoes a compression and leaves the header, or loses the header, makes every client fail that reads the
/// body (cases 130 and 131). Only JSON is held to it: a page is told by its words, whoever packed it. Null:
/// it does not.
[[nodiscard]] std::optional<QString> alterationOf(const HttpAnswer& answer);

/// May these bytes stand in a header? False where a control character could break the head apart (RFC 9110
/// section 5.5); such a header is never sent.
[[nodiscard]] bool isHeaderValue(const QByteArray& value);

/// A request target as it may stand in a request: spaces, control characters and bytes beyond ASCII escaped
/// (RFC 9112 section 3.2).
[[nodiscard]] QByteArray safeTarget(const QByteArray& path);

/// The request as it goes over the wire. A header that could break the head apart is left out, never sent.
[[nodiscard]] QByteArray bytesOf(const HttpRequest& request);

/// A URL's path and query as a request line has them (RFC 9112 section 3.2.1).
[[nodiscard]] QByteArray pathAndQuery(const QUrl& url);

/// One HTTP/1.1 exchange (RFC 9112) on a connected stream, which stays the caller's and must outlive it.
[[nodiscard]] QCoro::Task<HttpAnswer> exchange(Scope scope, Stream* stream, HttpRequest request,
                                               HttpLimits limits = {});

} // namespace pathlight
