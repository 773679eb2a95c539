// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/compare.h"

#include "core/report/evidencerows.h"
#include "core/report/plaintext.h"
#include "core/report/worded.h"
#include "core/walk/target.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

using Values = QList<std::pair<QString, QJsonValue>>;

QJsonValue joined(QStringList values)
{
    if (values.isEmpty()) return QJsonValue::Null;
    values.sort();
    return values.join(u", "_s);
}

Values dnsValues(const std::optional<DnsEvidence>& seen)
{
    QJsonValue ms = QJsonValue::Null;
    if (!seen) return {{u"addresses"_s, QJsonValue::Null}, {u"ms"_s, ms}};
    for (const DnsAnswerEvidence& each : seen->answers) {
        if (each.role == ResolverRole::System) ms = toJson(each.ms);
    }
    return {{u"addresses"_s, joined(seen->addresses)}, {u"ms"_s, ms}};
}

Values tcpValues(const std::optional<TcpEvidence>& seen)
{
    QJsonValue ms = QJsonValue::Null;
    QJsonValue again = QJsonValue::Null;
    for (const ConnectAttempt& each : seen ? seen->attempts : QList<ConnectAttempt>()) {
        if (each.address != seen->chosen.value_or(seen->attempts.first().address)) continue;
        ms = toJson(each.connectMs);
        again = toJson(each.synRetransmits);
    }
    return {{u"chosen"_s, seen ? toJson(seen->chosen) : QJsonValue::Null},
            {u"connectMs"_s, ms},
            {u"synRetransmits"_s, again}};
}

Values tlsValues(const std::optional<TlsEvidence>& seen)
{
    const TlsEvidence tls = seen.value_or(TlsEvidence{});
    const bool chained = !tls.chain.isEmpty();
    return {{u"version"_s, toJson(tls.version)},
            {u"handshakeMs"_s, toJson(tls.handshakeMs)},
            {u"verified"_s, toJson(tls.verified)},
            {u"issuer"_s, chained ? QJsonValue(tls.chain.first().issuerName) : QJsonValue::Null}};
}

Values routeValues(const std::optional<RouteTraceEvidence>& seen)
{
    const QJsonValue hops = seen ? QJsonValue(seen->hops.size()) : QJsonValue::Null;
    return {{u"hops"_s, hops},
            {u"reached"_s, seen ? toJson(seen->reached) : QJsonValue::Null},
            {u"lastResponding"_s, seen ? toJson(seen->lastResponding) : QJsonValue::Null}};
}

Values stabilityValues(const std::optional<StabilityEvidence>& seen)
{
    const StabilityEvidence stability = seen.value_or(StabilityEvidence{});
    return {{u"successRate"_s, toJson(stability.successRate)},
            {u"p50Ms"_s, toJson(stability.p50Ms)},
            {u"p95Ms"_s, toJson(stability.p95Ms)}};
}

Values environmentValues(const std::optional<EnvironmentEvidence>& seen)
{
    const EnvironmentEvidence environment = seen.value_or(EnvironmentEvidence{});
    return {{u"gateway4"_s, toJson(environment.gateway4)},
            {u"gateway6"_s, toJson(environment.gateway6)},
            {u"nameServers"_s, joined(environment.nameServers)},
            {u"clockSkewMs"_s, toJson(environment.clockSkewMs)}};
}

/// The values of one step that tell most, always the same keys in the same order.
Values valuesOf(const QString& step, const Evidence& evidence)
{
    if (step == "environment"_L1) return environmentValues(evidence.environment);
    if (step == "proxy"_L1) {
        const ProxyEvidence proxy = evidence.proxy.value_or(ProxyEvidence{});
        return {{u"host"_s, proxy.proxy ? QJsonValue(proxy.proxy->host) : QJsonValue::Null},
                {u"connectStatus"_s, toJson(proxy.connectStatus)}};
    }
    if (step == "dns"_L1) return dnsValues(evidence.dns);
    if (step == "tcp"_L1) return tcpValues(evidence.tcp);
    if (step == "mtu"_L1) {
        const MtuEvidence mtu = evidence.mtu.value_or(MtuEvidence{});
        return {{u"pathMtu"_s, toJson(mtu.pathMtu)}, {u"blackHole"_s, toJson(mtu.blackHole)}};
    }
    if (step == "tls"_L1) return tlsValues(evidence.tls);
    if (step == "http"_L1) {
        const HttpEvidence http = evidence.http.value_or(HttpEvidence{});
        return {{u"status"_s, toJson(http.status)},
                {u"firstByteMs"_s, toJson(http.firstByteMs)},
                {u"totalMs"_s, toJson(http.totalMs)}};
    }
    if (step == "api"_L1) {
        const ApiEvidence api = evidence.api.value_or(ApiEvidence{});
        return {{u"errorType"_s, toJson(api.errorType)}, {u"region"_s, toJson(api.region)}};
    }
    if (step == "route"_L1) return routeValues(evidence.route);
    if (step == "stability"_L1) return stabilityValues(evidence.stability);
    return {};
}

QStringList codesOf(const StepReport& step)
{
    QStringList codes;
    for (const Finding& each : step.findings) {
        if (!codes.contains(each.code)) codes.append(each.code);
    }
    return codes;
}

QStringList without(const QStringList& codes, const QStringList& others)
{
    QStringList out = codes;
    out.removeIf([&](const QString& code) { return others.contains(code); });
    return out;
}

