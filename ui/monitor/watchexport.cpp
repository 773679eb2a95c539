// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/watchexport.h"

#include "core/report/plaintext.h"
#include "core/report/routewords.h"
#include "ui/graphics/ink.h"
#include "ui/monitor/outagetext.h"
#include "ui/monitor/waytext.h"
#include "ui/tr.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString csvCell(QString text)
{
    static const QString formula = u"=+-@"_s;
    if (!text.isEmpty() && formula.contains(text.at(0))) text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString isoUtc(qint64 ms)
{
    return ms > 0 ? QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate) : QString();
}

/// A cell of a Markdown table: what would end it, or begin something else, is escaped.
QString markdownCell(const QString& text)
{
    QString safe;
    for (const QChar each : visibleText(text)) {
        if (u"\\|`*_[]<>#"_s.contains(each)) safe += u'\\';
        safe += each;
    }
    return safe;
}

/// A change of the way, and whose it is.
QString changeRow(const SeenTarget& target, const SeenRouteChange& each, const Texts& texts)
{
    const QStringList cells{csvCell(visibleText(target.label)),
                            isoUtc(each.atMs),
                            {},
                            {},
                            {},
                            {},
                            {},
                            csvCell(changeText(each.change, texts)),
                            {},
                            u"route_changed"_s};
    return cells.join(u',') + u"\r\n"_s;
}

QString timeOf(const std::optional<double>& ms)
{
    return ms ? durationText(*ms) : u"–"_s;
}

QString markdownRow(const QStringList& cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString hopRow(const HopEvidence& hop, const HopReading& reading, const Texts& texts)
{
    QStringList addresses;
    if (hop.address) addresses.append(*hop.address);
    return markdownRow({QString::number(hop.ttl), markdownCell(addressesText(addresses + hop.alternatives)),
                        u"%1 / %2"_s.arg(hop.received).arg(hop.sent), timeOf(hop.medianMs), timeOf(hop.maxMs),
                        markdownCell(lossWord(reading, texts))});
}

/// The end of the way first, for that row decides.
QString hopsMarkdown(const RouteRecord& record, const Texts& texts)
{
    const TraceEvidence all = record.inAll();
    const TraceReading reading = readTrace(all);
    QString text = markdownRow({Tr::tr("Hop"), Tr::tr("Address"), Tr::tr("Answered"), Tr::tr("Usually"),
                                Tr::tr("Worst"), Tr::tr("Lost answers")}) +
                   u"| --- | --- | --- | --- | --- | --- |\n"_s;
    const qsizetype end = lastHop(all);
    if (end >= 0) text += hopRow(all.hops[end], reading.hops[end], texts);
    for (qsizetype index = 0; index < all.hops.size(); ++index) {
        if (index != end) text += hopRow(all.hops[index], reading.hops[index], texts);
    }
    return text;
}

QString wayMarkdown(const SeenTarget& target, const Texts& texts)
{
    if (!target.way.isTraced()) return {};
    QString text =
        u"\n## "_s + Tr::tr("The way to %1").arg(markdownCell(targetName(target.label))) + u"\n\n"_s;
    for (const QString& line : wayLines(target, texts))
        text += u"- "_s + markdownCell(line) + u'\n';
    text += u'\n' + hopsMarkdown(target.way.record(), texts);
    const QList<SeenRouteChange>& changes = target.way.changes();
    if (!changes.isEmpty()) text += u'\n';
    for (auto each = changes.crbegin(); each != changes.crend(); ++each)
        text += u"- "_s + momentText(each->atMs) + u"  "_s + markdownCell(changeText(each->change, texts)) +
                u'\n';
    return text;
}

} // namespace

QByteArray outagesCsv(const MonitorRecord& record, const Texts& texts)
{
    QString text = u"target,began,ended,end,seconds,probes_failed,code,cause,way,kind\r\n"_s;
    for (const ListedOutage& each : outagesOf(record)) {
        const SeenOutage& outage = each.outage;
        const QString ended = outage.end == OutageEnd::StillOn ? QString() : isoUtc(outage.endedMs);
        const QStringList cells{csvCell(visibleText(each.target)),
                                isoUtc(outage.beganMs),
                                ended,
                                nameOf(outage.end),
                                QString::number(outage.seconds, 'f', 3),
                                QString::number(outage.failures),
                                csvCell(visibleText(outage.code)),
                                csvCell(causeOf(outage, texts)),
                                outage.way ? csvCell(breakText(*outage.way, texts)) : QString(),
                                outage.late > 0 ? u"interruption"_s : u"outage"_s};
        text += cells.join(u',') + u"\r\n"_s;
    }
    for (const SeenTarget& target : record.targets()) {
        for (const SeenRouteChange& each : target.way.changes())
            text += changeRow(target, each, texts);
    }
    return text.toUtf8();
}

QString outagesMarkdown(const MonitorModel& model, const Texts& texts)
{
    QString text = u"| %1 | %2 | %3 | %4 | %5 |\n| --- | --- | --- | --- | --- |\n"_s.arg(
        Tr::tr("Began"), Tr::tr("Ended"), Tr::tr("Length"), Tr::tr("Target"), Tr::tr("Cause"));
    for (const ListedOutage& each : outagesOf(model.record())) {
        const SeenOutage& outage = each.outage;
        QString cause = causeOf(outage, texts);
        if (!outage.code.isEmpty()) cause += u" ("_s + outage.code + u')';
        if (outage.way) cause += u"; "_s + breakText(*outage.way, texts);
        text += markdownRow({momentText(outage.beganMs), endText(outage, model.isRunning()),
                             lengthText(outage.seconds), markdownCell(targetName(each.target)),
                             markdownCell(cause)});
    }
    for (const SeenTarget& target : model.record().targets())
        text += wayMarkdown(target, texts);
    return text;
}

} // namespace pathlight
