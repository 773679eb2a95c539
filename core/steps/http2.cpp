// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/http2.h"

#include "core/evidence/http2cut.h"
#include "core/net/http2.h"
#include "core/net/printable.h"
#include "core/steps/egress.h"
#include "core/steps/firsthop.h"
#include "core/steps/probe.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Three of them end before the step does.
constexpr auto attemptTime = 4s;
constexpr qsizetype longestText = 100;
/// One connection: handshakes, request, acknowledgements, its end.
constexpr PacketAmount eachAttempt{14, 3LL * 1024};

Http2Outcome outcomeOf(ExchangeOutcome outcome)
{
    switch (outcome) {
    case ExchangeOutcome::Answered:
        return Http2Outcome::Answered;
    case ExchangeOutcome::TimedOut:
        return Http2Outcome::TimedOut;
    case ExchangeOutcome::ClosedEarly:
        return Http2Outcome::Closed;
    case ExchangeOutcome::Reset:
        return Http2Outcome::Reset;
    case ExchangeOutcome::NotHttp:
    case ExchangeOutcome::Invalid:
        return Http2Outcome::ProtocolError;
    case ExchangeOutcome::ConnectFailed:
        return Http2Outcome::ConnectFailed;
    case ExchangeOutcome::Cancelled:
        break;
    }
    return Http2Outcome::Cancelled;
}

void describe(const HttpAnswer& answer, Http2Evidence* seen)
{
    seen->firstByteMs = answer.firstByteMs;
    seen->totalMs = answer.totalMs;
    if (answer.status == 0) return;
    seen->status = answer.status;
    if (const auto server = answer.header("server")) seen->serverHeader = printable(*server, longestText);
    seen->fromTheApi = hasTheApisMarks(answer);
}

QCoro::Task<void> ask(StepContext context, Scope scope, Stream* stream, Http2Evidence* seen)
{
    // Who speaks HTTP/2 here is not known yet, so no key goes with it.
    const HttpRequest request = keylessProbe(context.target);
    if (seen->alpn == "h2"_L1) {
        QCoro::Task<Http2Answer> asking = exchangeHttp2(scope, stream, request);
        const Http2Answer answer = co_await asking;
        seen->outcome = answer.outcome;
        seen->errorCode = answer.errorCode;
        seen->maxConcurrentStreams = answer.maxConcurrentStreams;
        if (!answer.detail.isEmpty()) seen->detail = answer.detail.left(longestText);
        describe(answer.answer, seen);
        co_return;
    }
    QCoro::Task<HttpAnswer> asking = exchange(scope, stream, request);
    const HttpAnswer answer = co_await asking;
    seen->outcome = outcomeOf(answer.outcome);
    if (!answer.detail.isEmpty()) seen->detail = answer.detail.left(longestText);
    describe(answer, seen);
}

/// A handshake that this walk's end or a user's stop cut short says nothing of the protocol.
Http2Outcome handshakeOutcome(const StepContext& context)
{
    return context.scope.isCancelled() ? Http2Outcome::Cancelled : Http2Outcome::TlsFailed;
}

QCoro::Task<Http2Evidence> attempt(StepContext context, QList<QByteArray> offer)
{
    const Scope scope = context.scope.within(attemptTime);
    Http2Evidence seen;
    seen.offered = QString::fromLatin1(offer.first());
    QCoro::Task<Way> opening = openWay(context, scope, peerOf(context));
    Way way = co_await opening;
    if (!way.stream) {
        seen.detail = way.error;
        co_return seen;
    }
    QCoro::Task<TlsConnected> securing = secureWay(context, scope, std::move(way.stream), true, offer);
    const TlsConnected connected = co_await securing;
    seen.alpn = connected.seen.alpn;
    seen.handshakeMs = connected.seen.handshakeMs;
    if (!connected.stream) {
        seen.outcome = handshakeOutcome(context);
        seen.detail = connected.seen.alert.value_or(nameOf(connected.seen.outcome));
    } else if (seen.offered == "h2"_L1 && seen.alpn != "h2"_L1) {
        seen.outcome = Http2Outcome::NotOffered; // over HTTP/1.1 this walk has asked already
    } else {
        QCoro::Task<void> asking = ask(context, scope, connected.stream.get(), &seen);
        co_await asking;
    }
    co_return seen;
}

} // namespace

QCoro::Task<QList<Http2Evidence>> tryHttp2(StepContext context, HttpEvidence asked)
{
    static const QList<QList<QByteArray>> offers{{"h2", "http/1.1"}, {"h2", "http/1.1"}, {"http/1.1"}};
    QList<Http2Evidence> seen;
    if (!probesVerified(context)) co_return seen;
    // For all of them at once: one that fails is worth nothing without those that confirm it.
    const PacketClaim claim =
        claimPackets(context, firstHop(context.evidence, context.target),
                     {offers.size() * eachAttempt.packets, offers.size() * eachAttempt.bytes});
    if (!claim) co_return seen;
    for (const QList<QByteArray>& offer : offers) {
        if (context.scope.isOver()) break;
        QCoro::Task<Http2Evidence> trying = attempt(context, offer);
        seen.append(co_await trying);
        *claim = {claim->packets - eachAttempt.packets, claim->bytes - eachAttempt.bytes};
        if (!failedOverHttp2(seen.last(), asked.fromTheApi.value_or(false))) break;
    }
    co_return seen;
}

} // namespace pathlight
