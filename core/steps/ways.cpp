// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/ways.h"

#include "core/steps/egress.h"
#include "core/steps/hostaddresses.h"
#include "core/steps/http.h"
#include "core/steps/probe.h"
#include "core/steps/tls.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Enough for a far proxy and its answer; the walk waits for it at its very end.
constexpr auto wayTime = 2s;
constexpr qsizetype mostAddresses = 4;

QCoro::Task<QList<QHostAddress>> firstAddressesOf(Scope scope, QString host)
{
    QCoro::Task<QList<QHostAddress>> resolving = addressesOf(scope, host);
    const QList<QHostAddress> addresses = co_await resolving;
    co_return addresses.mid(0, mostAddresses);
}

/// A way that reached the target's own bytes is proven by the target's certificate, as this system sees it;
/// one that fails there may still serve a client with other authorities.
QCoro::Task<void> prove(StepContext context, Scope scope, std::unique_ptr<Stream> stream,
                        ClientWayEvidence* seen)
{
    QCoro::Task<TlsConnected> securing = secureWay(context, scope, std::move(stream), true);
    const TlsConnected connected = co_await securing;
    if (!connected.chainDer.isEmpty()) {
        seen->stores = askStores(context, connected);
        ClientListReading reading;
        QCoro::Task<QList<ClientList>> finding = reading.lists(scope.within(clientListTime));
        seen->stores += askClientLists(context, connected, co_await finding);
    }
    if (connected.stream)
        seen->opens = true;
    else
        seen->outcome = u"tls_"_s + nameOf(connected.seen.outcome);
}

QCoro::Task<void> tryAddresses(StepContext context, Scope scope, QString host, quint16 port,
                               ClientWayEvidence* seen)
{
    QCoro::Task<QList<QHostAddress>> resolving = firstAddressesOf(scope, host);
    const QList<QHostAddress> addresses = co_await resolving;
    seen->outcome = u"name_not_resolved"_s;
    for (const QHostAddress& address : addresses) {
        // One silent address must leave time for the others.
        seen->address = address.toString();
        const Scope own = scope.within(wayTime / addresses.size());
        QCoro::Task<Way> opening = openWay(context, own, Peer{address, port});
        Way way = co_await opening;
        seen->outcome = way.stream ? u"connected"_s : way.error;
        if (!way.stream) continue;
        QCoro::Task<void> proving = prove(context, scope, std::move(way.stream), seen);
        co_await proving;
        co_return;
    }
    // A look-up that did not end says nothing about the way.
    if (!addresses.isEmpty() || !scope.isOver()) seen->opens = false;
}

} // namespace

QCoro::Task<ClientWayEvidence> tryWay(StepContext context, QString via, QString variable)
{
    ClientWayEvidence seen;
    seen.via = via;
    const bool isDirect = via == "direct"_L1;
    const QString given = proxyVariables().value(variable);
    context.options.proxy = isDirect ? u"none"_s : given.isEmpty() ? via : given;
    const ProxyChoice choice = proxyChoice(context);
    if (!isDirect && !choice.route) co_return seen;
    QElapsedTimer clock;
    clock.start();
    const Scope scope = context.scope.within(wayTime);
    const QString host = isDirect ? context.target.host() : choice.route->address.host;
    const auto port = isDirect ? context.target.port() : static_cast<quint16>(choice.route->address.port);
    QCoro::Task<void> trying = tryAddresses(context, scope, host, port, &seen);
    co_await trying;
    if (scope.isCancelled()) seen.opens.reset();
    seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    co_return seen;
}

namespace {

/// Two addresses may each lose a SYN, which is sent again after a second.
constexpr auto directTime = 3s;
/// TLS and one answer on the direct way take so long at most, after its connection.
constexpr auto answerTime = 3s;

/// The first address that connects; each is given its share of the time.
QCoro::Task<std::unique_ptr<Stream>> connectDirect(Scope scope, QString host, quint16 port,
                                                   DirectWayEvidence* seen)
{
    QCoro::Task<QList<QHostAddress>> resolving = firstAddressesOf(scope, host);
    const QList<QHostAddress> addresses = co_await resolving;
    seen->outcome = scope.isOver() ? u"timed_out"_s : u"name_not_resolved"_s;
    for (const QHostAddress& address : addresses) {
        seen->address = address.toString();
        QCoro::Task<Connected> connecting =
            connectTo(scope.within(directTime / addresses.size()), address, port);
        Connected connected = co_await connecting;
        seen->outcome = nameOf(connected.seen.outcome);
        seen->connectMs = connected.seen.connectMs;
        if (connected.stream) co_return std::move(connected.stream);
    }
    co_return std::unique_ptr<Stream>();
}

void describe(const HttpAnswer& answer, DirectWayEvidence* seen)
{
    seen->outcome =
        answer.outcome == ExchangeOutcome::Answered ? u"answered"_s : u"http_"_s + nameOf(answer.outcome);
    if (answer.status == 0) return;
    HttpEvidence http;
    describeAnswer(answer, &http);
    seen->status = http.status;
    seen->serverHeader = http.serverHeader;
    seen->firstByteMs = http.firstByteMs;
    seen->fromTheApi = http.fromTheApi;
}

} // namespace

QCoro::Task<std::optional<DirectWayEvidence>> walkDirect(StepContext context)
{
    const QString& mode = context.options.proxy;
    const bool chosen = mode.isEmpty() || mode == "env"_L1 || mode == "system"_L1;
    if (!chosen || !context.options.tryDirect) co_return std::nullopt;
    context.key = ApiKey();
    DirectWayEvidence seen;
    QCoro::Task<std::unique_ptr<Stream>> connecting =
        connectDirect(context.scope.within(directTime), context.target.host(), context.target.port(), &seen);
    std::unique_ptr<Stream> stream = co_await connecting;
    // What Stop or the deadline cut short says nothing of the way.
    if (context.scope.isOver()) co_return std::nullopt;
    if (!stream) co_return seen;
    const Scope scope = context.scope.within(answerTime);
    QCoro::Task<TlsConnected> securing = secureWay(context, scope, std::move(stream), true);
    const TlsConnected secured = co_await securing;
    if (context.scope.isOver()) co_return std::nullopt;
    seen.verified = secured.stream != nullptr;
    seen.outcome = u"tls_"_s + nameOf(secured.seen.outcome);
    seen.tlsMs = secured.seen.handshakeMs;
    if (!secured.stream) co_return seen;
    QCoro::Task<HttpAnswer> asking = exchange(scope, secured.stream.get(), probeRequest(context));
    describe(co_await asking, &seen);
    co_return seen;
}

} // namespace pathlight
