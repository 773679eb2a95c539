// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/controls.h"

#include "core/net/connect.h"
#include "core/net/http.h"
#include "core/steps/egress.h"
#include "core/steps/hostaddresses.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QMap>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto controlTime = 4s;
/// Servers' clocks that differ by less say the same.
constexpr double skewsAgreeMs = 2.5 * 60 * 1000;
constexpr HttpLimits controlLimits{32 * 1024, 64 * 1024};

HttpRequest requestFor(const QUrl& url)
{
    HttpRequest request;
    request.path =
        url.path(QUrl::FullyEncoded).isEmpty() ? QByteArray("/") : url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery()) request.path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    request.host = url.authority(QUrl::FullyEncoded).toLatin1();
    return request;
}

void take(const HttpAnswer& answer, const Control& control, double exchangeMs, ControlEvidence* seen)
{
    if (answer.status == 0) return;
    seen->status = answer.status;
    seen->outcome = controlOutcome(answer.status, answer.body, control);
    if (const auto location = answer.header("location"))
        seen->location = QString::fromLatin1(*location).left(500);
    const auto date = answer.header("date");
    // A portal's clock is as good as any, but it is not the control's: only a true answer tells the time.
    if (date && seen->outcome == "as_expected"_L1) {
        seen->clockSkewMs = skewFrom(*date, QDateTime::currentDateTimeUtc(), exchangeMs);
    }
}

QCoro::Task<ControlEvidence> askControl(StepContext context, Control control, QHostAddress address)
{
    const QUrl url(control.url);
    ControlEvidence seen;
    seen.url = control.url;
    seen.family = address.protocol() == QAbstractSocket::IPv6Protocol ? u"ipv6"_s : u"ipv4"_s;
    seen.outcome = u"failed"_s;
    const Scope scope = context.scope.within(controlTime);
    QElapsedTimer clock;
    clock.start();
    QCoro::Task<Connected> connecting = connectTo(scope, address, static_cast<quint16>(url.port(80)));
    Connected connected = co_await connecting;
    if (!connected.stream) co_return seen;
    QElapsedTimer exchangeClock;
    exchangeClock.start();
    QCoro::Task<HttpAnswer> asking = exchange(scope, connected.stream.get(), requestFor(url), controlLimits);
    const HttpAnswer answer = co_await asking;
    if (answer.status > 0) seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    take(answer, control, static_cast<double>(exchangeClock.nsecsElapsed()) / 1e6, &seen);
    context.sample(
        sample::latency,
        {{u"ms"_s, toJson(seen.ms)}, {u"address"_s, address.toString()}, {u"phase"_s, u"control"_s}});
    co_return seen;
}

/// The first address of each family.
QList<QHostAddress> oneOfEachFamily(const QList<QHostAddress>& addresses)
{
    QList<QHostAddress> chosen;
    for (const QHostAddress& address : addresses) {
        const bool there = std::any_of(chosen.begin(), chosen.end(), [&](const QHostAddress& other) {
            return other.protocol() == address.protocol();
        });
        if (!there) chosen.append(address);
    }
    return chosen;
}

QCoro::Task<QList<ControlEvidence>> askByEachFamily(StepContext context, Control control)
{
    QList<ControlEvidence> seen;
    QCoro::Task<QList<QHostAddress>> resolving =
        addressesOf(context.scope.within(controlTime), QUrl(control.url).host());
    const QList<QHostAddress> addresses = co_await resolving;
    std::vector<QCoro::Task<ControlEvidence>> asking;
    for (const QHostAddress& address : oneOfEachFamily(addresses))
        asking.push_back(askControl(context, control, address));
    for (auto& each : asking)
        seen.append(co_await each);
    co_return seen;
}

/// Did any control answer, as it should or with a portal's page? Null: none was asked over this family, or
/// the direct way may be closed on purpose.
InternetFamilyEvidence summary(const QList<ControlEvidence>& controls, const QString& family, bool proxied)
{
    InternetFamilyEvidence seen;
    bool asked = false;
    bool answered = false;
    for (const ControlEvidence& control : controls) {
        if (control.family != family) continue;
        asked = true;
        if (control.outcome == "as_expected"_L1) answered = true;
        if (control.outcome == "portal"_L1) seen.portal = true;
    }
    if (answered && !seen.portal) seen.portal = false;
    if (answered || (asked && !proxied)) seen.reachable = answered;
    return seen;
}

} // namespace

QString controlOutcome(int status, const QByteArray& body, const Control& control)
{
    if (status == control.status && body.trimmed() == control.body.toUtf8().trimmed())
        return u"as_expected"_s;
    if (status == 204 || (status == 200 && body.size() <= 1 && control.body.isEmpty()))
        return u"as_expected"_s;
    if (status == 511 || (status >= 200 && status < 400)) return u"portal"_s;
    return u"other"_s;
}

std::optional<double> skewFrom(const QByteArray& dateHeader, const QDateTime& received, double exchangeMs)
{
    const QString text = QString::fromLatin1(dateHeader.trimmed());
    QDateTime date = QLocale::c().toDateTime(text, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid()) return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    constexpr double halfSecond = 500;
    return static_cast<double>(date.msecsTo(received)) - exchangeMs / 2 - halfSecond;
}

std::optional<double> commonSkew(const InternetEvidence& internet)
{
    QMap<QString, double> byServer;
    for (const ControlEvidence& control : internet.controls) {
        if (control.clockSkewMs && !byServer.contains(control.url))
            byServer.insert(control.url, *control.clockSkewMs);
    }
    QList<double> skews = byServer.values();
    if (skews.isEmpty()) return std::nullopt;
    std::sort(skews.begin(), skews.end());
    const double middle = skews[skews.size() / 2];
    const auto agreeing = std::count_if(skews.begin(), skews.end(), [middle](double each) {
        return std::fabs(each - middle) <= skewsAgreeMs;
    });
    return 2 * agreeing > skews.size() ? std::optional(middle) : std::nullopt;
}

QCoro::Task<InternetEvidence> checkControls(StepContext context)
{
    std::vector<QCoro::Task<QList<ControlEvidence>>> asking;
    for (const Control& control : context.target.controls)
        asking.push_back(askByEachFamily(context, control));
    InternetEvidence internet;
    for (auto& each : asking)
        internet.controls.append(co_await each);
    const bool proxied = proxyChoice(context).route.has_value();
    internet.ipv4 = summary(internet.controls, u"ipv4"_s, proxied);
    internet.ipv6 = summary(internet.controls, u"ipv6"_s, proxied);
    co_return internet;
}

} // namespace pathlight
