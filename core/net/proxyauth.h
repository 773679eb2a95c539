// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"
#include "core/net/tunnel.h"

/// How a proxy's demand for a sign-in is read and answered (RFC 9110 section 11, RFC 7616). Pure.
namespace pathlight {

/// All challenges of an answer, the first ten.
[[nodiscard]] QList<AuthChallenge> proxyChallenges(const QList<HttpHeader>& headers);

/// An answer to a challenge: the header's value, and how it was made ("Digest SHA-256").
struct AuthAnswer
{
    QByteArray header;
    QString method;
};

/// The credential as Basic (RFC 7617), which is what clients send unasked.
[[nodiscard]] AuthAnswer basicAnswer(const ProxyRoute& route);

/// The strongest Digest that is offered and known: SHA-256, else MD5, each with or without "-sess". `uri` is
/// the request's target as its line has it, `cnonce` a fresh random word. Null: none is offered that can be
/// answered.
[[nodiscard]] std::optional<AuthAnswer> digestAnswer(const QList<AuthChallenge>& challenges,
                                                     const ProxyRoute& route, const QByteArray& method,
                                                     const QByteArray& uri, const QByteArray& cnonce);

} // namespace pathlight
