// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/retrychart.h"

#include "ui/charts/retrypainter.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

RetryChart::RetryChart(QWidget* parent) : PictureView(parent)
{
    setObjectName(u"retriesRetryChart"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(frameInterval);
    connect(&m_redraw, &QTimer::timeout, this, &RetryChart::redraw);
    pictureChanged();
}

void RetryChart::addEvent(const Event& event)
{
    if (m_model.add(event) && !m_redraw.isActive()) m_redraw.start();
}

void RetryChart::setEvidence(const StabilityEvidence& evidence)
{
    m_model.setEvidence(evidence);
    redraw();
}

void RetryChart::reset()
{
    m_model.clear();
    redraw();
}

void RetryChart::redraw()
{
    m_redraw.stop();
    m_picture = m_model.picture();
    pictureChanged();
}

void RetryChart::paintPicture(QPainter& painter, const QRectF& box, const Palette& palette)
{
    paintRetries(painter, box, m_picture, palette, texts());
}

double RetryChart::heightAt(double) const
{
    return comfortableHeight(m_picture);
}

QString RetryChart::title() const
{
    return texts()(u"view.retry.title"_s);
}

QString RetryChart::inWords() const
{
    if (m_picture.isEmpty()) return texts()(u"view.retry.empty"_s);
    QStringList lines;
    for (const RetryRow& row : m_picture.rows)
        lines.append(wordsFor(row, texts()));
    return lines.join(u'\n');
}

QString RetryChart::tipAt(const QPointF& at) const
{
    const RetryLayout layout = layoutRetries(m_picture, QRectF(rect()));
    const auto row = layout.rowAt(at.y(), m_picture.rows.size());
    return row ? wordsFor(m_picture.rows[*row], texts()) : QString();
}

} // namespace pathlight
