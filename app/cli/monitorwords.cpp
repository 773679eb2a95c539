// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/monitorwords.h"

#include "core/report/evidencerows.h"
#include "core/report/plaintext.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

constexpr qsizetype mostOutagesShown = 20;

QString localTime(const QString& iso)
{
    return QDateTime::fromString(iso, Qt::ISODateWithMs).toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString lasting(double seconds)
{
    return duration(seconds * 1000);
}

QString failureWord(const QString& kind, const Texts& texts)
{
    bool isStatus = false;
    const int status = kind.mid(5).toInt(&isStatus);
    if (kind.startsWith("http_"_L1) && isStatus) return u"HTTP %1"_s.arg(status);
    return wordFor(texts, u"monitor.failure"_s, kind);
}

/// Why it was down: the fault's title where a walk found one, else how the first probe failed.
QString causeOf(const QJsonObject& outage, const Texts& texts)
{
    const QString code = outage["code"_L1].toString();
    if (!code.isEmpty()) return u"%1 (%2)"_s.arg(texts.explain(code).title, code);
    return failureWord(outage["failure"_L1].toString(), texts);
}

QString probeText(const QJsonObject& probe, const Texts& texts)
{
    const QString status =
        probe["status"_L1].isNull() ? QString() : u"HTTP %1"_s.arg(probe["status"_L1].toInt());
    const int count = probe["sentAgain"_L1].toInt();
    const QString again =
        count > 0 ? u"  "_s + texts(u"monitor.sent_again"_s, {{u"count"_s, count}}) : QString();
    if (probe["ok"_L1].toBool()) return padded(duration(probe["ms"_L1].toDouble()), 10) + status + again;
    return texts(u"monitor.failed"_s, {{u"how"_s, failureWord(probe["failure"_L1].toString(), texts)}}) +
           again;
}

/// "4 requests came late but came"
QString lateText(const QJsonObject& data, const Texts& texts)
{
    const bool someLost = data["lost"_L1].toInt() > 0;
    return texts(someLost ? u"monitor.interruption.lost"_s : u"monitor.interruption.late"_s,
                 {{u"late"_s, data["late"_L1]}, {u"lost"_s, data["lost"_L1]}});
}

QString startedText(const QJsonObject& plan, const Texts& texts)
{
    return texts(u"monitor.started"_s, {{u"targets"_s, plan["targets"_L1]},
                                        {u"interval"_s, lasting(plan["intervalSeconds"_L1].toDouble())}});
}

QString walkText(const QJsonObject& data, const Texts& texts)
{
    const QJsonObject verdict = data["verdict"_L1].toObject();
    const QString code = verdict["code"_L1].toString();
    const QString status = texts(u"verdict."_s + verdict["status"_L1].toString());
    const QString said = code.isEmpty() ? status
                                        : u"%1: %2 (%3, %4)"_s.arg(status, texts.explain(code).title, code,
                                                                   verdict["helpCode"_L1].toString());
    return texts(u"monitor.walked"_s, {{u"verdict"_s, said}});
}

QString hopText(int distance, const QString& address)
{
    return u"%1 (%2)"_s.arg(visibleText(address)).arg(distance);
}

/// Where the way ends while the target is down; empty: there is nothing to tell, or nothing was measured.
QString breakText(const QJsonObject& place, const Texts& texts)
{
    if (place.isEmpty()) return {};
    if (place["reached"_L1].toBool()) return texts(u"monitor.route.whole"_s);
    if (!place["local"_L1].isNull()) return texts(u"monitor.route.local"_s);
    const int distance = place["distance"_L1].toInt();
    const QString after = hopText(distance, place["after"_L1].toString());
    const QString before = visibleText(place["before"_L1].toString());
    if (!place["said"_L1].isNull()) return texts(u"monitor.route.said"_s, {{u"after"_s, after}});
    if (distance == 0) return texts(u"monitor.route.nobody"_s);
    if (before.isEmpty()) return texts(u"monitor.route.ends"_s, {{u"after"_s, after}});
    return texts(u"monitor.route.breaks"_s, {{u"after"_s, after}, {u"before"_s, before}});
}

QString joined(const QJsonValue& addresses)
{
    QStringList shown;
    for (const QJsonValue& each : addresses.toArray())
        shown.append(visibleText(each.toString()));
    return shown.join(u", "_s);
}

QString changedText(const QJsonObject& data, const Texts& texts)
{
    QStringList lines;
    for (const QJsonValue& each : data["changes"_L1].toArray()) {
        const QJsonObject change = each.toObject();
        lines.append(texts(u"monitor.route_changed"_s, {{u"distance"_s, change["distance"_L1]},
                                                        {u"from"_s, joined(change["from"_L1])},
                                                        {u"to"_s, joined(change["to"_L1])}}));
    }
    return lines.join(u"; "_s);
}

QString bodyOf(const MonitorEvent& event, const Texts& texts)
{
    const QJsonObject& data = event.data;
    switch (event.kind) {
    case MonitorEventKind::Started:
        return startedText(data, texts);
    case MonitorEventKind::Probe:
        return probeText(data, texts);
    case MonitorEventKind::Gap:
        return texts(u"monitor.gap."_s + data["kind"_L1].toString(),
                     {{u"time"_s, lasting(std::abs(data["seconds"_L1].toDouble()))}});
    case MonitorEventKind::WalkEnded:
        return walkText(data, texts);
    case MonitorEventKind::OutageBegan:
        return texts(u"monitor.outage_began"_s, {{u"began"_s, localTime(data["began"_L1].toString())},
                                                 {u"cause"_s, causeOf(data, texts)}});
    case MonitorEventKind::OutageEnded:
        return texts(
            u"monitor.outage_ended."_s + data["end"_L1].toString(),
            {{u"time"_s, lasting(data["seconds"_L1].toDouble())}, {u"cause"_s, causeOf(data, texts)}});
    case MonitorEventKind::Route:
        return breakText(data["break"_L1].toObject(), texts);
    case MonitorEventKind::RouteChanged:
        return changedText(data, texts);
    case MonitorEventKind::Interruption:
        return texts(u"monitor.interruption"_s, {{u"began"_s, localTime(data["began"_L1].toString())},
                                                 {u"ended"_s, localTime(data["ended"_L1].toString())},
                                                 {u"what"_s, lateText(data, texts)}});
    case MonitorEventKind::Walk:
    case MonitorEventKind::Summary:
        break;
    }
    return {};
}

QString shareText(const QJsonObject& stats)
{
    return stats["successRate"_L1].isNull() ? u"–"_s : percentage(stats["successRate"_L1].toDouble());
}

QString timesText(const QJsonObject& stats)
{
    if (stats["p50Ms"_L1].isNull()) return {};
    return u"   p50 %1   p95 %2   p99 %3"_s.arg(duration(stats["p50Ms"_L1].toDouble()),
                                                duration(stats["p95Ms"_L1].toDouble()),
                                                duration(stats["p99Ms"_L1].toDouble()));
}

QString totalText(const QJsonObject& target, double objective, const Texts& texts)
{
    if (target["successRate"_L1].isNull()) return texts(u"monitor.sum.nothing"_s);
    const QString met = target["objectiveMet"_L1].toBool() ? u"monitor.sum.met"_s : u"monitor.sum.missed"_s;
    return texts(u"monitor.sum.total"_s, {{u"succeeded"_s, target["succeeded"_L1]},
                                          {u"probes"_s, target["probes"_L1]},
                                          {u"share"_s, shareText(target)},
                                          {u"low"_s, percentage(target["low"_L1].toDouble())},
                                          {u"high"_s, percentage(target["high"_L1].toDouble())}}) +
           u' ' + texts(met, {{u"objective"_s, percentage(objective)}});
}

QString failuresText(const QJsonObject& failures, const Texts& texts)
{
    QStringList parts;
    for (auto each = failures.begin(); each != failures.end(); ++each)
        parts.append(u"%1 × %2"_s.arg(each.value().toInt()).arg(failureWord(each.key(), texts)));
    return parts.join(u", "_s);
}

QString outageText(const QJsonObject& outage, const Texts& texts)
{
    const QString place = breakText(outage["route"_L1].toObject(), texts);
    return u"    %1  %2  %3\n"_s.arg(localTime(outage["began"_L1].toString()),
                                     padded(lasting(outage["seconds"_L1].toDouble()), 8),
                                     causeOf(outage, texts)) +
           (place.isEmpty() ? QString() : u"        %1\n"_s.arg(place));
}

/// Nothing where nothing was sent again.
QString interruptionsText(const QJsonObject& target, const Texts& texts)
{
    const int again = target["probesSentAgain"_L1].toInt();
    if (again == 0) return {};
    QString text = u"  "_s + texts(u"monitor.sum.sent_again"_s, {{u"count"_s, again}}) + u'\n';
    const QJsonArray kept = target["interruptions"_L1].toArray();
    if (kept.isEmpty()) return text;
    text += u"  "_s +
            texts(u"monitor.sum.interruptions"_s,
                  {{u"count"_s, target["interruptionCount"_L1]},
                   {u"time"_s, lasting(target["interruptionSeconds"_L1].toDouble())}}) +
            u'\n';
    for (qsizetype index = std::max<qsizetype>(0, kept.size() - mostOutagesShown); index < kept.size();
         ++index) {
        const QJsonObject each = kept.at(index).toObject();
        text += u"    %1  %2  %3\n"_s.arg(localTime(each["began"_L1].toString()),
                                          padded(lasting(each["seconds"_L1].toDouble()), 8),
                                          lateText(each, texts));
    }
    return text;
}

QString hopLine(const QJsonObject& hop, const Texts& texts)
{
    const QString address = hop["address"_L1].toString(u"–"_s);
    const int sent = hop["sent"_L1].toInt();
    const double share = sent > 0 ? 1.0 - hop["received"_L1].toDouble() / sent : 0;
    const QString times =
        hop["medianMs"_L1].isNull()
            ? QString()
            : texts(u"monitor.route.times"_s, {{u"median"_s, duration(hop["medianMs"_L1].toDouble())},
                                               {u"worst"_s, duration(hop["worstMs"_L1].toDouble())}});
    const QString others = joined(hop["alternatives"_L1]);
    QString line = u"    %1  %2  %3  %4"_s.arg(hop["distance"_L1].toInt(), 2)
                       .arg(padded(visibleText(address), 16),
                            padded(texts(u"monitor.route.answers"_s,
                                         {{u"received"_s, hop["received"_L1]}, {u"sent"_s, sent}}),
                                   12),
                            times);
    // What a router on the way does not answer says nothing: only loss that goes on to the target is shown.
    if (hop["loss"_L1].toString() == "goes_on"_L1)
        line += u"  "_s + texts(u"monitor.route.lost"_s, {{u"share"_s, percentage(share)}});
    if (!others.isEmpty()) line += u"  "_s + texts(u"monitor.route.others"_s, {{u"list"_s, others}});
    return line + u'\n';
}

QString lossText(const QJsonObject& loss, const Texts& texts)
{
    const QString at = hopText(loss["distance"_L1].toInt(), loss["address"_L1].toString());
    const QString after = visibleText(loss["after"_L1].toString());
    const QString share = percentage(loss["share"_L1].toDouble());
    if (after.isEmpty()) return texts(u"monitor.route.loss_at_once"_s, {{u"at"_s, at}, {u"share"_s, share}});
    return texts(u"monitor.route.loss_from"_s, {{u"at"_s, at}, {u"after"_s, after}, {u"share"_s, share}});
}

QString routeText(const QJsonObject& route, const Texts& texts)
{
    if (route.isEmpty()) return {};
    QString text = u"  "_s +
                   texts(u"monitor.route.title"_s, {{u"address"_s, route["address"_L1]},
                                                    {u"traces"_s, route["traces"_L1]},
                                                    {u"changes"_s, route["changes"_L1]}}) +
                   u'\n';
    for (const QJsonValue& hop : route["hops"_L1].toArray())
        text += hopLine(hop.toObject(), texts);
    const QJsonObject loss = route["lossFrom"_L1].toObject();
    if (!loss.isEmpty()) text += u"    "_s + lossText(loss, texts) + u'\n';
    return text;
}

QString targetText(const QJsonObject& target, double objective, const Texts& texts)
{
    QString text = target["target"_L1].toString() + u"\n  "_s + totalText(target, objective, texts) + u'\n';
    if (target["successRate"_L1].isNull()) return text;
    for (const QJsonValue& window : target["windows"_L1].toArray()) {
        const QJsonObject stats = window.toObject();
        text += u"  %1 %2%3\n"_s.arg(padded(lasting(stats["windowSeconds"_L1].toDouble()), 8),
                                     padded(shareText(stats), 7), timesText(stats));
    }
    const QJsonObject failures = target["failures"_L1].toObject();
    if (!failures.isEmpty())
        text +=
            u"  "_s + texts(u"monitor.sum.failures"_s, {{u"list"_s, failuresText(failures, texts)}}) + u'\n';
    text += u"  "_s +
            texts(u"monitor.sum.outages"_s, {{u"count"_s, target["outageCount"_L1]},
                                             {u"time"_s, lasting(target["outageSeconds"_L1].toDouble())}}) +
            u'\n';
    const QJsonArray outages = target["outages"_L1].toArray();
    for (qsizetype index = std::max<qsizetype>(0, outages.size() - mostOutagesShown); index < outages.size();
         ++index)
        text += outageText(outages.at(index).toObject(), texts);
    return text + interruptionsText(target, texts) + routeText(target["route"_L1].toObject(), texts);
}

} // namespace

QString monitorLine(const MonitorEvent& event, const Texts& texts)
{
    const QString body = bodyOf(event, texts);
    if (body.isEmpty()) return {};
    const QString target = event.target.isEmpty() ? QString() : visibleText(event.target) + u"  "_s;
    return localTime(event.at) + u"  "_s + target + body;
}

QString monitorSummary(const MonitorBook& book, const Texts& texts)
{
    const QJsonObject summary = summaryOf(book);
    QString text =
        texts(u"monitor.sum.title"_s, {{u"time"_s, lasting(summary["seconds"_L1].toDouble())}}) + u'\n';
    if (summary["secondsAsleep"_L1].toDouble() > 0)
        text +=
            texts(u"monitor.sum.asleep"_s, {{u"time"_s, lasting(summary["secondsAsleep"_L1].toDouble())}}) +
            u'\n';
    for (const QJsonValue& target : summary["targets"_L1].toArray())
        text += u'\n' + targetText(target.toObject(), book.objective, texts);
    return text;
}

} // namespace pathlight::cli
