// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/tlscontrols.h"

#include "core/async/wait.h"
#include "core/net/chain.h"
#include "core/net/platform/platform.h"
#include "core/net/systemlookup.h"
#include "core/steps/egress.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto controlTime = 2s;
/// Longer than any answer to nothing takes that is meant as one.
constexpr auto silentTime = 300ms;

/// The same walk, but to the control name.
StepContext toControl(const StepContext& context)
{
    StepContext other = context;
    other.target.url = u"https://"_s + context.target.tlsControlName;
    return other;
}

void describe(const TlsConnected& connected, const QString& name, TlsControlEvidence* seen)
{
    seen->outcome = connected.seen.outcome;
    if (connected.seen.chain.isEmpty()) return;
    seen->leafIssuer = connected.seen.chain.first().issuer;
    seen->issuer = connected.seen.chain.last().issuer;
    ChainQuestion question;
    question.chainDer = connected.chainDer;
    question.trustPaths = platform::vendorTrustPaths();
    question.serverName = name;
    question.time = QDateTime::currentDateTimeUtc();
    seen->acceptedByVendor = checkChain(question).accepts;
}

QCoro::Task<TlsControlEvidence> handshakeAs(StepContext other, Peer peer, bool sameAddress)
{
    TlsControlEvidence seen;
    seen.name = other.target.host();
    seen.address = peer.address.toString();
    seen.sameAddress = sameAddress;
    const Scope scope = other.scope.within(controlTime);
    QCoro::Task<Way> opening = openWay(other, scope, peer);
    Way way = co_await opening;
    if (!way.stream) co_return seen;
    QCoro::Task<TlsConnected> securing = secureWay(other, scope, std::move(way.stream), false);
    const TlsConnected connected = co_await securing;
    describe(connected, seen.name, &seen);
    co_return seen;
}

} // namespace

QCoro::Task<TlsControlEvidence> askUnderOtherName(StepContext context)
{
    const Peer peer = peerOf(context);
    StepContext other = context;
    // Through a proxy the tunnel still leads to the target; only the name inside the handshake changes.
    TlsControlEvidence seen;
    seen.name = context.target.tlsControlName;
    seen.address = peer.address.toString();
    seen.sameAddress = true;
    const Scope scope = context.scope.within(controlTime);
    QCoro::Task<Way> opening = openWay(other, scope, peer);
    Way way = co_await opening;
    if (!way.stream) co_return seen;
    QCoro::Task<TlsConnected> securing = secureWay(toControl(context), scope, std::move(way.stream), false);
    const TlsConnected connected = co_await securing;
    describe(connected, seen.name, &seen);
    co_return seen;
}

QCoro::Task<TlsControlEvidence> askUnrelatedName(StepContext context)
{
    const StepContext other = toControl(context);
    if (proxyChoice(context).route) {
        QCoro::Task<TlsControlEvidence> asking = handshakeAs(other, peerOf(context), false);
        TlsControlEvidence seen = co_await asking;
        co_return seen;
    }
    TlsControlEvidence seen;
    seen.name = context.target.tlsControlName;
    SystemLookup lookup(seen.name);
    co_await until(context.scope.within(controlTime), &lookup, &SystemLookup::changed,
                   [&lookup] { return lookup.answer().has_value(); });
    if (!lookup.answer()) co_return seen;
    for (const QHostAddress& address : lookup.answer()->addresses.mid(0, 2)) {
        QCoro::Task<TlsControlEvidence> asking = handshakeAs(other, {address, 443}, false);
        seen = co_await asking;
        if (seen.outcome == HandshakeOutcome::Completed) break;
    }
    co_return seen;
}

QCoro::Task<QString> watchSilentConnection(StepContext context)
{
    QCoro::Task<Way> opening = openWay(context, context.scope.within(controlTime), peerOf(context));
    const Way way = co_await opening;
    if (!way.stream) co_return way.error;
    Stream* stream = way.stream.get();
    co_await until(context.scope.within(silentTime), stream, &Stream::changed,
                   [stream] { return stream->end() != StreamEnd::Open; });
    if (stream->end() == StreamEnd::Open) co_return nameOf(ConnectOutcome::Connected);
    co_return nameOf(stream->end() == StreamEnd::ClosedByPeer ? ConnectOutcome::Closed
                                                              : ConnectOutcome::Reset);
}

} // namespace pathlight
