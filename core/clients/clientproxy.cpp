// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientproxy.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QStringList entriesOf(const NoProxyRule& rule, QString list)
{
    static const QRegularExpression commasAndBlanks(u"[,\\s]+"_s);
    list = list.left(longestNoProxy);
    if (rule.blanksSeparate) return list.split(commasAndBlanks, Qt::SkipEmptyParts);
    if (rule.blanksVanish) list.remove(u' ');
    QStringList entries;
    for (const QString& each : list.split(u',')) {
        if (!each.trimmed().isEmpty()) entries.append(each.trimmed());
    }
    return entries;
}

std::optional<bool> coversAddress(const NoProxyRule& rule, const QString& entry, const QHostAddress& address)
{
    if (QHostAddress(entry) == address) return true;
    if (!entry.contains(u'/')) return false;
    if (rule.networks == NetworkEntry::Unknown) return std::nullopt;
    const bool understood =
        rule.networks == NetworkEntry::Both ||
        (rule.networks == NetworkEntry::Ipv4 && address.protocol() == QAbstractSocket::IPv4Protocol);
    const auto network = QHostAddress::parseSubnet(entry);
    return understood && !network.first.isNull() && address.isInSubnet(network);
}

std::optional<bool> coversName(const NoProxyRule& rule, QString entry, const QString& host)
{
    if (entry.startsWith("*."_L1)) {
        if (!rule.wildcard) return false;
        entry = entry.mid(1);
    }
    const bool dotted = entry.startsWith(u'.');
    while (entry.startsWith(u'.'))
        entry = entry.mid(1);
    if (rule.trailingDotIgnored && entry.endsWith(u'.')) entry.chop(1);
    if (entry.isEmpty()) return false;
    if (host == entry) return !dotted || rule.dotted == DottedEntry::Labels;
    const bool below = host.endsWith(u'.' + entry);
    if (dotted || rule.plain == PlainEntry::Labels) return below;
    if (rule.plain == PlainEntry::Ending) return host.endsWith(entry);
    return below ? std::nullopt : std::optional(false);
}

/// An entry "host:port", or nothing of the kind.
struct EntryWithPort
{
    QString host;
    int port = 0;
};

std::optional<EntryWithPort> withPort(const QString& entry)
{
    static const QRegularExpression pattern(u"^(.*[^:]):([0-9]{1,5})$"_s);
    const auto match = pattern.match(entry);
    if (!match.hasMatch() || !QHostAddress(entry).isNull()) return std::nullopt;
    return EntryWithPort{match.captured(1), match.captured(2).toInt()};
}

std::optional<bool> covers(const NoProxyRule& rule, QString entry, const ClientTarget& target)
{
    if (const auto parts = withPort(entry)) {
        const bool concerned = parts->port == target.port;
        if (rule.port == PortEntry::Never || !concerned) return false;
        if (rule.port == PortEntry::Given && !target.portGiven) return false;
        entry = parts->host;
        const auto name = coversName(rule, entry.toLower(), target.host.toLower());
        return rule.port == PortEntry::Unknown && name.value_or(true) ? std::nullopt : name;
    }
    const QHostAddress address(target.host);
    if (!address.isNull()) return coversAddress(rule, entry, address);
    return coversName(rule, entry.toLower(), target.host.toLower());
}

} // namespace

NoProxyAnswer judgeNoProxy(const NoProxyRule& rule, const QString& list, const ClientTarget& target)
{
    if (list.trimmed() == "*"_L1) return {true, u"*"_s};
    NoProxyAnswer answer{false, {}};
    for (const QString& entry : entriesOf(rule, list)) {
        if (entry == "*"_L1 && rule.starAnywhere) return {true, entry};
        const std::optional<bool> covered = covers(rule, entry, target);
        if (covered == true) return {true, entry};
        if (!covered && answer.covered) answer = {std::nullopt, entry};
    }
    return answer;
}

