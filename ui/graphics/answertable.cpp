// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/answertable.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

AnswerTable::AnswerTable(QWidget* parent) : EvidencePicture(u"answers"_s, parent)
{
    setObjectName(u"dnsAnswerTable"_s);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(frameInterval);
    connect(&m_redraw, &QTimer::timeout, this, &AnswerTable::remake);
    remake();
}

void AnswerTable::setEvidence(const DnsEvidence& dns, const std::optional<TlsEvidence>& tls)
{
    m_complete = !dns.answers.isEmpty();
    m_dns = dns;
    m_tls = tls;
    remake();
}

void AnswerTable::addEvent(const Event& event)
{
    if (m_complete || event.step != "dns"_L1 || event.kind != EventKind::Sample) return;
    if (event.data.value("kind"_L1).toString() != QLatin1StringView(sample::query)) return;
    m_live.add(event.data);
    m_dns = m_live.dns();
    if (!m_redraw.isActive()) m_redraw.start();
}

void AnswerTable::reset()
{
    m_live = {};
    setEvidence({}, {});
}

void AnswerTable::remake()
{
    m_redraw.stop();
    m_table = answerTable(m_dns, m_tls, texts());
    pictureChanged();
}

void AnswerTable::paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette)
{
    paintTable(painter, box.adjusted(1, 1, -1, -1), m_table, palette);
}

double AnswerTable::heightAt(double width) const
{
    return m_table.rows.isEmpty() ? 48 : layoutTable(m_table, width - 2).height() + 4;
}

QString AnswerTable::evidenceInWords() const
{
    return pathlight::inWords(m_table);
}

} // namespace pathlight
