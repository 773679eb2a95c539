// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `environment` sees: this computer's interfaces, routes, clock, the variables and files that
/// change how Claude clients connect, and whether the internet answers at all.
namespace pathlight {

struct InterfaceEvidence
{
    QString name;
    QStringList addresses;  ///< with prefix length, "198.51.100.2/28"
    std::optional<int> mtu; ///< bytes
    bool up = false;
    bool loopback = false;
    static constexpr auto fields()
    {
        using T = InterfaceEvidence;
        return std::tuple{field("name", &T::name), field("addresses", &T::addresses), field("mtu", &T::mtu),
                          field("up", &T::up), field("loopback", &T::loopback)};
    }
};

struct RouteEvidence
{
    QString family;      ///< "ipv4" or "ipv6"
    QString destination; ///< "default" or a prefix
    std::optional<QString> gateway;
    QString interface;
    std::optional<int> metric;
    bool unreachable = false; ///< a route that says "no" (blackhole, unreachable, prohibit)
    static constexpr auto fields()
    {
        using T = RouteEvidence;
        return std::tuple{field("family", &T::family),   field("destination", &T::destination),
                          field("gateway", &T::gateway), field("interface", &T::interface),
                          field("metric", &T::metric),   field("unreachable", &T::unreachable)};
    }
};

/// A variable that changes how a Claude client connects. Secrets are never in `value`: it then says what kind
/// of secret stands there ("set, 108 characters").
struct VariableEvidence
{
    QString name;
    QString value;
    QString source; ///< "environment", or the path of the settings file it comes from
    bool secret = false;
    std::optional<QString> problem; ///< "control_character", "quotes", "wrong_header", "empty"…
    static constexpr auto fields()
    {
        using T = VariableEvidence;
        return std::tuple{field("name", &T::name), field("value", &T::value), field("source", &T::source),
                          field("secret", &T::secret), field("problem", &T::problem)};
    }
};

/// A CA bundle that a variable names.
struct CaFileEvidence
{
    QString variable;
    QString path;
    bool exists = false;
    bool readable = false;
    std::optional<int> certificates; ///< how many it holds; 0: it is no bundle
    std::optional<QString> problem; ///< "missing", "unreadable", "not_pem", "empty", "too_large", "directory"
    static constexpr auto fields()
    {
        using T = CaFileEvidence;
        return std::tuple{field("variable", &T::variable),
                          field("path", &T::path),
                          field("exists", &T::exists),
                          field("readable", &T::readable),
                          field("certificates", &T::certificates),
                          field("problem", &T::problem)};
    }
};

struct SettingsFileEvidence
{
    QString path;
    bool exists = false;
    bool readable = false;
    bool worldWritable = false;
    std::optional<QString> problem; ///< "unreadable", "too_large", "not_json", "not_an_object"
    std::optional<int> line;        ///< where the JSON breaks, counted from 1
    std::optional<int> column;
    static constexpr auto fields()
    {
        using T = SettingsFileEvidence;
        return std::tuple{field("path", &T::path),         field("exists", &T::exists),
                          field("readable", &T::readable), field("worldWritable", &T::worldWritable),
                          field("problem", &T::problem),   field("line", &T::line),
                          field("column", &T::column)};
    }
};

/// Where ANTHROPIC_BASE_URL sends clients.
struct EndpointEvidence
{
    QString value;
    QString source;
    std::optional<QString> problem; ///< "malformed", "scheme", "doubled_path", "nothing_listens"
    QString host;
    int port = 0;
    bool isTarget = false;       ///< the same host and port as the target
    std::optional<bool> listens; ///< does something accept a connection there (asked on loopback only)
    static constexpr auto fields()
    {
        using T = EndpointEvidence;
        return std::tuple{field("value", &T::value),     field("source", &T::source),
                          field("problem", &T::problem), field("host", &T::host),
                          field("port", &T::port),       field("isTarget", &T::isTarget),
                          field("listens", &T::listens)};
    }
};

/// One plain-HTTP control asked over one address family (PROCEDURES section 8).
struct ControlEvidence
{
    QString url;
    QString family;
    QString outcome; ///< "as_expected", "portal", "other" (4xx, 5xx), "failed"
    std::optional<int> status;
    std::optional<QString> location; ///< where a redirect leads
    std::optional<double> ms;
    std::optional<double> clockSkewMs; ///< by its Date header, corrected for half the exchange
    static constexpr auto fields()
    {
        using T = ControlEvidence;
        return std::tuple{field("url", &T::url),
                          field("family", &T::family),
                          field("outcome", &T::outcome),
                          field("status", &T::status),
                          field("location", &T::location),
                          field("ms", &T::ms),
                          field("clockSkewMs", &T::clockSkewMs)};
    }
};

struct InternetFamilyEvidence
{
    std::optional<bool> reachable;
    std::optional<bool> portal;
    static constexpr auto fields()
    {
        using T = InternetFamilyEvidence;
        return std::tuple{field("reachable", &T::reachable), field("portal", &T::portal)};
    }
};

struct InternetEvidence
{
    InternetFamilyEvidence ipv4;
    InternetFamilyEvidence ipv6;
    QList<ControlEvidence> controls;
    static constexpr auto fields()
    {
        using T = InternetEvidence;
        return std::tuple{field("ipv4", &T::ipv4), field("ipv6", &T::ipv6), field("controls", &T::controls)};
    }
};

struct EnvironmentEvidence
{
    QList<InterfaceEvidence> interfaces;
    std::optional<QString> gateway4;
    std::optional<QString> gateway6;
    QList<RouteEvidence> routes;
    std::optional<bool> routesKnown; ///< false where this platform cannot list routes
    QStringList nameServers;         ///< as configured, in order
    QStringList searchDomains;
    QList<VariableEvidence> variables;
    QList<CaFileEvidence> caFiles;
    QList<SettingsFileEvidence> settingsFiles;
    std::optional<EndpointEvidence> endpoint;
    std::optional<double> clockSkewMs; ///< local minus true time; positive: this clock is ahead
    InternetEvidence internet;
    static constexpr auto fields()
    {
        using T = EnvironmentEvidence;
        return std::tuple{field("interfaces", &T::interfaces),
                          field("gateway4", &T::gateway4),
                          field("gateway6", &T::gateway6),
                          field("routes", &T::routes),
                          field("routesKnown", &T::routesKnown),
                          field("nameServers", &T::nameServers),
                          field("searchDomains", &T::searchDomains),
                          field("variables", &T::variables),
                          field("caFiles", &T::caFiles),
                          field("settingsFiles", &T::settingsFiles),
                          field("endpoint", &T::endpoint),
                          field("clockSkewMs", &T::clockSkewMs),
                          field("internet", &T::internet)};
    }
};

} // namespace pathlight
