// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/wayend.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

bool isSecure(const ClientWayEvidence& way)
{
    return !way.baseUrl || QUrl(*way.baseUrl).scheme() == "https"_L1;
}

/// A gateway may have an answer of its own to a request without its key, but no client reads one that is no
/// JSON; it may send on to another address; and a proxy's 407 may be this walk's own lack of a password.
WayEnd endOfStrangeAnswer(const ClientWayEvidence& way)
{
    const int status = way.status.value_or(0);
    if (isMissing(way) || status >= 500) return WayEnd::NotTheApi;
    if (status == 407 || status / 100 == 3) return WayEnd::Unproven;
    const bool isJson = way.contentType.value_or(QString()).contains("json"_L1, Qt::CaseInsensitive);
    return isJson && way.baseUrl ? WayEnd::MayBeGateway : WayEnd::NotTheApi;
}

} // namespace

WayEnd endOf(const ClientWayEvidence& way, const ClientTrust& there)
{
    if (!way.opens) return WayEnd::Unproven;
    if (!*way.opens) return WayEnd::Closed;
    if (isSecure(way)) {
        if (!way.stores.isEmpty() && there.accepts == false && !there.invalid) return WayEnd::Refused;
        if (there.accepts != true) return WayEnd::Unproven;
    }
    if (way.fromTheApi) return *way.fromTheApi ? WayEnd::Serves : endOfStrangeAnswer(way);
    if (way.outcome == "http_timed_out"_L1 || way.outcome == "http_cancelled"_L1) return WayEnd::Unproven;
    return way.outcome == "connected"_L1 ? WayEnd::Unproven : WayEnd::Closed;
}

} // namespace pathlight
