// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/clientsview.h"
#include "ui/steps/dnsview.h"
#include "ui/steps/httpview.h"
#include "ui/steps/mtuview.h"
#include "ui/steps/routeview.h"
#include "ui/steps/streamview.h"
#include "ui/steps/tcpview.h"
#include "ui/steps/tlsview.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

StepView* makeStepView(const QString& step)
{
    if (step == u"clients") return new ClientsView;
    if (step == u"dns") return new DnsView;
    if (step == u"tcp") return new TcpView;
    if (step == u"mtu") return new MtuView;
    if (step == u"tls") return new TlsView;
    if (step == u"http") return new HttpView;
    if (step == u"route") return new RouteView;
    if (step == u"stream") return new StreamView;
    // The others are told best by the pairs and tables that every report shows; the tries of `stability`
    // stand in the retry chart below every page.
    return new StepView(step);
}

} // namespace pathlight
