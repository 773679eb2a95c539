// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/clientsstep.h"
#include "core/diagnosis/diagnosis.h"
#include "core/steps/api.h"
#include "core/steps/dns.h"
#include "core/steps/environment.h"
#include "core/steps/http.h"
#include "core/steps/mtu.h"
#include "core/steps/proxy.h"
#include "core/steps/route.h"
#include "core/steps/stability.h"
#include "core/steps/stream.h"
#include "core/steps/tcp.h"
#include "core/steps/tls.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

QHash<QString, StepFunction> allSteps()
{
    return {
        {u"environment"_s, environmentStep},
        {u"proxy"_s, proxyStep},
        {u"dns"_s, dnsStep},
        {u"tcp"_s, tcpStep},
        {u"mtu"_s, mtuStep},
        {u"tls"_s, tlsStep},
        {u"http"_s, httpStep},
        {u"api"_s, apiStep},
        {u"stream"_s, streamStep},
        {u"route"_s, routeStep},
        {u"stability"_s, stabilityStep},
        {u"clients"_s, clientsStep},
    };
}

} // namespace pathlight
