// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/clientvariables.h"

/// Which way one client would go, by its own rules. Pure.
namespace pathlight {

/// Where a client's request goes.
struct ClientTarget
{
    QString host;
    int port = 443;
    bool portGiven = false; ///< the address names its port; else it is the scheme's own
    bool secure = true;     ///< https; else http
};

/// Does a NO_PROXY list send the target direct?
struct NoProxyAnswer
{
    std::optional<bool> covered; ///< null: this client's rule for such an entry is not documented
    QString entry;               ///< the one that decided
};

/// Lists longer than this are read up to here.
inline constexpr qsizetype longestNoProxy = 100'000;

[[nodiscard]] NoProxyAnswer judgeNoProxy(const NoProxyRule& rule, const QString& list,
                                         const ClientTarget& target);

enum class ClientProxyKind {
    Direct,
    Proxy,
    Unusable, ///< the variable that decides holds no address, or a scheme this client does not speak
    Package,  ///< the scheme needs a package that may not be there
    Version,  ///< the scheme is spoken from some version on, and which one is installed is not known
    Unknown,  ///< a NO_PROXY entry decides, and how this client reads it is not documented
};

struct ClientProxyChoice
{
    ClientProxyKind kind = ClientProxyKind::Direct;
    QString address;                            ///< "http://proxy.example:3128", without user and password
    const VariableEvidence* variable = nullptr; ///< that decided; of the ClientVariables given
    bool variablesIgnored = false;              ///< proxy variables are set, and this client reads none
    QString noProxyEntry;
};

/// `address` as a client reads it; null: it is none. A text without a scheme means http.
[[nodiscard]] std::optional<QString> spelledProxy(const QString& text, int defaultPort, QString* scheme);

[[nodiscard]] ClientProxyChoice
chooseClientProxy(const ClientProxyRule& rule, const ClientVariables& variables, const ClientTarget& target);

} // namespace pathlight
