// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/tls.h"
#include "core/steps/egress.h"

/// More handshakes for evidence, each differing from the first in one thing (PROCEDURES 0.6).
namespace pathlight {

/// Was the handshake ended, or left without an answer, by whoever is on the way?
[[nodiscard]] bool wasCut(HandshakeOutcome outcome);

/// A handshake on a connection of its own to `peer`, through the proxy where there is one, in at most two
/// seconds. Nothing is verified and nothing is said on it.
[[nodiscard]] QCoro::Task<TlsConnected> shakeHands(StepContext context, Peer peer, TlsRequest request);

/// What a handshake under `name` with the server at `peer` showed.
[[nodiscard]] TlsControlEvidence describeControl(const TlsConnected& connected, const QString& name,
                                                 const Peer& peer, bool sameAddress);

/// The target's address asked under the profile's control name: does the handshake die for this name alone?
[[nodiscard]] QCoro::Task<TlsControlEvidence> askUnderOtherName(StepContext context);

/// The control name asked at its own address: who signs for an unrelated name?
[[nodiscard]] QCoro::Task<TlsControlEvidence> askUnrelatedName(StepContext context);

/// How a fresh connection fares on which nothing is sent: "connected" (it stayed), or a ConnectOutcome's
/// word.
[[nodiscard]] QCoro::Task<QString> watchSilentConnection(StepContext context);

/// The size experiment: a ClientHello as long as one with a post-quantum key share, which needs two segments.
/// Where it is cut, a short one and the long one again. `first` is the hello that passed.
[[nodiscard]] QCoro::Task<QList<TlsHelloEvidence>> compareHelloSizes(StepContext context,
                                                                     TlsHelloEvidence first);

/// The survey: each version by itself with the ciphers that clients offer, and those before TLS 1.3 with
/// every cipher there is. Five handshakes side by side.
[[nodiscard]] QCoro::Task<QList<TlsOfferEvidence>> surveyOffers(StepContext context);

} // namespace pathlight