ComparedStep compareSteps(const StepReport& before, const StepReport& after, const Report& first,
                          const Report& second)
{
    ComparedStep out;
    out.id = after.id;
    out.before = before.status;
    out.after = after.status;
    out.appeared = without(codesOf(after), codesOf(before));
    out.disappeared = without(codesOf(before), codesOf(after));
    const Values old = valuesOf(after.id, first.evidence);
    const Values now = valuesOf(after.id, second.evidence);
    for (qsizetype index = 0; index < now.size(); ++index) {
        if (old.at(index).second.isNull() && now.at(index).second.isNull()) continue;
        out.values.append({after.id, now.at(index).first, old.at(index).second, now.at(index).second});
    }
    return out;
}

QJsonObject sideJson(const Verdict& verdict, const QString& startedAt, const QString& url)
{
    return {{u"startedAt"_s, startedAt},
            {u"url"_s, url},
            {u"status"_s, nameOf(verdict.status)},
            {u"code"_s, toJson(verdict.code)},
            {u"confidence"_s, verdict.confidence}};
}

QJsonValue statusJson(const std::optional<StepStatus>& status)
{
    return status ? QJsonValue(nameOf(*status)) : QJsonValue::Null;
}

QString valueText(const ComparedValue& value, const QJsonValue& side, const Texts& texts)
{
    if (side.isNull()) return texts(u"report.unknown"_s);
    if (side.isBool()) return texts(side.toBool() ? u"report.yes"_s : u"report.no"_s);
    if (!side.isDouble()) return visibleText(side.toString());
    if (value.key == "ms"_L1 || value.key.endsWith("Ms"_L1)) return duration(side.toDouble());
    if (value.key.endsWith("Rate"_L1)) return percentage(side.toDouble());
    return QString::number(side.toDouble(), 'g', 10);
}

QString statusText(const std::optional<StepStatus>& status, const Texts& texts)
{
    return markOf(status, false) + u' ' +
           texts(status ? u"status."_s + nameOf(*status) : u"status.waiting"_s);
}

QString verdictText(const Verdict& verdict, const Texts& texts)
{
    QString out = markOf(verdict.status) + u' ' + texts(u"verdict."_s + nameOf(verdict.status));
    if (verdict.code) out += u": "_s + texts.explain(*verdict.code, verdict.arguments).title;
    return visibleText(out);
}

} // namespace

Comparison compareReports(const Report& before, const Report& after)
{
    Comparison out;
    out.before = before.verdict;
    out.after = after.verdict;
    out.startedBefore = before.header.startedAt;
    out.startedAfter = after.header.startedAt;
    out.targetBefore = fromObject<Target>(before.header.target).url;
    out.targetAfter = fromObject<Target>(after.header.target).url;
    for (const StepReport& step : after.steps) {
        if (const StepReport* old = before.step(step.id))
            out.steps.append(compareSteps(*old, step, before, after));
    }
    return out;
}

QByteArray comparisonJson(const Comparison& comparison)
{
    QJsonArray steps;
    for (const ComparedStep& step : comparison.steps) {
        QJsonArray values;
        for (const ComparedValue& each : step.values)
            values.append(
                QJsonObject{{u"key"_s, each.key}, {u"before"_s, each.before}, {u"after"_s, each.after}});
        steps.append(QJsonObject{{u"id"_s, step.id},
                                 {u"before"_s, statusJson(step.before)},
                                 {u"after"_s, statusJson(step.after)},
                                 {u"changed"_s, step.changed()},
                                 {u"appeared"_s, QJsonArray::fromStringList(step.appeared)},
                                 {u"disappeared"_s, QJsonArray::fromStringList(step.disappeared)},
                                 {u"values"_s, values}});
    }
    const QJsonObject out{
        {u"schema"_s, u"pathlight.comparison/1"_s},
        {u"before"_s, sideJson(comparison.before, comparison.startedBefore, comparison.targetBefore)},
        {u"after"_s, sideJson(comparison.after, comparison.startedAfter, comparison.targetAfter)},
        {u"verdictChanged"_s, comparison.verdictChanged()},
        {u"steps"_s, steps}};
    return QJsonDocument(out).toJson(QJsonDocument::Indented);
}

QString comparisonText(const Comparison& comparison, const Texts& texts, int width)
{
    QString out;
    const auto line = [&](const QString& indent, const QString& text) {
        out += indent + wrapText(text, width - 4).join(u"\n    "_s) + u'\n';
    };
    line({}, visibleText(comparison.startedBefore) + u"  "_s + verdictText(comparison.before, texts));
    line({}, visibleText(comparison.startedAfter) + u"  "_s + verdictText(comparison.after, texts));
    if (comparison.targetBefore != comparison.targetAfter)
        line({}, visibleText(comparison.targetBefore + u" → "_s + comparison.targetAfter));
    const qsizetype head = out.size();
    for (const ComparedStep& step : comparison.steps) {
        const bool moved = std::any_of(step.values.begin(), step.values.end(),
                                       [](const ComparedValue& each) { return each.changed(); });
        if (!step.changed() && !moved) continue;
        const QString name = texts(u"step.%1.name"_s.arg(step.id));
        QString status = statusText(step.after, texts);
        if (step.before != step.after) status = statusText(step.before, texts) + u" → "_s + status;
        out += u'\n';
        line({}, name + u": "_s + status);
        for (const QString& code : step.appeared)
            line(u"  "_s, u"+ "_s + visibleText(code));
        for (const QString& code : step.disappeared)
            line(u"  "_s, u"− "_s + visibleText(code));
        for (const ComparedValue& each : step.values) {
            if (!each.changed()) continue;
            line(u"  "_s, wordFor(texts, u"evidence."_s + step.id, each.key) + u": "_s +
                              valueText(each, each.before, texts) + u" → "_s +
                              valueText(each, each.after, texts));
        }
    }
    if (out.size() == head && !comparison.verdictChanged()) line({}, texts(u"cli.compare_same"_s));
    return out;
}

} // namespace pathlight
