// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"
#include "core/evidence/proxy.h"

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
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = InterfaceEvidence;
        visit("name", &T::name);
        visit("addresses", &T::addresses);
        visit("mtu", &T::mtu);
        visit("up", &T::up);
        visit("loopback", &T::loopback);
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
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RouteEvidence;
        visit("family", &T::family);
        visit("destination", &T::destination);
        visit("gateway", &T::gateway);
        visit("interface", &T::interface);
        visit("metric", &T::metric);
        visit("unreachable", &T::unreachable);
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
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = VariableEvidence;
        visit("name", &T::name);
        visit("value", &T::value);
        visit("source", &T::source);
        visit("secret", &T::secret);
        visit("problem", &T::problem);
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
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = CaFileEvidence;
        visit("variable", &T::variable);
        visit("path", &T::path);
        visit("exists", &T::exists);
        visit("readable", &T::readable);
        visit("certificates", &T::certificates);
        visit("problem", &T::problem);
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
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = SettingsFileEvidence;
        visit("path", &T::path);
        visit("exists", &T::exists);
        visit("readable", &T::readable);
        visit("worldWritable", &T::worldWritable);
        visit("problem", &T::problem);
        visit("line", &T::line);
        visit("column", &T::column);
    }
};

/// Where ANTHROPIC_BASE_URL sends clients.
struct EndpointEvidence
{
    QString value;
    QString source;
    std::optional<QString> problem; ///< "malformed", "scheme", "doubled_path", "nothing_listens", "not_tls"
    QString host;
    int port = 0;
    bool isTarget = false;       ///< the same host and port as the target
    std::optional<bool> listens; ///< does something accept a connection there (asked on loopback only)
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = EndpointEvidence;
        visit("value", &T::value);
        visit("source", &T::source);
        visit("problem", &T::problem);
        visit("host", &T::host);
        visit("port", &T::port);
        visit("isTarget", &T::isTarget);
        visit("listens", &T::listens);
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
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ControlEvidence;
        visit("url", &T::url);
        visit("family", &T::family);
        visit("outcome", &T::outcome);
        visit("status", &T::status);
        visit("location", &T::location);
        visit("ms", &T::ms);
        visit("clockSkewMs", &T::clockSkewMs);
    }
};

struct InternetFamilyEvidence
{
    std::optional<bool> reachable;
    std::optional<bool> portal;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = InternetFamilyEvidence;
        visit("reachable", &T::reachable);
        visit("portal", &T::portal);
    }
};

struct InternetEvidence
{
    InternetFamilyEvidence ipv4;
    InternetFamilyEvidence ipv6;
    QList<ControlEvidence> controls;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = InternetEvidence;
        visit("ipv4", &T::ipv4);
        visit("ipv6", &T::ipv6);
        visit("controls", &T::controls);
    }
};

/// What a login shell of this user sets, as an editor reads it; only where the user allowed it.
struct LoginShellEvidence
{
    QString shell; ///< the program that the user database names
    /// "read", "no_shell" (the database names none), "unsupported" (not one that is known to take the
    /// question), "not_started", "timed_out" (a start-up file hangs), "too_large", "no_answer" (it ended
    /// without one)
    QString outcome;
    std::optional<double> ms;
    bool noise = false;                ///< a start-up file wrote something of its own to standard output
    QList<VariableEvidence> variables; ///< source: "login shell"
    QStringList differing; ///< names whose value is another than this process's, or that one of them lacks
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = LoginShellEvidence;
        visit("shell", &T::shell);
        visit("outcome", &T::outcome);
        visit("ms", &T::ms);
        visit("noise", &T::noise);
        visit("variables", &T::variables);
        visit("differing", &T::differing);
    }
};

/// What another tool's settings on this computer say of the way out (npm, git, pip, curl). Claude's clients
/// do not read them: they only hint at what this network wants.
struct ToolHintEvidence
{
    QString tool;            ///< "npm", "git", "pip", "curl"
    QString file;            ///< its path, or "environment"
    std::optional<int> line; ///< counted from 1
    QString name;            ///< as the tool calls it; empty: not one setting could be read
    QString kind;            ///< "proxy", "proxy_for_url", "no_proxy", "ca_file", "checking", "file"
    QString value;           ///< of a proxy without user and password
    std::optional<ProxyAddress> address; ///< of a proxy that can be read as one
    bool worldWritable = false;          ///< every user of this computer may write to the file
    /// "malformed", "scheme" (of a proxy), "missing", "unreadable", "too_large", "not_text", "line" (this
    /// line cannot be read, and the tool would say so)
    std::optional<QString> problem;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ToolHintEvidence;
        visit("tool", &T::tool);
        visit("file", &T::file);
        visit("line", &T::line);
        visit("name", &T::name);
        visit("kind", &T::kind);
        visit("value", &T::value);
        visit("address", &T::address);
        visit("worldWritable", &T::worldWritable);
        visit("problem", &T::problem);
    }
};

struct EnvironmentEvidence
{
    QList<InterfaceEvidence> interfaces;
    std::optional<QString> gateway4;
    std::optional<QString> gateway6;
    QList<RouteEvidence> routes;
    std::optional<bool> routesKnown; ///< false where this platform cannot list routes
    QStringList nameServers;         ///< as configured, in order; "#" behind one stands for a remark there
    QStringList searchDomains;
    QList<VariableEvidence> variables;
    std::optional<LoginShellEvidence> loginShell; ///< null: it was not asked
    QList<CaFileEvidence> caFiles;
    QList<SettingsFileEvidence> settingsFiles;
    QList<ToolHintEvidence> hints; ///< the one that counts for its tool first
    std::optional<EndpointEvidence> endpoint;
    std::optional<double> clockSkewMs; ///< local minus true time; positive: this clock is ahead
    InternetEvidence internet;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = EnvironmentEvidence;
        visit("interfaces", &T::interfaces);
        visit("gateway4", &T::gateway4);
        visit("gateway6", &T::gateway6);
        visit("routes", &T::routes);
        visit("routesKnown", &T::routesKnown);
        visit("nameServers", &T::nameServers);
        visit("searchDomains", &T::searchDomains);
        visit("variables", &T::variables);
        visit("loginShell", &T::loginShell);
        visit("caFiles", &T::caFiles);
        visit("settingsFiles", &T::settingsFiles);
        visit("hints", &T::hints);
        visit("endpoint", &T::endpoint);
        visit("clockSkewMs", &T::clockSkewMs);
        visit("internet", &T::internet);
    }
};

} // namespace pathlight