std::optional<QString> spelledProxy(const QString& given, int defaultPort, QString* scheme)
{
    const QString text = given.trimmed();
    const QUrl url(text.contains("://"_L1) ? text : u"http://"_s + text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) return std::nullopt;
    *scheme = url.scheme().toLower();
    int port = defaultPort;
    if (*scheme == "https"_L1) port = 443;
    if (scheme->startsWith("socks"_L1)) port = 1080;
    // As the step `proxy` spells it, so that the two can be compared: "socks" means SOCKS 5 to most.
    const QString shown = *scheme == "socks"_L1 ? u"socks5"_s : *scheme;
    return u"%1://%2:%3"_s.arg(shown, url.host()).arg(url.port(port));
}

namespace {

ClientProxyChoice read(const ClientProxyRule& rule, const VariableEvidence& variable)
{
    ClientProxyChoice choice;
    choice.variable = &variable;
    choice.kind = ClientProxyKind::Unusable;
    QString scheme;
    const auto address = spelledProxy(variable.value, rule.defaultPort, &scheme);
    if (!address) return choice;
    choice.address = *address;
    if (rule.schemes.contains(scheme))
        choice.kind = ClientProxyKind::Proxy;
    else if (rule.packageSchemes.contains(scheme))
        choice.kind = ClientProxyKind::Package;
    else if (rule.versionSchemes.contains(scheme))
        choice.kind = ClientProxyKind::Version;
    return choice;
}

/// A client that makes all its proxies ready at its start fails at the first that it cannot use, whatever
/// target that one is for (case 25).
std::optional<ClientProxyChoice> firstUnusable(const ClientProxyRule& rule, const ClientVariables& variables)
{
    for (const auto& names :
         {QStringList{u"http_proxy"_s, u"HTTP_PROXY"_s}, QStringList{u"https_proxy"_s, u"HTTPS_PROXY"_s},
          QStringList{u"all_proxy"_s, u"ALL_PROXY"_s}}) {
        const VariableEvidence* const found = variables.first(names, rule.emptyHides);
        if (!found) continue;
        const ClientProxyChoice choice = read(rule, *found);
        const bool canBeMadeReady =
            choice.kind == ClientProxyKind::Proxy || choice.kind == ClientProxyKind::Version;
        if (!canBeMadeReady) return choice;
    }
    return std::nullopt;
}

/// "*" in the list leaves no proxy to make ready.
bool exemptsAll(const NoProxyRule& rule, const QString& list)
{
    if (list.trimmed() == "*"_L1) return true;
    return rule.starAnywhere && entriesOf(rule, list).contains(u"*"_s);
}

} // namespace

ClientProxyChoice chooseClientProxy(const ClientProxyRule& rule, const ClientVariables& variables,
                                    const ClientTarget& target)
{
    const bool asksPlainly = !target.secure && !rule.plainVariables.isEmpty();
    const QStringList& names = asksPlainly ? rule.plainVariables : rule.variables;
    const VariableEvidence* const deciding = variables.first(names, rule.emptyHides);
    ClientProxyChoice choice;
    if (rule.onlyWith && !variables.isOn(*rule.onlyWith)) {
        choice.variablesIgnored = deciding != nullptr;
        return choice;
    }
    const VariableEvidence* const except = variables.first(rule.noProxy.variables, rule.noProxy.emptyHides);
    const QString list = except ? except->value : QString();
    if (rule.readsAll && !exemptsAll(rule.noProxy, list)) {
        if (const auto unusable = firstUnusable(rule, variables)) return *unusable;
    }
    if (!deciding) return choice;
    const NoProxyAnswer exempt = judgeNoProxy(rule.noProxy, list, target);
    choice.noProxyEntry = exempt.entry;
    if (exempt.covered == true) return choice;
    choice = read(rule, *deciding);
    choice.noProxyEntry = exempt.entry;
    if (!exempt.covered) choice.kind = ClientProxyKind::Unknown;
    return choice;
}

} // namespace pathlight
