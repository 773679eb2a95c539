// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/hops.h"

#include "core/report/evidencerows.h"
#include "core/report/plaintext.h"
#include "core/report/routewords.h"
#include "ui/charts/latencymodel.h"
#include "ui/graphics/ink.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

QString milliseconds(const std::optional<double>& ms)
{
    if (!ms) return u"–"_s;
    return QString::number(*ms, 'f', *ms < 100 ? 1 : 0);
}

class HopRows
{
public:
    HopRows(const TraceEvidence& trace, const QList<TraceEvidence>& others,
            const std::optional<TcpEvidence>& tcp, const Texts& texts)
        : m_trace(trace),
          m_reading(readTrace(trace, others)),
          m_sentence(routeSentence(trace, others, tcp, texts)),
          m_connects(connects(trace, tcp)),
          m_texts(texts)
    {}

    void setScale(double end) { m_end = end; }
    [[nodiscard]] QList<TableRow> all() const;

private:
    [[nodiscard]] TableRow headRow() const;
    [[nodiscard]] TableRow row(qsizetype index) const;
    [[nodiscard]] TableRow endRow(qsizetype index) const;
    [[nodiscard]] TableRow silentRow(int first, int last) const;
    [[nodiscard]] TableCell addressOf(const HopEvidence& hop) const;
    [[nodiscard]] TableCell answersOf(qsizetype index) const;

    const TraceEvidence& m_trace;
    TraceReading m_reading;
    QString m_sentence;
    bool m_connects;
    const Texts& m_texts;
    double m_end = 1;
};

TableCell plain(const QString& text)
{
    return {text, {}, {}, {}, false};
}

TableRow HopRows::headRow() const
{
    TableRow row;
    row.spansAll = true;
    row.cells = {plain({}), {methodWords(m_trace, m_texts), m_sentence, {}, {}, true}};
    return row;
}

TableCell HopRows::addressOf(const HopEvidence& hop) const
{
    TableCell cell{visibleText(hop.address.value_or(QString())), {}, {}, {}, hop.target};
    QStringList details;
    if (hop.name) details.append(visibleText(*hop.name));
    if (!hop.alternatives.isEmpty()) {
        const QString others = visibleText(hop.alternatives.mid(0, 8).join(u", "_s));
        details.append(m_texts(u"view.hops.also"_s, {{u"addresses"_s, others}}));
    }
    if (hop.said) {
        cell.mark = Standing::Failed;
        details.append(wordFor(m_texts, u"view.hops.said"_s, *hop.said));
    }
    cell.detail = details.join(m_texts(u"view.list_separator"_s));
    return cell;
}

TableCell HopRows::answersOf(qsizetype index) const
{
    const HopEvidence& hop = m_trace.hops[index];
    TableCell cell = plain(QString::number(hop.received) + u" / "_s + QString::number(hop.sent));
    cell.detail = lossWord(m_reading.hops[index], m_texts);
    return cell;
}

TableRow HopRows::row(qsizetype index) const
{
    const HopEvidence& hop = m_trace.hops[index];
    TableRow row;
    row.cells.append(plain(QString::number(hop.ttl)));
    row.cells.append(addressOf(hop));
    row.cells.append(plain(segmentWord(m_reading.hops[index], m_texts)));
    row.cells.append(answersOf(index));
    const QString times =
        milliseconds(hop.minMs) + u" / "_s + milliseconds(hop.medianMs) + u" / "_s + milliseconds(hop.maxMs);
    row.cells.append(plain(hop.medianMs ? times + u" ms"_s : u"–"_s));
    TableCell bar;
    if (hop.medianMs)
        bar.bar = SmallBar{hop.minMs.value_or(*hop.medianMs), *hop.medianMs,
                           hop.maxMs.value_or(*hop.medianMs), m_end};
    row.cells.append(bar);
    return row;
}

TableRow HopRows::endRow(qsizetype index) const
{
    TableRow made = row(index);
    const bool reached = m_trace.reached.value_or(false);
    // While the trace still runs the farthest answer so far is no end yet, and where a connection stands, it
    // is none either.
    const bool broken = m_trace.reached == false && !m_connects;
    if (reached || broken) made.tint = reached ? Standing::Passed : Standing::Failed;
    for (TableCell& cell : made.cells)
        cell.strong = true;
    TableCell& address = made.cells[1];
    address.mark = made.tint;
    if (!made.tint) return made;
    const QString words = reached ? m_texts(u"view.hops.target"_s) : m_texts(u"view.hops.ends"_s);
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
    const QString words =
        m_texts(m_reading.silentBefore ? u"view.hops.silent_passing"_s : u"view.hops.silent"_s);
    row.cells = {plain(numbers), plain(words)};
    return row;
}

QList<TableRow> HopRows::all() const
{
    QList<TableRow> rows;
    if (!m_trace.protocol.isEmpty()) rows.append(headRow());
    const QList<HopEvidence>& hops = m_trace.hops;
    const qsizetype end = lastHop(m_trace);
    if (end >= 0) rows.append(endRow(end));
    for (qsizetype index = 0; index < hops.size(); ++index) {
        if (index == end) continue;
        const int first = hops[index].ttl;
        if (!m_reading.hops[index].silent) {
            rows.append(row(index));
            continue;
        }
        while (index + 1 < hops.size() && index + 1 != end && m_reading.hops[index + 1].silent)
            ++index;
        rows.append(silentRow(first, hops[index].ttl));
    }
    return rows;
}

/// One scale for all traces, so that their bars can be compared.
double scaleOf(const QList<TraceEvidence>& traces)
{
    double highest = 1;
    for (const TraceEvidence& trace : traces) {
        for (const HopEvidence& hop : trace.hops)
            highest = std::max(highest, hop.maxMs.value_or(0));
    }
    return niceAxis(highest, 4).end;
}

} // namespace

Table hopTable(const RouteTraceEvidence& route, const std::optional<TcpEvidence>& tcp, const Texts& texts)
{
    Table table;
    table.columns = {{texts(u"view.hops.ttl"_s), Qt::AlignRight, 34, 56},
                     {texts(u"view.hops.address"_s), Qt::AlignLeft, 110, 260},
                     {texts(u"view.hops.segment"_s), Qt::AlignLeft, 60, 110},
                     {texts(u"view.hops.answered"_s), Qt::AlignLeft, 56, 150},
                     {texts(u"view.hops.times"_s), Qt::AlignRight, 96, 170},
                     {QString(), Qt::AlignLeft, 60, 150}};
    const QList<TraceEvidence> traces = QList<TraceEvidence>{route} + route.others;
    const double scale = scaleOf(traces);
    for (qsizetype index = 0; index < traces.size(); ++index) {
        HopRows rows(traces[index], index == 0 ? route.others : QList<TraceEvidence>(), tcp, texts);
        rows.setScale(scale);
        table.rows.append(rows.all());
    }
    return table;
}

} // namespace pathlight
