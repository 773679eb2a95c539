// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/assess.h"
#include "core/diagnosis/diagnosis.h"
#include "core/diagnosis/idlewalk.h"
#include "core/net/platform/platform.h"
#include "core/net/platform/traffic.h"
#include "core/net/tls.h"

#include <QDateTime>
#include <QSet>
#include <QSysInfo>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QJsonObject toolDescription()
{
    return {{u"name"_s, u"Pathlight"_s},
            {u"version"_s, QStringLiteral(PATHLIGHT_VERSION)},
            {u"platform"_s, u"%1 (%2, %3)"_s.arg(QSysInfo::prettyProductName(), platform::name(),
                                                 QSysInfo::currentCpuArchitecture())},
            {u"qt"_s, QString::fromLatin1(qVersion())},
            {u"openssl"_s, tlsLibraryVersion()}};
}

/// A proxy's address may carry a credential that the walk needs and its record must not hold.
QString withoutUser(const QString& proxy)
{
    QUrl url(proxy);
    if (!url.isValid()) return {};
    url.setUserInfo({});
    return url.toString();
}

WalkHeader headerFor(const DiagnosisRequest& request)
{
    WalkHeader header;
    header.schema = u"pathlight.journal/1"_s;
    header.startedAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    header.tool = toolDescription();
    header.target = toObject(request.target);
    WalkOptions options = request.options;
    options.proxy = withoutUser(options.proxy);
    header.options = toObject(options);
    header.machine = QSysInfo::machineHostName();
    header.practice = request.practice;
    header.scenario = request.scenario;
    return header;
}

/// The addresses at which the walk looked for the target, or for the proxy on the way to it.
QList<QHostAddress> addressesAsked(const Evidence& evidence)
{
    QSet<QHostAddress> asked;
    if (evidence.tcp) {
        for (const ConnectAttempt& attempt : evidence.tcp->attempts)
            asked.insert(QHostAddress(attempt.address));
    }
    if (evidence.route) {
        asked.insert(QHostAddress(evidence.route->address));
        for (const TraceEvidence& other : evidence.route->others)
            asked.insert(QHostAddress(other.address));
    }
    if (evidence.dns) {
        for (const AddressCertificateEvidence& each : evidence.dns->certificates)
            asked.insert(QHostAddress(each.address));
    }
    if (evidence.clients) {
        for (const ClientWayEvidence& each : evidence.clients->ways) {
            // A client's own endpoint is somebody else's.
            if (!each.baseUrl) asked.insert(QHostAddress(each.address.value_or(QString())));
        }
    }
    asked.remove(QHostAddress());
    return asked.values();
}

std::optional<SentEvidence> sentToTarget(const Evidence& evidence)
{
    const auto sent = platform::trafficTo(addressesAsked(evidence));
    platform::takeTraffic(); // The next walk on this thread begins anew.
    return sent;
}

} // namespace

WalkPlan planFor(const DiagnosisRequest& request)
{
    WalkPlan plan;
    plan.chart = flowchart();
    plan.steps = allSteps();
    if (request.quietUpTo.count() > 0) leaveConnectionsQuiet(request, &plan);
    plan.assess = [target = request.target, options = request.options](
                      const Evidence& evidence, const QHash<QString, StepState>& states) {
        return assess(factsOf(target, options, evidence, states));
    };
    plan.sent = sentToTarget;
    plan.target = request.target;
    plan.options = request.options;
    plan.key = request.key;
    plan.header = headerFor(request);
    plan.pace = request.pace;
    return plan;
}

} // namespace pathlight
