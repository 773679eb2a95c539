// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `clients` sees: the ways that some client takes and the walk did not, and what each client
/// would do with its own settings on the path as measured.
namespace pathlight {

/// Would a client's request succeed?
enum class ClientOutcome { Works, WouldFail, Unknown };
template <>
struct EnumNames<ClientOutcome>
{
    static constexpr std::array names{"works", "would_fail", "unknown"};
};

/// A way to the target other than the walk's own, tried as far as its connection (and the proxy's tunnel).
struct ClientWayEvidence
{
    QString via;                    ///< "direct", or the proxy: "http://proxy.example:3128"
    std::optional<bool> opens;      ///< null: it could not be tried
    QString outcome;                ///< a ConnectOutcome where direct, else a TunnelOutcome
    std::optional<QString> address; ///< the last that was tried
    std::optional<double> ms;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientWayEvidence;
        visit("via", &T::via);
        visit("opens", &T::opens);
        visit("outcome", &T::outcome);
        visit("address", &T::address);
        visit("ms", &T::ms);
    }
};

/// In which order a client tries a name's addresses, and how long each.
struct ClientFamiliesEvidence
{
    QString fallback;         ///< "none", "in_turn", "race", "timed"
    std::optional<int> tryMs; ///< what each address is given before the next is tried
    QStringList order;        ///< families as this client would try them: "ipv6", "ipv4"
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientFamiliesEvidence;
        visit("fallback", &T::fallback);
        visit("tryMs", &T::tryMs);
        visit("order", &T::order);
    }
};

struct ClientTimeoutsEvidence
{
    std::optional<qint64> connectMs; ///< null: the system's own limit
    std::optional<qint64> totalMs;   ///< null: none
    std::optional<int> retries;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientTimeoutsEvidence;
        visit("connectMs", &T::connectMs);
        visit("totalMs", &T::totalMs);
        visit("retries", &T::retries);
    }
};

/// One client, as its rules (resources/clients.json) and this computer's settings make it behave.
struct ClientEvidence
{
    QString id; ///< CONTRACT section 2
    ClientOutcome outcome = ClientOutcome::Unknown;
    std::optional<QString> baseUrl;
    std::optional<QString> baseUrlSource; ///< "ANTHROPIC_BASE_URL (environment)"; null: its default
    std::optional<QString> proxy;         ///< "direct", or an address without user and password
    std::optional<QString> proxySource;   ///< the variable that decided, and where it stands
    std::optional<QString> noProxyEntry;  ///< the entry that sends the target direct
    QStringList trustStores;              ///< "bundled", "system", or a file's path
    std::optional<bool> trusts;           ///< would it accept the chain that was presented
    std::optional<QString> resolver;      ///< "system" or "own"
    ClientFamiliesEvidence addressFamilies;
    ClientTimeoutsEvidence timeouts;
    std::optional<QString> wouldFail; ///< the code of what stops it
    QString reason;                   ///< a text key: "client.reason.<reason>"
    QJsonObject arguments;            ///< text for its placeholders
    QStringList because;              ///< where in the evidence it was seen
    QStringList sources;              ///< where the rule that decided is known from
    QString asOf;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientEvidence;
        visit("id", &T::id);
        visit("outcome", &T::outcome);
        visit("baseUrl", &T::baseUrl);
        visit("baseUrlSource", &T::baseUrlSource);
        visit("proxy", &T::proxy);
        visit("proxySource", &T::proxySource);
        visit("noProxyEntry", &T::noProxyEntry);
        visit("trustStores", &T::trustStores);
        visit("trusts", &T::trusts);
        visit("resolver", &T::resolver);
        visit("addressFamilies", &T::addressFamilies);
        visit("timeouts", &T::timeouts);
        visit("wouldFail", &T::wouldFail);
        visit("reason", &T::reason);
        visit("arguments", &T::arguments);
        visit("because", &T::because);
        visit("sources", &T::sources);
        visit("asOf", &T::asOf);
    }
};

struct ClientsEvidence
{
    QList<ClientWayEvidence> ways;
    QList<ClientEvidence> clients;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientsEvidence;
        visit("ways", &T::ways);
        visit("clients", &T::clients);
    }
};

} // namespace pathlight
