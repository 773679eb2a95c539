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
    if (probe["ok"_L1].toBool()) return padded(duration(probe["ms"_L1].toDouble()), 10) + status;
    return texts(u"monitor.failed"_s, {{u"how"_s, failureWord(probe["failure"_L1].toString(), texts)}});
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
    return u"    %1  %2  %3\n"_s.arg(localTime(outage["began"_L1].toString()),
                                     padded(lasting(outage["seconds"_L1].toDouble()), 8),
                                     causeOf(outage, texts));
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
    return text;
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
