// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/dns.h"
#include "core/evidence/environment.h"
#include "core/evidence/http.h"
#include "core/evidence/mtu.h"
#include "core/evidence/proxy.h"
#include "core/evidence/route.h"
#include "core/evidence/stability.h"
#include "core/evidence/tcp.h"
#include "core/evidence/tls.h"

/// Everything a walk has seen so far. A step that did not run has no evidence here.
namespace pathlight {

struct Evidence
{
    std::optional<EnvironmentEvidence> environment;
    std::optional<ProxyEvidence> proxy;
    std::optional<DnsEvidence> dns;
    std::optional<TcpEvidence> tcp;
    std::optional<MtuEvidence> mtu;
    std::optional<TlsEvidence> tls;
    std::optional<HttpEvidence> http;
    std::optional<ApiEvidence> api;
    std::optional<RouteTraceEvidence> route;
    std::optional<StabilityEvidence> stability;
    static constexpr auto fields()
    {
        using T = Evidence;
        return std::tuple{field("environment", &T::environment),
                          field("proxy", &T::proxy),
                          field("dns", &T::dns),
                          field("tcp", &T::tcp),
                          field("mtu", &T::mtu),
                          field("tls", &T::tls),
                          field("http", &T::http),
                          field("api", &T::api),
                          field("route", &T::route),
                          field("stability", &T::stability)};
    }

    /// Reads one step's evidence into its place; an unknown step is ignored.
    void set(const QString& step, const QJsonObject& json);
};

} // namespace pathlight
