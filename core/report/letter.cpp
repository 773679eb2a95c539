// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/letter.h"

#include "core/evidence/resource.h"
#include "core/report/plaintext.h"
#include "core/report/worded.h"
#include "core/walk/target.h"

#include <QDateTime>
#include <QJsonArray>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostRemedies = 3;

const QJsonObject& publishedHosts()
{
    static const QJsonObject object = readResource(u":/pathlight/hosts.json"_s);
    return object;
}

/// To the minute, UTC: the reader compares it with a firewall's log.
QString timeOf(const Report& report)
{
    const QDateTime when = QDateTime::fromString(report.header.startedAt, Qt::ISODateWithMs).toUTC();
    return when.isValid() ? when.toString(u"yyyy-MM-dd HH:mm 'UTC'"_s) : visibleText(report.header.startedAt);
}

class Writer
{
public:
    Writer(const Report& report, const Texts& texts)
        : m_report(report),
          m_texts(texts),
          m_worded(wordReport(report, texts)),
          m_target(fromObject<Target>(report.header.target))
    {}

    Letter letter()
    {
        opening();
        finding();
        remedies();
        allowances();
        measurements();
        paragraph(m_texts(u"letter.attach"_s));
        return {subject(), m_lines.join(u'\n') + u'\n'};
    }

private:
    [[nodiscard]] QString host() const { return visibleText(m_target.host()); }
    [[nodiscard]] QString port() const { return QString::number(m_target.port()); }
    [[nodiscard]] bool works() const { return m_report.verdict.status == VerdictStatus::Healthy; }

    [[nodiscard]] QString subject() const
    {
        return m_texts(u"letter.subject."_s + nameOf(m_report.verdict.status),
                       {{u"host"_s, host()}, {u"code"_s, m_worded.helpCode}});
    }

    void paragraph(const QString& text)
    {
        if (!m_lines.isEmpty()) m_lines.append(QString());
        m_lines.append(text);
    }

    void opening()
    {
        if (!m_worded.practice.isEmpty()) paragraph(m_worded.practice);
        paragraph(m_texts(u"letter.hello"_s));
        paragraph(
            m_texts(u"letter.opening."_s + nameOf(m_report.verdict.status),
                    {{u"target"_s, m_worded.target},
                     {u"time"_s, timeOf(m_report)},
                     {u"version"_s, visibleText(m_report.header.tool.value(u"version"_s).toString())}}));
    }

    void finding()
    {
        paragraph(m_worded.summary);
        if (works()) return;
        paragraph(m_texts(u"letter.where"_s, {{u"whose"_s, m_worded.whose},
                                              {u"confidence"_s, m_worded.confidence},
                                              {u"help"_s, m_worded.helpCode},
                                              {u"code"_s, m_worded.code}}));
        // Not to send them looking for what is not theirs.
        const QStringList theirs{u"local network"_s, u"path"_s, u"unknown"_s};
        if (!theirs.contains(m_report.verdict.whose)) m_lines.append(m_texts(u"letter.not_the_network"_s));
        if (const auto& proxy = m_report.evidence.proxy; proxy && proxy->proxy) {
            m_lines.append(m_texts(
                u"letter.proxy"_s,
                {{u"proxy"_s, visibleText(u"%1:%2"_s.arg(proxy->proxy->host).arg(proxy->proxy->port))}}));
        }
    }

    /// What those who run the network can do comes first.
    void remedies()
    {
        QList<Remedy> remedies = m_worded.remedies;
        std::stable_partition(remedies.begin(), remedies.end(),
                              [](const Remedy& each) { return each.scope == "network"_L1; });
        if (works() || remedies.isEmpty()) return;
        paragraph(m_texts(u"letter.remedies"_s));
        for (const Remedy& each : remedies.mid(0, mostRemedies))
            m_lines.append(u"- "_s + each.text);
    }

    void allowances()
    {
        if (works()) return;
        paragraph(m_texts(u"letter.allow"_s));
        m_lines.append(u"- "_s +
                       m_texts(u"letter.allow_target"_s, {{u"host"_s, host()}, {u"port"_s, port()}}));
        if (!m_target.expectedNetworks.isEmpty()) {
            m_lines.append(u"- "_s +
                           m_texts(u"letter.allow_networks"_s,
                                   {{u"networks"_s, visibleText(m_target.expectedNetworks.join(u", "_s))}}));
        }
        if (m_target.id == publishedHosts().value("profile"_L1).toString()) others();
        m_lines.append(u"- "_s + m_texts(u"letter.allow_inspection"_s, {{u"host"_s, host()}}));
    }

    /// The other hosts that the clients' maker publishes.
    void others()
    {
        for (const QJsonValue& each : publishedHosts().value("hosts"_L1).toArray()) {
            const QString name = each["host"_L1].toString();
            if (name == m_target.host()) continue;
            m_lines.append(u"- "_s +
                           m_texts(u"letter.allow_"_s + each["why"_L1].toString(), {{u"host"_s, name}}));
        }
        m_lines.append(m_texts(u"letter.allow_source"_s, {{u"source"_s, publishedHosts().value("source"_L1)},
                                                          {u"date"_s, publishedHosts().value("asOf"_L1)}}));
    }

    void measurements()
    {
        paragraph(m_texts(u"letter.measured"_s));
        for (const WordedStep& step : std::as_const(m_worded.steps)) {
            if (!step.status || *step.status == StepStatus::Skipped) continue;
            QString line =
                m_texts(u"letter.step"_s, {{u"step"_s, step.name}, {u"status"_s, step.statusWord}});
            if (!step.time.isEmpty()) line += u" · "_s + step.time;
            if (!step.gist.isEmpty()) line += u" · "_s + step.gist;
            m_lines.append(u"- "_s + line);
            for (const WordedFinding& each : step.findings) {
                if (each.summary != m_worded.summary) m_lines.append(u"  "_s + each.summary);
            }
        }
    }

    const Report& m_report;
    const Texts& m_texts;
    WordedReport m_worded;
    Target m_target;
    QStringList m_lines;
};

QByteArray encoded(const QString& text)
{
    // RFC 6068 section 5: line breaks are CR LF.
    return QUrl::toPercentEncoding(QString(text).replace(u'\n', u"\r\n"_s));
}

} // namespace

Letter letterToIt(const Report& report, const Texts& texts)
{
    return Writer(report, texts).letter();
}

QString letterText(const Letter& letter)
{
    return letter.subject + u"\n\n"_s + letter.body;
}

QByteArray mailtoFor(const Letter& letter, const QString& shortened, qsizetype mostBytes)
{
    const QByteArray head = "mailto:?subject=" + encoded(letter.subject.left(100)) + "&body=";
    const QByteArray whole = encoded(letter.body);
    if (head.size() + whole.size() <= mostBytes) return head + whole;
    const QByteArray tail = encoded(u'\n' + shortened + u'\n');
    QByteArray body;
    for (const QString& line : letter.body.split(u'\n')) {
        const QByteArray next = encoded(line + u'\n');
        if (head.size() + body.size() + next.size() + tail.size() > mostBytes) break;
        body += next;
    }
    return head + body + tail;
}

} // namespace pathlight
