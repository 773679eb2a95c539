// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/environment.h"

#include "core/async/wait.h"
#include "core/net/clienthello.h"
#include "core/net/connect.h"
#include "core/net/platform/platform.h"
#include "core/net/platform/resolvconf.h"
#include "core/steps/controls.h"
#include "core/steps/localsettings.h"
#include "core/steps/loginshell.h"

#include <QNetworkInterface>
#include <QUrl>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto endpointTime = 1s;
constexpr qsizetype maximumInterfaces = 100;

bool isLocal(const QString& host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

InterfaceEvidence described(const QNetworkInterface& interface)
{
    InterfaceEvidence seen;
    seen.name = interface.name();
    if (interface.maximumTransmissionUnit() > 0) seen.mtu = interface.maximumTransmissionUnit();
    seen.up = interface.flags().testFlag(QNetworkInterface::IsUp) &&
              interface.flags().testFlag(QNetworkInterface::IsRunning);
    seen.loopback = interface.flags().testFlag(QNetworkInterface::IsLoopBack);
    for (const QNetworkAddressEntry& entry : interface.addressEntries()) {
        QHostAddress address = entry.ip();
        address.setScopeId({});
        seen.addresses.append(address.toString() + u'/' + QString::number(entry.prefixLength()));
    }
    return seen;
}

QList<InterfaceEvidence> interfaces()
{
    QList<InterfaceEvidence> seen;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces().mid(0, maximumInterfaces)) {
        seen.append(described(interface));
    }
    return seen;
}

/// The gateway of the family's default route with the lowest metric.
std::optional<QString> gatewayOf(const QList<RouteEvidence>& routes, const QString& family)
{
    std::optional<QString> gateway;
    int best = std::numeric_limits<int>::max();
    for (const RouteEvidence& route : routes) {
        if (route.family != family || route.destination != "default"_L1 || !route.gateway ||
            route.unreachable)
            continue;
        if (gateway && route.metric.value_or(0) >= best) continue;
        gateway = route.gateway;
        best = route.metric.value_or(0);
    }
    return gateway;
}

void lookAtNetwork(EnvironmentEvidence* seen)
{
    seen->interfaces = interfaces();
    const auto routes = platform::routes();
    seen->routesKnown = routes.has_value();
    seen->routes = routes.value_or(QList<RouteEvidence>());
    seen->gateway4 = gatewayOf(seen->routes, u"ipv4"_s);
    seen->gateway6 = gatewayOf(seen->routes, u"ipv6"_s);
    const platform::ResolverSettings resolvers = platform::resolverSettings();
    const QStringList remarked = platform::nameServersWithRemarks();
    for (const QString& server : resolvers.nameServers)
        seen->nameServers.append(remarked.contains(server) ? server + u" #"_s : server);
    seen->searchDomains = resolvers.searchDomains;
}

bool isUsable(const QString& addressWithPrefix)
{
    const QHostAddress address(addressWithPrefix.section(u'/', 0, 0));
    return !address.isLoopback() && !address.isLinkLocal();
}

bool mayLeave(const EnvironmentEvidence& seen)
{
    const bool usable =
        std::any_of(seen.interfaces.begin(), seen.interfaces.end(), [](const InterfaceEvidence& each) {
            return each.up && !each.loopback &&
                   std::any_of(each.addresses.begin(), each.addresses.end(), isUsable);
        });
    // A route to the own network is enough to try: the target or a proxy may stand there.
    const bool routed = !seen.routesKnown.value_or(false) ||
                        std::any_of(seen.routes.begin(), seen.routes.end(), [](const RouteEvidence& route) {
                            return !route.unreachable && route.interface != "lo"_L1;
                        });
    return usable && routed;
}

