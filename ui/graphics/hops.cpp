// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/hops.h"

#include "core/report/evidencerows.h"
#include "ui/charts/latencymodel.h"
#include "ui/graphics/ink.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isSilent(const HopEvidence& hop)
{
    return !hop.address && hop.received == 0;
}

QString milliseconds(const std::optional<double>& ms)
{
    if (!ms) return u"–"_s;
    return QString::number(*ms, 'f', *ms < 100 ? 1 : 0);
}

class HopRows
{
public:
    HopRows(const RouteTraceEvidence& route, const Texts& texts) : m_route(route), m_texts(texts)
    {
        double highest = 1;
        for (const HopEvidence& hop : route.hops)
            highest = std::max(highest, hop.maxMs.value_or(0));
        m_end = niceAxis(highest, 4).end;
    }

    [[nodiscard]] TableRow row(const HopEvidence& hop) const;
    [[nodiscard]] TableRow endRow(const HopEvidence& hop) const;
    [[nodiscard]] TableRow silentRow(int first, int last) const;

private:
    [[nodiscard]] TableCell addressOf(const HopEvidence& hop) const;

    const RouteTraceEvidence& m_route;
    const Texts& m_texts;
    double m_end = 1;
};

TableCell HopRows::addressOf(const HopEvidence& hop) const
{
    TableCell cell{hop.address.value_or(QString()), {}, {}, {}, hop.target};
    QStringList details;
    if (hop.name) details.append(*hop.name);
    if (!hop.alternatives.isEmpty()) {
        const QString others = hop.alternatives.mid(0, 8).join(u", "_s);
        details.append(m_texts(u"view.hops.also"_s, {{u"addresses"_s, others}}));
    }
    if (hop.said) {
        cell.mark = Standing::Failed;
        details.append(wordFor(m_texts, u"view.hops.said"_s, *hop.said));
    }
    cell.detail = details.join(m_texts(u"view.list_separator"_s));
    return cell;
}

TableRow HopRows::row(const HopEvidence& hop) const
{
    TableRow row;
    row.cells.append({QString::number(hop.ttl), {}, {}, {}, false});
    row.cells.append(addressOf(hop));
    row.cells.append(
        {QString::number(hop.received) + u" / "_s + QString::number(hop.sent), {}, {}, {}, false});
    const bool known = hop.sent > 0;
    const double lost = known ? 100.0 * (hop.sent - hop.received) / hop.sent : 0;
    row.cells.append({known ? QString::number(lost, 'f', 0) + u" %"_s : u"–"_s, {}, {}, {}, lost > 0});
    const QString times =
        milliseconds(hop.minMs) + u" / "_s + milliseconds(hop.medianMs) + u" / "_s + milliseconds(hop.maxMs);
    row.cells.append({hop.medianMs ? times + u" ms"_s : u"–"_s, {}, {}, {}, false});
    TableCell bar;
    if (hop.medianMs)
        bar.bar = SmallBar{hop.minMs.value_or(*hop.medianMs), *hop.medianMs,
                           hop.maxMs.value_or(*hop.medianMs), m_end};
    row.cells.append(bar);
    return row;
}

TableRow HopRows::endRow(const HopEvidence& hop) const
{
    TableRow made = row(hop);
    const bool reached = hop.target && m_route.reached.value_or(false);
    made.tint = reached ? Standing::Passed : Standing::Failed;
    for (TableCell& cell : made.cells)
        cell.strong = true;
    TableCell& address = made.cells[1];
    address.mark = made.tint;
    const QString words = reached ? m_texts(u"view.hops.target"_s, {{u"address"_s, m_route.address}})
                                  : m_texts(u"view.hops.ends"_s);
    address.detail =
        address.detail.isEmpty() ? words : words + m_texts(u"view.list_separator"_s) + address.detail;
    return made;
}

TableRow HopRows::silentRow(int first, int last) const
{
    const QString numbers =
        first == last ? QString::number(first) : QString::number(first) + u"–"_s + QString::number(last);
    TableRow row;
    row.spansAll = true;
    row.cells = {{numbers, {}, {}, {}, false}, {m_texts(u"view.hops.silent"_s), {}, {}, {}, false}};
    return row;
}

} // namespace

qsizetype lastHop(const RouteTraceEvidence& route)
{
    qsizetype last = -1;
    for (qsizetype index = 0; index < route.hops.size(); ++index) {
        if (route.hops[index].target) return index;
        if (!isSilent(route.hops[index])) last = index;
    }
    return last;
}

Table hopTable(const RouteTraceEvidence& route, const Texts& texts)
{
    Table table;
    table.columns = {{texts(u"view.hops.ttl"_s), Qt::AlignRight, 34, 56},
                     {texts(u"view.hops.address"_s), Qt::AlignLeft, 110, 260},
                     {texts(u"view.hops.answered"_s), Qt::AlignRight, 50, 80},
                     {texts(u"view.hops.lost"_s), Qt::AlignRight, 40, 60},
                     {texts(u"view.hops.times"_s), Qt::AlignRight, 96, 170},
                     {QString(), Qt::AlignLeft, 60, 150}};
    const HopRows rows(route, texts);
    const qsizetype end = lastHop(route);
    if (end >= 0) table.rows.append(rows.endRow(route.hops[end]));
    for (qsizetype index = 0; index < route.hops.size(); ++index) {
        if (index == end) continue;
        const int first = route.hops[index].ttl;
        if (!isSilent(route.hops[index])) {
            table.rows.append(rows.row(route.hops[index]));
            continue;
        }
        while (index + 1 < route.hops.size() && index + 1 != end && isSilent(route.hops[index + 1]))
            ++index;
        table.rows.append(rows.silentRow(first, route.hops[index].ttl));
    }
    return table;
}

} // namespace pathlight
