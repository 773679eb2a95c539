// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/tlscontrols.h"

#include "core/async/wait.h"
#include "core/net/chain.h"
#include "core/net/platform/platform.h"
#include "core/steps/hostaddresses.h"

#include <array>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto controlTime = 2s;
/// Longer than any answer to nothing takes that is meant as one.
constexpr auto silentTime = 300ms;

/// More than one segment of a usual path, as a hello with a key share of X25519MLKEM768 has.
constexpr int longHello = 1800;

std::optional<bool> acceptedByVendor(const TlsConnected& connected, const QString& name)
{
    ChainQuestion question;
    question.chainDer = connected.chainDer;
    question.trustPaths = platform::vendorTrustPaths();
    question.serverName = name;
    question.time = QDateTime::currentDateTimeUtc();
    return checkChain(question).accepts;
}

TlsRequest under(const QString& name)
{
    TlsRequest request;
    request.serverName = name;
    return request;
}

} // namespace

bool wasCut(HandshakeOutcome outcome)
{
    return outcome == HandshakeOutcome::Reset || outcome == HandshakeOutcome::Closed ||
           outcome == HandshakeOutcome::TimedOut || outcome == HandshakeOutcome::Alert;
}

QCoro::Task<TlsConnected> shakeHands(StepContext context, Peer peer, TlsRequest request)
{
    const Scope scope = context.scope.within(controlTime);
    QCoro::Task<Way> opening = openWay(context, scope, peer);
    Way way = co_await opening;
    TlsConnected connected;
    if (!way.stream) co_return connected;
    QCoro::Task<TlsConnected> securing = startTls(scope, std::move(way.stream), request);
    connected = co_await securing;
    co_return connected;
}

TlsControlEvidence describeControl(const TlsConnected& connected, const QString& name, const Peer& peer,
                                   bool sameAddress)
{
    TlsControlEvidence seen;
    seen.name = name;
    seen.address = peer.address.toString();
    seen.sameAddress = sameAddress;
    seen.outcome = connected.seen.outcome;
    if (connected.seen.chain.isEmpty()) return seen;
    seen.leafIssuer = connected.seen.chain.first().issuer;
    seen.issuer = connected.seen.chain.last().issuer;
    seen.acceptedByVendor = acceptedByVendor(connected, name);
    return seen;
}

QCoro::Task<TlsControlEvidence> askUnderOtherName(StepContext context)
{
    // Through a proxy the tunnel still leads to the target; only the name inside the handshake changes.
    const QString name = context.target.tlsControlName;
    const Peer peer = peerOf(context);
    QCoro::Task<TlsConnected> shaking = shakeHands(context, peer, under(name));
    const TlsConnected connected = co_await shaking;
    co_return describeControl(connected, name, peer, true);
}

namespace {

QCoro::Task<TlsControlEvidence> askOther(StepContext other, Peer peer)
{
    QCoro::Task<TlsConnected> shaking = shakeHands(other, peer, under(other.target.host()));
    const TlsConnected connected = co_await shaking;
    co_return describeControl(connected, other.target.host(), peer, false);
}

} // namespace

QCoro::Task<TlsControlEvidence> askUnrelatedName(StepContext context)
{
    StepContext other = context;
    other.target.url = u"https://"_s + context.target.tlsControlName;
    if (proxyChoice(context).route) {
        QCoro::Task<TlsControlEvidence> asking = askOther(other, peerOf(context));
        TlsControlEvidence seen = co_await asking;
        co_return seen;
    }
    TlsControlEvidence seen;
    seen.name = context.target.tlsControlName;
    QCoro::Task<QList<QHostAddress>> resolving = addressesOf(context.scope.within(controlTime), seen.name);
    const QList<QHostAddress> addresses = co_await resolving;
    for (const QHostAddress& address : addresses.mid(0, 2)) {
        QCoro::Task<TlsControlEvidence> asking = askOther(other, {address, 443});
        seen = co_await asking;
        if (seen.outcome == HandshakeOutcome::Completed) break;
    }
    co_return seen;
}

namespace {

QCoro::Task<TlsHelloEvidence> sayHello(StepContext context, int padTo)
{
    TlsRequest request = under(context.target.host());
    request.padHelloTo = padTo;
    QCoro::Task<TlsConnected> shaking = shakeHands(context, peerOf(context), request);
    const TlsConnected connected = co_await shaking;
    co_return TlsHelloEvidence{connected.helloBytes, connected.seen.outcome, connected.seen.handshakeMs};
}

QCoro::Task<TlsOfferEvidence> offer(StepContext context, TlsVersion version, bool weak)
{
    static constexpr std::array names{"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};
    TlsRequest request = under(context.target.host());
    request.oldest = request.newest = version;
    request.weak = weak;
    QCoro::Task<TlsConnected> shaking = shakeHands(context, peerOf(context), request);
    const TlsConnected connected = co_await shaking;
    TlsOfferEvidence seen;
    seen.offer = QString::fromLatin1(names.at(static_cast<std::size_t>(version)));
    seen.weak = weak;
    seen.outcome = connected.seen.outcome;
    seen.cipher = connected.seen.cipher;
    seen.alert = connected.seen.alert;
    co_return seen;
}

} // namespace

QCoro::Task<QList<TlsHelloEvidence>> compareHelloSizes(StepContext context, TlsHelloEvidence first)
{
    QList<TlsHelloEvidence> hellos{first};
    for (const int padTo : {longHello, 0, longHello}) {
        QCoro::Task<TlsHelloEvidence> saying = sayHello(context, padTo);
        hellos.append(co_await saying);
        if (!wasCut(hellos.at(1).outcome)) break;
    }
    co_return hellos;
}

QCoro::Task<QList<TlsOfferEvidence>> surveyOffers(StepContext context)
{
    std::vector<QCoro::Task<TlsOfferEvidence>> asking;
    asking.push_back(offer(context, TlsVersion::V13, false));
    asking.push_back(offer(context, TlsVersion::V12, false));
    asking.push_back(offer(context, TlsVersion::V12, true));
    asking.push_back(offer(context, TlsVersion::V11, true));
    asking.push_back(offer(context, TlsVersion::V10, true));
    QList<TlsOfferEvidence> offers;
    for (auto& each : asking)
        offers.append(co_await each);
    co_return offers;
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
