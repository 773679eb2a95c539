// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/ways.h"

#include "core/evidence/addresses.h"
#include "core/steps/egress.h"
#include "core/steps/hostaddresses.h"
#include "core/steps/http.h"
#include "core/steps/probe.h"
#include "core/steps/tls.h"

#include <QElapsedTimer>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Enough for a far proxy and a handshake; the walk waits for it at its very end.
constexpr auto wayTime = 2s;
/// For an answer, after that.
constexpr auto wayAnswerTime = 2s;
constexpr qsizetype mostAddresses = 4;

QCoro::Task<QList<QHostAddress>> firstAddressesOf(Scope scope, QString host)
{
    QCoro::Task<QList<QHostAddress>> resolving = addressesOf(scope, host);
    const QList<QHostAddress> addresses = co_await resolving;
    co_return addresses.mid(0, mostAddresses);
}

struct Host
{
    QString name;
    quint16 port = 0;
};

bool isPlain(const Target& target)
{
    return QUrl(target.url).scheme() == "http"_L1;
}

/// An http address is asked for as a whole where a proxy for it is spoken to, and not through a tunnel
/// (RFC 9112 section 3.2.2).
bool asksProxyInFull(const StepContext& context)
{
    const ProxyChoice choice = proxyChoice(context);
    return isPlain(context.target) && choice.route && !choice.route->address.scheme.startsWith("socks"_L1);
}

/// An empty message: whoever has messages says what it lacks, and nobody can be charged for it.
HttpRequest emptyMessage(HttpRequest probe, const QString& path)
{
    probe.method = "POST";
    probe.path.replace(path.toLatin1(), "/v1/messages");
    probe.headers.append(HttpHeader{"content-type", "application/json"});
    probe.body = "{}";
    return probe;
}

/// What every way tells of an answer, whose outcome is then called `answered`; the rest is given back.
template <typename Seen>
HttpEvidence describe(const HttpAnswer& answer, const QString& answered, Seen* seen)
{
    seen->outcome =
        answer.outcome == ExchangeOutcome::Answered ? answered : u"http_"_s + nameOf(answer.outcome);
    HttpEvidence http;
    if (answer.status != 0) describeAnswer(answer, &http);
    seen->status = http.status;
    seen->fromTheApi = http.fromTheApi;
    return http;
}

/// Who accepts the certificate that is shown there. The connection is given back where somebody does: what
/// nobody would trust is asked nothing.
QCoro::Task<std::unique_ptr<Stream>> prove(StepContext context, Scope scope, std::unique_ptr<Stream> stream,
                                           ClientWayEvidence* seen)
{
    QCoro::Task<TlsConnected> securing = secureWay(context, scope, std::move(stream), false);
    TlsConnected connected = co_await securing;
    if (!connected.stream) {
        seen->outcome = u"tls_"_s + nameOf(connected.seen.outcome);
        if (connected.seen.outcome != HandshakeOutcome::TimedOut) seen->opens = false;
        co_return std::unique_ptr<Stream>();
    }
    seen->opens = true;
    seen->stores = askStores(context, connected);
    ClientListReading reading;
    QCoro::Task<QList<ClientList>> finding = reading.lists(scope.within(clientListTime));
    seen->stores += askClientLists(context, connected, co_await finding);
    const auto accepts = [](const TrustStoreEvidence& each) {
        return each.accepts == true || acceptsButForRevocation(each);
    };
    const bool isAccepted = std::any_of(seen->stores.begin(), seen->stores.end(), accepts);
    co_return isAccepted ? std::move(connected.stream) : std::unique_ptr<Stream>();
}

/// Asks over a connection to the target, or to the proxy that is asked for it in full.
QCoro::Task<void> ask(StepContext context, std::unique_ptr<Stream> stream, HttpRequest request,
                      ClientWayEvidence* seen)
{
    if (asksProxyInFull(context)) request.path.prepend("http://" + request.host);
    QCoro::Task<HttpAnswer> asking =
        exchange(context.scope.within(wayAnswerTime), stream.get(), std::move(request));
    const HttpEvidence http = describe(co_await asking, u"connected"_s, seen);
    seen->contentType = http.contentType;
}

QCoro::Task<std::unique_ptr<Stream>> openTo(StepContext context, Scope scope, Peer peer,
                                            ClientWayEvidence* seen)
{
    if (!asksProxyInFull(context)) {
        QCoro::Task<Way> opening = openWay(context, scope, peer);
        Way way = co_await opening;
        seen->outcome = way.stream ? u"connected"_s : way.error;
        co_return std::move(way.stream);
    }
    QCoro::Task<Connected> connecting = connectTo(scope, peer.address, peer.port);
    Connected connected = co_await connecting;
    seen->outcome = nameOf(connected.seen.outcome);
    co_return std::move(connected.stream);
}

