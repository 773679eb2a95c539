// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/platform.h"
#include "core/net/platform/resolvconf.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::platform {

namespace {

constexpr qint64 mostBytes = 64LL * 1024;

QStringList existing(const QStringList& candidates)
{
    QStringList found;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(found),
                 [](const QString& path) { return QFileInfo::exists(path); });
    return found;
}

ResolverSettings settingsIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? readResolvConf(file.read(mostBytes)) : ResolverSettings();
}

/// The stub that systemd-resolved serves; the servers it asks stand in a file of its own.
bool isOnlyTheStub(const QStringList& servers)
{
    return servers == QStringList{u"127.0.0.53"_s};
}

} // namespace

ResolverSettings resolverSettings()
{
    ResolverSettings settings = settingsIn(u"/etc/resolv.conf"_s);
    if (!isOnlyTheStub(settings.nameServers)) return settings;
    const ResolverSettings behind = settingsIn(u"/run/systemd/resolve/resolv.conf"_s);
    settings.nameServers.append(behind.nameServers);
    return settings;
}

QStringList nameServersWithRemarks()
{
    QFile file(u"/etc/resolv.conf"_s);
    return file.open(QIODevice::ReadOnly) ? serversWithRemarks(file.read(mostBytes)) : QStringList();
}

QString hostsFilePath()
{
#ifdef Q_OS_WIN
    const QString path =
        qEnvironmentVariable("SystemRoot", u"C:\\Windows"_s) + u"\\System32\\drivers\\etc\\hosts"_s;
#else
    const QString path = u"/etc/hosts"_s;
#endif
    return QFileInfo::exists(path) ? path : QString();
}

QStringList systemTrustPaths()
{
    return existing({u"/etc/ssl/certs/ca-certificates.crt"_s, u"/etc/pki/tls/certs/ca-bundle.crt"_s,
                     u"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"_s, u"/etc/ssl/ca-bundle.pem"_s,
                     u"/etc/ssl/cert.pem"_s, u"/etc/ssl/certs"_s});
}

QStringList vendorTrustPaths()
{
    return existing({u"/usr/share/ca-certificates/mozilla"_s});
}

} // namespace pathlight::platform
