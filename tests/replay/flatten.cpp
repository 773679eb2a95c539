// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/flatten.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString percent(double confidence)
{
    return QString::number(confidence * 100, 'f', 0);
}

QString line(const Finding& finding)
{
    const QByteArray arguments = QJsonDocument(finding.arguments).toJson(QJsonDocument::Compact);
    return u"  %1 %2 %3 %4\n"_s.arg(nameOf(finding.severity), finding.code, percent(finding.confidence),
                                    QString::fromUtf8(arguments));
}

} // namespace

QString flatten(const Report& report)
{
    const Verdict& verdict = report.verdict;
    QString out = u"verdict %1 %2 %3 %4 %5 %6\n"_s.arg(
        nameOf(verdict.status), verdict.code.value_or(u"-"_s), verdict.step.value_or(u"-"_s),
        percent(verdict.confidence), verdict.helpCode, verdict.whose);
    for (const Alternative& each : verdict.alternatives)
        out += u"alternative %1 %2\n"_s.arg(each.code, percent(each.confidence));
    out += u"ending %1\npath %2\n"_s.arg(report.ending, report.path.join(u' '));
    for (const StepReport& step : report.steps) {
        const QString status = step.status ? nameOf(*step.status) : u"-"_s;
        out += u"step %1 %2 %3\n"_s.arg(step.id, status, step.reason ? step.reason->key : u"-"_s);
        for (const Finding& finding : step.findings)
            out += line(finding);
    }
    return out;
}

} // namespace pathlight
