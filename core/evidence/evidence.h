// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/clients.h"
#include "core/evidence/dns.h"
#include "core/evidence/environment.h"
#include "core/evidence/http.h"
#include "core/evidence/mtu.h"
#include "core/evidence/proxy.h"
#include "core/evidence/route.h"
#include "core/evidence/stability.h"
#include "core/evidence/stream.h"
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
    std::optional<StreamEvidence> stream;
    std::optional<RouteTraceEvidence> route;
    std::optional<StabilityEvidence> stability;
    std::optional<ClientsEvidence> clients;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Evidence;
        visit("environment", &T::environment);
        visit("proxy", &T::proxy);
        visit("dns", &T::dns);
        visit("tcp", &T::tcp);
        visit("mtu", &T::mtu);
        visit("tls", &T::tls);
        visit("http", &T::http);
        visit("api", &T::api);
        visit("stream", &T::stream);
        visit("route", &T::route);
        visit("stability", &T::stability);
        visit("clients", &T::clients);
    }

    /// Reads one step's evidence into its place; an unknown step is ignored.
    void set(const QString& step, const QJsonObject& json);
};

} // namespace pathlight
