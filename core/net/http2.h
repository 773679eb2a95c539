// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"

#include <cstdint>

namespace pathlight {

/// What became of one request over HTTP/2.
struct Http2Answer
{
    Http2Outcome outcome = Http2Outcome::TimedOut;
    QString detail;                             ///< where it broke
    std::optional<QString> errorCode;           ///< as in Http2Evidence
    std::optional<qint64> maxConcurrentStreams; ///< where the other end's SETTINGS name it
    HttpAnswer answer; ///< status, headers, body and times; its own outcome is not set
};

/// The name of an error code as RFC 9113 section 7 spells it, "PROTOCOL_ERROR"; "ERROR_N" for an unknown one.
[[nodiscard]] QString http2ErrorName(std::uint32_t code);

/// One HTTP/2 exchange (RFC 9113) on a stream whose handshake agreed on "h2"; the stream stays the caller's
/// and must outlive it. What a stranger may send is bounded: by `limits`, by 200 frames of the body and 200
/// others, and by 64 KiB of framing beside them; what goes over breaks the exchange (ProtocolError).
[[nodiscard]] QCoro::Task<Http2Answer> exchangeHttp2(Scope scope, Stream* stream, HttpRequest request,
                                                     HttpLimits limits = {});

} // namespace pathlight
