// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/practice/scenario.h"

#include <QByteArray>
#include <QDateTime>

namespace pathlight {

/// A request as far as the practice endpoint reads one.
struct PracticeRequest
{
    QByteArray method;
    QByteArray path;
    bool hasKey = false;     ///< x-api-key or Authorization; its value is never kept
    qint64 bodyBytes = 0;    ///< by Content-Length
    bool wantsClose = false; ///< by Connection: close
};

/// A part of an answer that is sent later.
struct PracticePiece
{
    std::chrono::milliseconds after{0}; ///< the piece before it
    QByteArray bytes;
};

/// What to send back. `status` 0: nothing, and the connection is closed or left silent as the scenario says.
struct PracticeReply
{
    int status = 0;
    QByteArray bytes; ///< head and body
    QList<PracticePiece> pieces = {};
    bool staysOpen = false; ///< after the last piece, until the client goes
};

/// Where the practice endpoint shows the provider's status page.
inline constexpr auto practiceStatusPath = "/api/v2/summary.json";

/// Longer heads and bodies than these end the connection.
inline constexpr qsizetype maximumPracticeHead = 64LL * 1024;
inline constexpr qint64 maximumPracticeBody = 1024LL * 1024;

/// Reads a request's head, which ends with an empty line. Null: it is no HTTP/1 request, or over the bound.
[[nodiscard]] std::optional<PracticeRequest> readPracticeRequest(const QByteArray& head);

/// The answer of a scenario to its `number`th request, the first being 1. `now` goes into the Date header and
/// into the rate limit's.
[[nodiscard]] PracticeReply practiceReply(const PracticeScenario& scenario, const PracticeRequest& request,
                                          int number, const QDateTime& now);

/// Does the connection stay open for another request after this one?
[[nodiscard]] bool keepsConnection(const PracticeScenario& scenario, const PracticeRequest& request);

/// HTTP/2's empty SETTINGS, and GOAWAY with PROTOCOL_ERROR before any stream (RFC 9113 sections 6.5 and 6.8).
[[nodiscard]] QByteArray http2Refusal();

/// The plain-HTTP answer to bytes that are not HTTP, as a web server without TLS gives it.
[[nodiscard]] QByteArray plainHttpComplaint(const QDateTime& now);

} // namespace pathlight