/// Does what was connected answer a TLS hello with TLS? Unknown where it says nothing.
QCoro::Task<std::optional<bool>> speaksTls(Scope scope, Stream* stream, QString name)
{
    stream->write(ProbeHandshake(name, 0).takeOutput());
    QByteArray seen;
    QByteArray* const bytes = &seen;
    const Ended ended = co_await until(scope, stream, &Stream::changed, [stream, bytes] {
        *bytes += stream->read();
        return !bytes->isEmpty() || stream->end() != StreamEnd::Open;
    });
    if (ended != Ended::Success || seen.isEmpty()) co_return std::nullopt;
    // An alert or a handshake record (RFC 8446 section 5.1); alerts speak TLS too.
    co_return seen.at(0) == 0x15 || seen.at(0) == 0x16;
}

/// Does anything accept a connection where ANTHROPIC_BASE_URL leads, and speak TLS if that is what clients
/// will speak? Asked on loopback alone: elsewhere it would be a connection nobody asked for.
QCoro::Task<std::optional<bool>> somethingListens(StepContext context, EndpointEvidence* endpoint)
{
    if (!isLocal(endpoint->host) || endpoint->port <= 0) co_return std::nullopt;
    QStringList addresses{u"127.0.0.1"_s, u"::1"_s};
    if (!QHostAddress(endpoint->host).isNull()) addresses = {endpoint->host};
    for (const QString& address : addresses) {
        QCoro::Task<Connected> connecting = connectTo(
            context.scope.within(endpointTime), QHostAddress(address), static_cast<quint16>(endpoint->port));
        const Connected connected = co_await connecting;
        if (!connected.stream) continue;
        if (!endpoint->value.startsWith("https:"_L1, Qt::CaseInsensitive)) co_return true;
        QCoro::Task<std::optional<bool>> asking =
            speaksTls(context.scope.within(endpointTime), connected.stream.get(), endpoint->host);
        const std::optional<bool> speaks = co_await asking;
        if (speaks == false) endpoint->problem = u"not_tls"_s;
        co_return true;
    }
    if (context.scope.isOver()) co_return std::nullopt;
    co_return false;
}

QCoro::Task<void> lookAtEndpoint(StepContext context, EnvironmentEvidence* seen)
{
    if (!seen->endpoint || seen->endpoint->problem) co_return;
    QCoro::Task<std::optional<bool>> asking = somethingListens(context, &*seen->endpoint);
    seen->endpoint->listens = co_await asking;
    if (seen->endpoint->listens == false) seen->endpoint->problem = u"nothing_listens"_s;
}

} // namespace

QCoro::Task<StepResult> environmentStep(StepContext context)
{
    EnvironmentEvidence seen;
    lookAtNetwork(&seen);
    const LocalSettings settings = readLocalSettings(systemSources(), context.target);
    seen.variables = settings.variables;
    seen.caFiles = settings.caFiles;
    seen.settingsFiles = settings.settingsFiles;
    seen.hints = settings.hints;
    seen.endpoint = settings.endpoint;
    // A target on this computer, a practice endpoint with its controls say, needs no network.
    const bool mayAsk = mayLeave(seen) || isLocal(context.target.host());
    if (mayAsk) context.yield(u"network"_s, toObject(seen));
    // What waits for the network has begun: a slow start-up file holds nobody up.
    std::optional<QCoro::Task<LoginShellEvidence>> reading;
    if (context.options.loginShell)
        reading = readLoginShell(context.scope, loginShellQuestion(context.target));
    QCoro::Task<void> looking = lookAtEndpoint(context, &seen);
    co_await looking;
    if (mayAsk) {
        context.waitingFor(u"controls"_s);
        QCoro::Task<InternetEvidence> checking = checkControls(context);
        seen.internet = co_await checking;
        seen.clockSkewMs = commonSkew(seen.internet);
    }
    if (reading) {
        context.waitingFor(u"login_shell"_s);
        seen.loginShell = co_await *reading;
    }
    co_return StepResult{toObject(seen), {}, {}};
}

} // namespace pathlight
