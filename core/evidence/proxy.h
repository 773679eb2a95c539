// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `proxy` sees: which way the settings send the connection, and whether the proxy opens it.
namespace pathlight {

struct ProxyAddress
{
    QString scheme; ///< "http", "https", "socks5", "socks5h"
    QString host;
    int port = 0;
    bool hasUser = false; ///< a user name was given; neither it nor the password is ever recorded
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ProxyAddress;
        visit("scheme", &T::scheme);
        visit("host", &T::host);
        visit("port", &T::port);
        visit("hasUser", &T::hasUser);
    }
};

/// How asking the proxy for a tunnel ended. `None`: no proxy is used.
enum class TunnelOutcome {
    None,
    Open,
    NameNotResolved, ///< the proxy's own name has no address
    Unreachable,     ///< ICMP or this computer says its address is not there
    Refused,
    TimedOut,
    AuthRequired,
    Denied,
    BadGateway, ///< 5xx, or a SOCKS failure: it could not reach or resolve the target
    ProtocolError,
    Failed,
};
template <>
struct EnumNames<TunnelOutcome>
{
    static constexpr std::array names{
        "none",          "open",   "name_not_resolved", "unreachable",    "refused", "timed_out",
        "auth_required", "denied", "bad_gateway",       "protocol_error", "failed"};
};

/// A proxy setting that was found, whether or not it is used.
struct ProxySetting
{
    QString source;                      ///< the variable's name, "system", "KDE settings"
    QString value;                       ///< without user name and password
    std::optional<ProxyAddress> address; ///< null: it cannot be read as a proxy address
    std::optional<QString> problem;      ///< "malformed", "scheme", "port", "script"
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ProxySetting;
        visit("source", &T::source);
        visit("value", &T::value);
        visit("address", &T::address);
        visit("problem", &T::problem);
    }
};

/// The way past the proxy, walked beside the proxy's own, without a credential.
struct DirectWayEvidence
{
    /// "name_not_resolved", a ConnectOutcome, "tls_" or "http_" and that layer's own, or "answered".
    QString outcome;
    std::optional<QString> address; ///< the one that connected, else the last that was tried
    std::optional<double> connectMs;
    std::optional<double> tlsMs;
    std::optional<bool> verified; ///< the target's certificate, by the roots of this walk
    std::optional<double> firstByteMs;
    std::optional<int> status;
    std::optional<QString> serverHeader;
    std::optional<bool> fromTheApi;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = DirectWayEvidence;
        visit("outcome", &T::outcome);
        visit("address", &T::address);
        visit("connectMs", &T::connectMs);
        visit("tlsMs", &T::tlsMs);
        visit("verified", &T::verified);
        visit("firstByteMs", &T::firstByteMs);
        visit("status", &T::status);
        visit("serverHeader", &T::serverHeader);
        visit("fromTheApi", &T::fromTheApi);
    }
};

struct ProxyEvidence
{
    QString mode;                      ///< what was asked for: "system", "env", "none", "url"
    std::optional<ProxyAddress> proxy; ///< null: the connection goes direct
    std::optional<QString> source;     ///< the variable or setting that decided
    QList<ProxySetting> settings;
    std::optional<QString> noProxy;
    std::optional<QString> noProxyMatched; ///< the entry that sends the target direct
    /// Does NO_PROXY exempt the endpoint on this computer that clients are set to? Null: they are set to
    /// none, or no proxy variable is set.
    std::optional<bool> loopbackExempt;
    QStringList addresses; ///< what the proxy's name resolves to
    TunnelOutcome outcome = TunnelOutcome::None;
    std::optional<int> connectStatus;     ///< HTTP status of CONNECT, or the SOCKS reply code
    std::optional<QString> connectReason; ///< its reason phrase, at most 200 characters
    QStringList authSchemes;
    std::optional<QString> authTried;  ///< how the given credential went: "Basic", "Digest SHA-256", "SOCKS5"
    std::optional<QString> resolvedBy; ///< who looks the target's name up: "computer", "proxy"
    std::optional<QString> serverHeader;
    std::optional<double> connectMs;         ///< until the proxy accepted the connection
    std::optional<double> tunnelMs;          ///< until it answered CONNECT
    std::optional<DirectWayEvidence> direct; ///< null: it was not tried
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ProxyEvidence;
        visit("mode", &T::mode);
        visit("proxy", &T::proxy);
        visit("source", &T::source);
        visit("settings", &T::settings);
        visit("noProxy", &T::noProxy);
        visit("noProxyMatched", &T::noProxyMatched);
        visit("loopbackExempt", &T::loopbackExempt);
        visit("addresses", &T::addresses);
        visit("outcome", &T::outcome);
        visit("connectStatus", &T::connectStatus);
        visit("connectReason", &T::connectReason);
        visit("authSchemes", &T::authSchemes);
        visit("authTried", &T::authTried);
        visit("resolvedBy", &T::resolvedBy);
        visit("serverHeader", &T::serverHeader);
        visit("connectMs", &T::connectMs);
        visit("tunnelMs", &T::tunnelMs);
        visit("direct", &T::direct);
    }
};

} // namespace pathlight
