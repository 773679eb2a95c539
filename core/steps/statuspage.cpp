// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/statuspage.h"

#include "core/net/http.h"
#include "core/net/printable.h"
#include "core/steps/egress.h"
#include "core/steps/hostaddresses.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto pageTime = 2500ms;
constexpr HttpLimits pageLimits{16 * 1024, 256 * 1024};
constexpr qsizetype mostWords = 200;
constexpr qsizetype mostPartName = 60;
constexpr qsizetype mostDisturbed = 8;
constexpr qsizetype mostParts = 200;

QString words(const QJsonValue& value, qsizetype most)
{
    return printable(value.toString().toUtf8(), most).simplified();
}

/// The first address of the family in which this walk's own connection stands, else the first of all.
QCoro::Task<QHostAddress> addressOf(Scope scope, QString host, QHostAddress::NetworkLayerProtocol family)
{
    QCoro::Task<QList<QHostAddress>> resolving = addressesOf(scope, host);
    const QList<QHostAddress> addresses = co_await resolving;
    for (const QHostAddress& address : addresses) {
        if (address.protocol() == family) co_return address;
    }
    co_return addresses.value(0);
}

QCoro::Task<Peer> peerFor(StepContext context, Scope scope)
{
    const ProxyChoice choice = proxyChoice(context);
    const QString host = choice.route ? choice.route->address.host : context.target.host();
    const auto port = choice.route ? static_cast<quint16>(choice.route->address.port) : context.target.port();
    QCoro::Task<QHostAddress> looking = addressOf(scope, host, peerOf(context).address.protocol());
    const QHostAddress address = co_await looking;
    co_return Peer{address, port};
}

QCoro::Task<HttpAnswer> get(StepContext context, Scope scope)
{
    HttpAnswer answer;
    answer.outcome = ExchangeOutcome::ConnectFailed;
    QCoro::Task<Peer> looking = peerFor(context, scope);
    const Peer peer = co_await looking;
    if (peer.address.isNull()) co_return answer;
    QCoro::Task<Way> opening = openWay(context, scope, peer);
    Way way = co_await opening;
    if (!way.stream) co_return answer;
    QCoro::Task<TlsConnected> securing = secureWay(context, scope, std::move(way.stream), true);
    const TlsConnected connected = co_await securing;
    if (!connected.stream) co_return answer;
    const QUrl url(context.target.url);
    HttpRequest request;
    request.path = pathAndQuery(url);
    request.host = url.authority(QUrl::FullyEncoded).toLatin1();
    request.headers = {{"Accept", "application/json"}};
    QCoro::Task<HttpAnswer> asking = exchange(scope, connected.stream.get(), request, pageLimits);
    answer = co_await asking;
    co_return answer;
}

} // namespace

StatusPageEvidence readStatusPage(const QByteArray& json)
{
    static const QStringList indicators{u"none"_s, u"minor"_s, u"major"_s, u"critical"_s, u"maintenance"_s};
    const QJsonObject page = QJsonDocument::fromJson(json).object();
    const QJsonObject status = page.value("status"_L1).toObject();
    StatusPageEvidence seen;
    seen.outcome = u"other"_s;
    const QString indicator = status.value("indicator"_L1).toString();
    if (!indicators.contains(indicator)) return seen;
    seen.outcome = nameOf(ExchangeOutcome::Answered);
    seen.indicator = indicator;
    if (const QString said = words(status.value("description"_L1), mostWords); !said.isEmpty())
        seen.description = said;
    const QJsonArray parts = page.value("components"_L1).toArray();
    for (qsizetype index = 0; index < std::min(parts.size(), mostParts); ++index) {
        const QString state = words(parts.at(index)["status"_L1], mostPartName);
        if (state.isEmpty() || state == "operational"_L1 || seen.disturbed.size() >= mostDisturbed) continue;
        seen.disturbed.append(words(parts.at(index)["name"_L1], mostPartName) + u": "_s + state);
    }
    return seen;
}

QCoro::Task<StatusPageEvidence> askStatusPage(StepContext context)
{
    const QString url = context.target.statusPage;
    // From here on the page is the target: its name is looked up, proven, and sent through the proxy.
    context.target.url = url;
    context.key = {};
    QElapsedTimer clock;
    clock.start();
    QCoro::Task<HttpAnswer> getting = get(context, context.scope.within(pageTime));
    const HttpAnswer answer = co_await getting;
    StatusPageEvidence seen;
    if (answer.outcome == ExchangeOutcome::Answered && answer.status == 200)
        seen = readStatusPage(answer.body);
    else
        seen.outcome = answer.status > 0 ? u"other"_s : nameOf(answer.outcome);
    seen.url = url;
    if (answer.status > 0) seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    co_return seen;
}

} // namespace pathlight
