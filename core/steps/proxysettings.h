// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/tunnel.h"

#include <QHash>

/// Which way the settings send a connection: pure, from variables and the target to a choice.
namespace pathlight {

/// Environment variables by their exact names.
using Variables = QHash<QString, QString>;

/// The proxy variables of this process, and no_proxy.
[[nodiscard]] Variables proxyVariables();

/// What the operating system's or the desktop's settings say.
struct SystemProxy
{
    QString source = QStringLiteral("system"); ///< or "KDE settings"
    QString url;                               ///< empty where a script decides
    QString exceptions;                        ///< names that go direct, as NO_PROXY lists them
    std::optional<QString> script;             ///< the address of a set-up script (PAC), or "WPAD"
};

struct ProxyChoice
{
    QString mode;                    ///< "system", "env", "none", "url"
    QList<ProxySetting> settings;    ///< all that were found
    std::optional<ProxyRoute> route; ///< null: direct, or the deciding setting cannot be used
    std::optional<QString> source;   ///< of the deciding setting
    bool unusable = false;           ///< the deciding setting is no proxy address
    std::optional<QString> noProxy;
    std::optional<QString> noProxyMatched;
};

/// What a client makes of a proxy setting's text ("host:port" means http). The credential goes into the route
/// alone; `setting->value` is without it.
[[nodiscard]] std::optional<ProxyRoute> readProxy(const QString& text, ProxySetting* setting);

/// The entry of a no_proxy list that covers this host, by the rules most clients share: separated by commas
/// or blanks, `*` for all, a name covers its subdomains, `host:port`, an address or a network.
[[nodiscard]] std::optional<QString> noProxyMatch(const QString& list, const QString& host, quint16 port);

/// `mode` as the user gave it: empty (env where a proxy variable is set, else system), "system", "env",
/// "none" or a URL. `system` is what the operating system's settings say; a script in them is no proxy, only
/// told. In the environment the order is Claude Code's (FACTS 3.5), then all_proxy. A loopback target goes
/// direct unless the user named a URL.
[[nodiscard]] ProxyChoice chooseProxy(const QString& mode, const Variables& variables,
                                      const std::optional<SystemProxy>& system, const QString& host,
                                      quint16 port);

} // namespace pathlight
