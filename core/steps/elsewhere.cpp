// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/elsewhere.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/net/systemlookup.h"
#include "core/net/tls.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto lookupTime = 3s;

bool isTarget(const Target& target, const QUrl& url)
{
    return url.host() == target.host() && url.port(443) == target.port();
}

/// An address of the family that is known to work here, else the first; null: the name has none.
QHostAddress chooseAmong(const QList<QHostAddress>& addresses, const QHostAddress& working)
{
    for (const QHostAddress& address : addresses) {
        if (address.protocol() == working.protocol()) return address;
    }
    return addresses.value(0);
}

QCoro::Task<QHostAddress> addressOf(Scope scope, QString host, QHostAddress working)
{
    if (!QHostAddress(host).isNull()) co_return QHostAddress(host);
    SystemLookup lookup(host);
    co_await until(scope.within(lookupTime), &lookup, &SystemLookup::changed,
                   [&lookup] { return lookup.answer().has_value(); });
    const auto answer = lookup.answer();
    co_return answer ? chooseAmong(answer->addresses, working) : QHostAddress();
}

} // namespace

QStringList trustPathsOf(const WalkOptions& options)
{
    QStringList paths = platform::systemTrustPaths();
    if (!options.caFile.isEmpty()) paths.append(options.caFile);
    return paths;
}

StepContext towards(StepContext context, const QUrl& url)
{
    context.target.url = url.toString();
    context.key = ApiKey();
    return context;
}

QCoro::Task<Way> openWayTo(StepContext context, Scope scope, QUrl url)
{
    Peer peer = peerOf(context);
    const bool other = !isTarget(context.target, url);
    const StepContext there = other ? towards(context, url) : context;
    if (other && !proxyChoice(there).route) {
        QCoro::Task<QHostAddress> resolving = addressOf(scope, url.host(), peer.address);
        peer = {co_await resolving, static_cast<quint16>(url.port(443))};
    }
    if (peer.address.isNull()) {
        Way nowhere;
        nowhere.error = u"name_failed"_s;
        co_return nowhere;
    }
    QCoro::Task<Way> opening = openWay(there, scope, peer);
    Way way = co_await opening;
    co_return way;
}

QCoro::Task<SecureWay> openSecureWayTo(StepContext context, Scope scope, QUrl url)
{
    QCoro::Task<Way> opening = openWayTo(context, scope, url);
    Way way = co_await opening;
    SecureWay secure;
    secure.error = way.error;
    if (way.connect) secure.connectMs = way.connect->connectMs;
    if (way.tunnel) secure.tunnelMs = way.tunnel->ms;
    if (!way.stream) co_return secure;
    TlsRequest request{url.host()};
    request.verify = true;
    request.trustPaths = trustPathsOf(context.options);
    QCoro::Task<TlsConnected> securing = startTls(scope, std::move(way.stream), request);
    TlsConnected connected = co_await securing;
    secure.stream = std::move(connected.stream);
    secure.tlsMs = connected.seen.handshakeMs;
    if (!secure.stream) secure.error = u"tls_"_s + nameOf(connected.seen.outcome);
    co_return secure;
}

} // namespace pathlight
