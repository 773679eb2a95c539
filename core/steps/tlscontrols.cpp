// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/tlscontrols.h"

#include "core/async/wait.h"
#include "core/net/chain.h"
#include "core/net/platform/platform.h"
#include "core/net/tls.h"
#include "core/steps/elsewhere.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto controlTime = 3s;
/// A box that cuts bare connections does so within a round trip or two.
constexpr auto shortestWatch = 200ms;
constexpr auto longestWatch = 800ms;

QCoro::Task<TlsControlEvidence> shakeHands(Scope scope, Way way, TlsControlEvidence seen)
{
    if (!way.stream) co_return seen;
    TlsRequest request{seen.name};
    QCoro::Task<TlsConnected> securing = startTls(scope, std::move(way.stream), request);
    const TlsConnected connected = co_await securing;
    seen.outcome = connected.seen.outcome;
    const QList<CertificateEvidence>& chain = connected.seen.chain;
    if (chain.isEmpty()) co_return seen;
    seen.issuer = chain.last().issuer;
    seen.leafIssuer = chain.first().issuer;
    const ChainCheck check = checkChain({connected.chainDer, platform::vendorTrustPaths(), seen.name,
                                         QDateTime::currentDateTimeUtc(), connected.stapledOcsp});
    seen.acceptedByVendor = check.accepts;
    co_return seen;
}

TlsControlEvidence blankFor(const StepContext& context, bool sameAddress)
{
    TlsControlEvidence seen;
    seen.name = context.target.tlsControlName;
    seen.sameAddress = sameAddress;
    return seen;
}

} // namespace

QCoro::Task<TlsControlEvidence> askOtherNameHere(StepContext context)
{
    const Scope scope = context.scope.within(controlTime);
    TlsControlEvidence seen = blankFor(context, true);
    seen.address = peerOf(context).address.toString();
    QCoro::Task<Way> opening = openWay(context, scope, peerOf(context));
    Way way = co_await opening;
    QCoro::Task<TlsControlEvidence> shaking = shakeHands(scope, std::move(way), seen);
    seen = co_await shaking;
    co_return seen;
}

QCoro::Task<TlsControlEvidence> askOtherNameThere(StepContext context)
{
    const Scope scope = context.scope.within(controlTime);
    TlsControlEvidence seen = blankFor(context, false);
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(seen.name);
    QCoro::Task<Way> opening = openWayTo(context, scope, url);
    Way way = co_await opening;
    if (way.connect) seen.address = way.connect->address;
    QCoro::Task<TlsControlEvidence> shaking = shakeHands(scope, std::move(way), seen);
    seen = co_await shaking;
    co_return seen;
}

QCoro::Task<QString> watchSilentConnection(StepContext context)
{
    const Peer peer = peerOf(context);
    const Scope scope = context.scope.within(controlTime);
    QCoro::Task<Connected> connecting = connectTo(scope, peer.address, peer.port);
    const Connected connected = co_await connecting;
    if (!connected.stream) co_return nameOf(connected.seen.outcome);
    const auto trips = std::chrono::milliseconds(static_cast<int>(3 * connected.seen.connectMs.value_or(0)));
    Stream* const stream = connected.stream.get();
    co_await until(scope.within(std::clamp<std::chrono::milliseconds>(trips, shortestWatch, longestWatch)),
                   stream, &Stream::changed, [stream] { return stream->end() != StreamEnd::Open; });
    if (stream->end() == StreamEnd::Reset) co_return nameOf(ConnectOutcome::Reset);
    if (stream->end() == StreamEnd::ClosedByPeer) co_return nameOf(ConnectOutcome::Closed);
    co_return nameOf(ConnectOutcome::Connected);
}

} // namespace pathlight