QCoro::Task<void> tryAddresses(StepContext context, Scope scope, Host host, HttpRequest request,
                               ClientWayEvidence* seen)
{
    QCoro::Task<QList<QHostAddress>> resolving = firstAddressesOf(scope, host.name);
    const QList<QHostAddress> addresses = co_await resolving;
    seen->outcome = u"name_not_resolved"_s;
    for (const QHostAddress& address : addresses) {
        // One silent address must leave time for the others.
        seen->address = address.toString();
        const Scope own = scope.within(wayTime / addresses.size());
        QCoro::Task<std::unique_ptr<Stream>> opening = openTo(context, own, {address, host.port}, seen);
        std::unique_ptr<Stream> stream = co_await opening;
        if (!stream) continue;
        if (isPlain(context.target)) {
            seen->opens = true;
        } else {
            QCoro::Task<std::unique_ptr<Stream>> proving = prove(context, scope, std::move(stream), seen);
            stream = co_await proving;
        }
        if (!stream) co_return;
        QCoro::Task<void> asking = ask(context, std::move(stream), std::move(request), seen);
        co_await asking;
        co_return;
    }
    // A look-up that did not end says nothing about the way.
    if (!addresses.isEmpty() || !scope.isOver()) seen->opens = false;
}

/// Before anything was tried.
ClientWayEvidence evidenceOf(const OtherWay& way)
{
    ClientWayEvidence seen;
    seen.via = way.via;
    seen.baseUrl = way.baseUrl;
    seen.isTheWalks = way.isTheWalks;
    return seen;
}

QCoro::Task<ClientWayEvidence> tryOnce(StepContext context, OtherWay way, Host host, HttpRequest request)
{
    ClientWayEvidence seen = evidenceOf(way);
    QElapsedTimer clock;
    clock.start();
    const Scope scope = context.scope.within(wayTime);
    QCoro::Task<void> trying = tryAddresses(context, scope, host, std::move(request), &seen);
    co_await trying;
    if (context.scope.isOver()) seen.opens.reset();
    seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    co_return seen;
}

/// The client's own endpoint in the target's place; its path comes before the probe's.
void askEndpoint(const QString& baseUrl, Target* target)
{
    const QUrl url(baseUrl);
    target->probe.path.prepend(withoutEndSlashes(url.path(QUrl::FullyEncoded)));
    target->url = url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
}

} // namespace

bool followsSettings(const WalkOptions& options)
{
    return options.proxy.isEmpty() || options.proxy == "env"_L1 || options.proxy == "system"_L1;
}

QCoro::Task<ClientWayEvidence> tryWay(StepContext context, OtherWay way)
{
    const QString probePath = context.target.probe.path;
    const bool isDirect = way.via == "direct"_L1;
    const QString given = proxyVariables().value(way.variable);
    context.key = ApiKey();
    context.options.proxy = isDirect ? u"none"_s : given.isEmpty() ? way.via : given;
    if (way.baseUrl) askEndpoint(*way.baseUrl, &context.target);
    const ProxyChoice choice = proxyChoice(context);
    if (!isDirect && !choice.route) co_return evidenceOf(way);
    const Host host =
        isDirect ? Host{context.target.host(), static_cast<quint16>(portOf(QUrl(context.target.url)))}
                 : Host{choice.route->address.host, static_cast<quint16>(choice.route->address.port)};
    const HttpRequest probe = keylessProbe(context.target);
    QCoro::Task<ClientWayEvidence> trying = tryOnce(context, way, host, probe);
    const ClientWayEvidence seen = co_await trying;
    // A gateway may serve messages alone, without the list that the probe asks for.
    if (!way.baseUrl || !isMissing(seen)) co_return seen;
    QCoro::Task<ClientWayEvidence> again = tryOnce(context, way, host, emptyMessage(probe, probePath));
    const ClientWayEvidence message = co_await again;
    co_return message.status ? message : seen;
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

} // namespace

QCoro::Task<std::optional<DirectWayEvidence>> walkDirect(StepContext context)
{
    if (!followsSettings(context.options) || !context.options.tryDirect) co_return std::nullopt;
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
    const HttpEvidence http = describe(co_await asking, u"answered"_s, &seen);
    seen.serverHeader = http.serverHeader;
    seen.firstByteMs = http.firstByteMs;
    co_return seen;
}

} // namespace pathlight
