// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/proxysettings.h"

#include <QHostAddress>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype maximumValueLength = 2000;

const QStringList& names()
{
    static const QStringList list{u"https_proxy"_s, u"HTTPS_PROXY"_s, u"http_proxy"_s,
                                  u"HTTP_PROXY"_s,  u"all_proxy"_s,   u"ALL_PROXY"_s};
    return list;
}

bool isLoopback(const QString& host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || QHostAddress(host).isLoopback();
}

int defaultPort(const QString& scheme)
{
    if (scheme == "http"_L1) return 80;
    return scheme == "https"_L1 ? 443 : 1080;
}

/// What may be shown of a setting that cannot be parsed: whatever stands before an @ could be a password.
QString withoutCredential(const QString& text)
{
    const auto at = text.lastIndexOf(u'@');
    return (at < 0 ? text : text.mid(at + 1)).left(maximumValueLength);
}

std::optional<QString> problemOf(const QUrl& url, const QString& scheme)
{
    static const QStringList schemes{u"http"_s, u"https"_s, u"socks5"_s, u"socks5h"_s};
    if (!url.isValid() || url.host().isEmpty()) return u"malformed"_s;
    if (!schemes.contains(scheme)) return u"scheme"_s;
    return std::nullopt;
}

} // namespace

Variables proxyVariables()
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    Variables variables;
    for (const QString& name : names() + QStringList{u"no_proxy"_s, u"NO_PROXY"_s}) {
        if (environment.contains(name)) variables.insert(name, environment.value(name));
    }
    return variables;
}

std::optional<ProxyRoute> readProxy(const QString& given, ProxySetting* setting)
{
    const QString text = given.trimmed();
    const QUrl url(text.contains("://"_L1) ? text : u"http://"_s + text, QUrl::StrictMode);
    QString scheme = url.scheme().toLower();
    if (scheme == "socks"_L1) scheme = u"socks5"_s;
    setting->value = withoutCredential(text);
    setting->problem = text.size() > maximumValueLength ? u"malformed"_s : problemOf(url, scheme);
    if (setting->problem) return std::nullopt;
    ProxyRoute route;
    route.address = {scheme, url.host(), url.port(defaultPort(scheme)), !url.userName().isEmpty()};
    route.user = url.userName(QUrl::FullyDecoded).toUtf8();
    route.password = url.password(QUrl::FullyDecoded).toUtf8();
    setting->value = u"%1://%2:%3"_s.arg(scheme, route.address.host).arg(route.address.port);
    setting->address = route.address;
    return route;
}

namespace {

bool covers(QString entry, const QString& host, quint16 port)
{
    if (entry == "*"_L1) return true;
    if (entry.contains(u'/')) {
        const QHostAddress address(host);
        return !address.isNull() && address.isInSubnet(QHostAddress::parseSubnet(entry));
    }
    static const QRegularExpression withPort(u"^(.*[^:]):([0-9]{1,5})$"_s);
    if (const auto match = withPort.match(entry); match.hasMatch() && QHostAddress(entry).isNull()) {
        if (match.captured(2).toInt() != port) return false;
        entry = match.captured(1);
    }
    if (entry.startsWith("*."_L1)) entry = entry.mid(2);
    while (entry.startsWith(u'.'))
        entry = entry.mid(1);
    if (entry.isEmpty()) return false;
    const QString name = host.toLower();
    entry = entry.toLower();
    return name == entry || name.endsWith(u'.' + entry);
}

} // namespace

std::optional<QString> noProxyMatch(const QString& list, const QString& host, quint16 port)
{
    static const QRegularExpression separators(u"[,\\s]+"_s);
    for (const QString& entry : list.left(100'000).split(separators, Qt::SkipEmptyParts)) {
        if (covers(entry, host, port)) return entry;
    }
    return std::nullopt;
}

namespace {

/// The first set variable decides, as it does for Claude Code; an empty one counts as not set.
void fromEnvironment(const Variables& variables, ProxyChoice* choice)
{
    for (const QString& name : names()) {
        if (variables.value(name).trimmed().isEmpty()) continue;
        ProxySetting setting;
        setting.source = name;
        const auto route = readProxy(variables.value(name), &setting);
        choice->settings.append(setting);
        if (choice->source) continue;
        choice->source = name;
        choice->route = route;
        choice->unusable = !route;
    }
}

void fromText(const QString& text, const QString& source, ProxyChoice* choice)
{
    ProxySetting setting;
    setting.source = source;
    choice->route = readProxy(text, &setting);
    choice->settings.append(setting);
    choice->source = source;
    choice->unusable = !choice->route;
}

void goDirect(ProxyChoice* choice)
{
    choice->route.reset();
    choice->source.reset();
    choice->unusable = false;
}

void fromSystem(const SystemProxy& system, const QString& host, quint16 port, ProxyChoice* choice)
{
    if (system.script) {
        choice->settings.append({system.source, *system.script, {}, u"script"_s});
        return;
    }
    fromText(system.url, system.source, choice);
    // No client reads a desktop's settings: what cannot be used there stops nobody.
    const bool isDesktops = system.source != "system"_L1;
    if (noProxyMatch(system.exceptions, host, port) || (isDesktops && choice->unusable)) goDirect(choice);
}

QString modeOf(const QString& given, const Variables& variables)
{
    if (given == "system"_L1 || given == "env"_L1 || given == "none"_L1) return given;
    if (!given.isEmpty()) return u"url"_s;
    const bool anySet = std::any_of(names().begin(), names().end(), [&](const QString& name) {
        return !variables.value(name).trimmed().isEmpty();
    });
    return anySet ? u"env"_s : u"system"_s;
}

} // namespace

ProxyChoice chooseProxy(const QString& mode, const Variables& variables,
                        const std::optional<SystemProxy>& system, const QString& host, quint16 port)
{
    ProxyChoice choice;
    choice.mode = modeOf(mode, variables);
    for (const QString& name : {u"no_proxy"_s, u"NO_PROXY"_s}) {
        if (!choice.noProxy && variables.contains(name))
            choice.noProxy = variables.value(name).left(maximumValueLength);
    }
    if (choice.mode == "url"_L1) {
        fromText(mode, u"--proxy"_s, &choice);
        return choice;
    }
    fromEnvironment(variables, &choice);
    if (choice.mode == "none"_L1) goDirect(&choice);
    if (choice.mode == "system"_L1) {
        goDirect(&choice);
        if (system) fromSystem(*system, host, port, &choice);
    }
    if (choice.noProxy) choice.noProxyMatched = noProxyMatch(*choice.noProxy, host, port);
    if (isLoopback(host) || (choice.noProxyMatched && choice.mode == "env"_L1)) goDirect(&choice);
    return choice;
}

} // namespace pathlight
