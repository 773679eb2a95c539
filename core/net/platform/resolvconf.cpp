// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/resolvconf.h"

#include <QHostAddress>

namespace pathlight::platform {

namespace {

constexpr qsizetype mostServers = 3;
constexpr qsizetype mostDomains = 6;
constexpr qsizetype longestDomain = 253;

/// The words after a keyword; null: the line does not begin with it.
std::optional<QList<QByteArray>> wordsAfter(const QByteArray& keyword, const QByteArray& line)
{
    if (!line.startsWith(keyword)) return std::nullopt;
    const QByteArray rest = line.mid(keyword.size());
    if (rest.isEmpty() || (rest.at(0) != ' ' && rest.at(0) != '\t')) return std::nullopt;
    return rest.simplified().split(' ');
}

std::optional<QString> serverOf(QByteArray word)
{
    for (const char end : {';', '#'}) {
        if (const qsizetype at = word.indexOf(end); at >= 0) word.truncate(at);
    }
    const QHostAddress address(QString::fromLatin1(word));
    if (address.isNull()) return std::nullopt;
    return address.toString();
}

QStringList domainsOf(const QList<QByteArray>& words)
{
    QStringList domains;
    for (const QByteArray& word : words) {
        const bool usable = !word.isEmpty() && word.size() <= longestDomain;
        if (usable && domains.size() < mostDomains) domains.append(QString::fromUtf8(word));
    }
    return domains;
}

} // namespace

ResolverSettings readResolvConf(const QByteArray& text)
{
    ResolverSettings settings;
    for (const QByteArray& line : text.split('\n')) {
        if (const auto server = wordsAfter("nameserver", line)) {
            const auto address = serverOf(server->constFirst());
            if (address && settings.nameServers.size() < mostServers) settings.nameServers.append(*address);
        } else if (const auto search = wordsAfter("search", line)) {
            settings.searchDomains = domainsOf(*search);
        } else if (const auto domain = wordsAfter("domain", line)) {
            settings.searchDomains = domainsOf(domain->mid(0, 1));
        }
    }
    return settings;
}

QStringList serversWithRemarks(const QByteArray& text)
{
    QStringList servers;
    for (const QByteArray& line : text.split('\n')) {
        const auto words = wordsAfter("nameserver", line);
        const auto address = words && words->size() > 1 ? serverOf(words->constFirst()) : std::nullopt;
        if (address && servers.size() < mostServers) servers.append(*address);
    }
    return servers;
}

} // namespace pathlight::platform
