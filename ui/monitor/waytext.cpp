// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/waytext.h"

#include "core/report/plaintext.h"
#include "core/rules/routereading.h"
#include "ui/monitor/outagetext.h"
#include "ui/tr.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString hopText(int distance, const QString& address)
{
    return u"%1 (%2)"_s.arg(visibleText(address)).arg(distance);
}

/// The newest outage that a trace was made in; null: there is none.
const SeenOutage* newestTraced(const SeenTarget& target)
{
    const auto found = std::find_if(target.outages.crbegin(), target.outages.crend(),
                                    [](const SeenOutage& each) { return each.way.has_value(); });
    return found == target.outages.crend() ? nullptr : &*found;
}

} // namespace

QString breakText(const BreakPlace& place, const Texts& texts)
{
    if (place.reached) return texts(u"monitor.route.whole"_s);
    if (place.local) return texts(u"monitor.route.local"_s);
    const QString after = hopText(place.distance, place.after.value_or(QString()));
    if (place.said) return texts(u"monitor.route.said"_s, {{u"after"_s, after}});
    if (place.distance == 0) return texts(u"monitor.route.nobody"_s);
    if (!place.before) return texts(u"monitor.route.ends"_s, {{u"after"_s, after}});
    return texts(u"monitor.route.breaks"_s, {{u"after"_s, after}, {u"before"_s, visibleText(*place.before)}});
}

QString lossText(const RouteRecord& record, const Texts& texts)
{
    const TraceEvidence all = record.inAll();
    const auto start = lossStartOf(all);
    if (!start) return {};
    const HopEvidence& hop = all.hops[start->at];
    const QString at = hopText(hop.ttl, hop.address.value_or(QString()));
    const QString share = shareText(start->share);
    const auto after = start->after ? all.hops[*start->after].address : std::nullopt;
    if (!after) return texts(u"monitor.route.loss_at_once"_s, {{u"at"_s, at}, {u"share"_s, share}});
    return texts(u"monitor.route.loss_from"_s,
                 {{u"at"_s, at}, {u"after"_s, visibleText(*after)}, {u"share"_s, share}});
}

QString addressesText(const QStringList& addresses)
{
    return addresses.isEmpty() ? u"–"_s : visibleText(addresses.join(u", "_s));
}

QString changeText(const RouteChange& change, const Texts& texts)
{
    return texts(u"monitor.route_changed"_s, {{u"distance"_s, change.distance},
                                              {u"from"_s, addressesText(change.from)},
                                              {u"to"_s, addressesText(change.to)}});
}

QStringList wayLines(const SeenTarget& target, const Texts& texts)
{
    if (!target.way.isTraced()) return {};
    QStringList lines{Tr::tr("Traces: %1, the last at %2. Changes of the way: %3.")
                          .arg(target.way.record().traces())
                          .arg(momentText(target.way.tracedMs()))
                          .arg(target.way.changeCount())};
    const QString loss = lossText(target.way.record(), texts);
    if (!loss.isEmpty()) lines.append(loss);
    if (const SeenOutage* const outage = newestTraced(target)) {
        const QString place = breakText(*outage->way, texts);
        lines.append(outage == target.current()
                         ? Tr::tr("In the outage that is on: %1").arg(place)
                         : Tr::tr("In the outage of %1: %2").arg(momentText(outage->beganMs), place));
    }
    return lines;
}

} // namespace pathlight
