// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencychart.h"

#include "ui/charts/latencyplot.h"
#include "ui/graphics/pictureview.h"

#include <QChartView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

LatencyChart::LatencyChart(QWidget* parent)
    : QWidget(parent),
      m_plot(new LatencyPlot(paletteOf(themeFor(palette())), defaultTexts())),
      m_view(new QChartView(m_plot, this))
{
    setObjectName(u"latencyLatencyChart"_s);
    setFocusPolicy(Qt::StrongFocus);
    m_view->setObjectName(u"latencyChartView"_s);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setBackgroundBrush(m_plot->colours().page);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(frameInterval);
    connect(&m_redraw, &QTimer::timeout, this, &LatencyChart::redraw);
    describe();
}

LatencyChart::~LatencyChart() = default;

void LatencyChart::addEvent(const Event& event)
{
    if (m_model.add(event)) requestRedraw();
}

void LatencyChart::addProbe(Phase phase, double atMs, std::optional<double> ms)
{
    m_model.add(phase, atMs, ms);
    requestRedraw();
}

void LatencyChart::show(const LatencyModel& model, const QDateTime& start)
{
    m_model = model;
    m_plot->setStart(start);
    redraw();
}

void LatencyChart::reset()
{
    m_model.clear();
    m_plot->setHit(std::nullopt);
    redraw();
}

void LatencyChart::setTexts(const Texts& texts)
{
    m_plot->retext(texts);
    describe();
}

void LatencyChart::requestRedraw()
{
    if (!m_redraw.isActive()) m_redraw.start();
}

void LatencyChart::redraw()
{
    m_redraw.stop();
    m_plot->show(m_model.picture(std::max(50, width())));
    describe();
}

void LatencyChart::describe()
{
    const Texts& texts = m_plot->texts();
    const LatencyPicture& picture = m_plot->picture();
    setAccessibleName(texts(u"view.latency.title"_s));
    QString words = picture.isEmpty()
                        ? texts(u"view.latency.empty"_s)
                        : texts(u"view.latency.summary"_s, {{u"count"_s, QString::number(picture.count)},
                                                            {u"lost"_s, QString::number(picture.lost)}});
    if (picture.sentAgain > 0)
        words += u" "_s +
                 texts(u"view.latency.summary_again"_s, {{u"again"_s, QString::number(picture.sentAgain)}});
    if (m_plot->hit()) words += u" "_s + wordsFor(*m_plot->hit(), texts, m_plot->start());
    setAccessibleDescription(words);
}

void LatencyChart::pointAt(std::optional<double> seconds)
{
    m_plot->setHit(seconds ? nearestTo(m_plot->picture(), *seconds) : std::nullopt);
    describe();
}

/// The next probe to the left or right of the crosshair.
void LatencyChart::moveHit(int direction)
{
    QList<double> times;
    for (const LatencySeries& series : m_plot->picture().series) {
        for (const QPointF& point : series.points)
            times.append(point.x());
        for (const Spread& spread : series.smoke)
            times.append(spread.x);
        times += series.lossesAt;
    }
    if (times.isEmpty()) return;
    std::sort(times.begin(), times.end());
    const auto& hit = m_plot->hit();
    if (!hit) return pointAt(direction > 0 ? times.first() : times.last());
    if (direction > 0) {
        const auto next = std::upper_bound(times.cbegin(), times.cend(), hit->seconds);
        pointAt(next == times.cend() ? times.last() : *next);
    } else {
        const auto here = std::lower_bound(times.cbegin(), times.cend(), hit->seconds);
        pointAt(here == times.cbegin() ? times.first() : *std::prev(here));
    }
}

void LatencyChart::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return moveHit(-1);
    case Qt::Key_Right:
        return moveHit(1);
    case Qt::Key_Escape:
        if (m_plot->hit()) return pointAt(std::nullopt);
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void LatencyChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        m_plot->recolour(paletteOf(themeFor(palette())));
        m_view->setBackgroundBrush(m_plot->colours().page);
    }
    QWidget::changeEvent(event);
}

void LatencyChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    requestRedraw();
}

bool LatencyChart::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport()) {
        if (event->type() == QEvent::MouseMove) {
            const QPointF at = m_view->mapToScene(static_cast<QMouseEvent*>(event)->pos());
            pointAt(m_plot->frame().secondsAt(at.x()));
        } else if (event->type() == QEvent::Leave) {
            pointAt(std::nullopt);
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace pathlight
