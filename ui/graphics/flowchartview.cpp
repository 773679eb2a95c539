// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/flowchartview.h"

#include "ui/graphics/pictureview.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double mostZoom = 6;
constexpr double turnMs = 1400; // one turn of the animation

} // namespace

QString neighbourOf(const FlowPicture& picture, const QString& id, const QPointF& direction)
{
    const FlowNodePicture* here = picture.node(id);
    if (!here) return picture.nodes.isEmpty() ? QString() : picture.nodes.first().id;
    QString best;
    double bestCost = 0;
    for (const FlowNodePicture& other : picture.nodes) {
        const QPointF way = other.box.center() - here->box.center();
        const double along = QPointF::dotProduct(way, direction);
        const double aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        if (along < 1 || aside > 1.5 * along) continue;
        const double cost = along + 2 * aside;
        if (!best.isEmpty() && cost >= bestCost) continue;
        best = other.id;
        bestCost = cost;
    }
    return best;
}

FlowchartView::FlowchartView(QWidget* parent) : QWidget(parent), m_texts(defaultTexts())
{
    setObjectName(u"flowFlowchartView"_s);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_remake.setSingleShot(true);
    m_remake.setInterval(frameInterval);
    connect(&m_remake, &QTimer::timeout, this, &FlowchartView::remake);
    m_animation.setInterval(frameInterval);
    connect(&m_animation, &QTimer::timeout, this, &FlowchartView::animate);
    remake();
}

QSize FlowchartView::sizeHint() const
{
    return m_detail == FlowDetail::Full ? QSize(600, 800) : QSize(220, 330);
}

QSize FlowchartView::minimumSizeHint() const
{
    return m_detail == FlowDetail::Full ? QSize(240, 320) : QSize(120, 160);
}

void FlowchartView::addEvent(const Event& event)
{
    if (event.kind == EventKind::Sample) return;
    if (event.kind == EventKind::WalkStarted) m_fold = ReportFold();
    m_fold.add(event);
    if (!m_remake.isActive()) m_remake.start();
}

void FlowchartView::reset()
{
    m_fold = ReportFold();
    remake();
}

void FlowchartView::setTexts(const Texts& texts)
{
    m_texts = texts;
    remake();
}

void FlowchartView::setDetail(FlowDetail detail)
{
    m_detail = detail;
    fit();
    updateGeometry();
}

void FlowchartView::remake()
{
    m_remake.stop();
    m_picture = flowPicture(flowchart(), &m_fold.report(), m_texts);
    const bool animated =
        m_picture.isRunning() && style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    if (animated && !m_animation.isActive()) m_animation.start();
    if (!animated) m_animation.stop();
    describe();
    update();
}

void FlowchartView::animate()
{
    if (!isVisible()) return;
    m_phase = std::fmod(m_phase + frameInterval / turnMs, 1.0);
    for (const FlowNodePicture& node : m_picture.nodes) {
        if (node.standing == Standing::Running)
            update(placeOf(node.id).adjusted(-16, -16, 16, 16).toAlignedRect());
    }
}

QString FlowchartView::wordsFor(const FlowNodePicture& node) const
{
    QString words = node.name;
    if (!node.status.isEmpty()) words += u": "_s + node.status;
    if (!node.time.isEmpty()) words += u", "_s + node.time;
    if (!node.question.isEmpty()) words += u". "_s + node.question;
    return words;
}

void FlowchartView::describe()
{
    setAccessibleName(m_texts(u"view.flow.title"_s));
    const FlowNodePicture* chosen = m_picture.node(m_chosen);
    if (chosen) {
        setAccessibleDescription(wordsFor(*chosen));
        return;
    }
    QStringList lines;
    for (const FlowNodePicture& node : m_picture.nodes) {
        if (node.standing != Standing::Waiting) lines.append(wordsFor(node));
    }
    setAccessibleDescription(lines.join(u'\n'));
}

void FlowchartView::choose(const QString& id)
{
    if (m_chosen == id) return;
    m_chosen = id;
    keepInSight();
    describe();
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

QTransform FlowchartView::transform() const
{
    const QRectF room = QRectF(rect()).adjusted(8, 8, -8, -8);
    QTransform zoomed;
    zoomed.translate(m_shift.x(), m_shift.y());
    const QPointF centre = room.center();
    zoomed.translate(centre.x(), centre.y());
    zoomed.scale(m_zoom, m_zoom);
    zoomed.translate(-centre.x(), -centre.y());
    return fitInto(m_picture.canvas, room) * zoomed;
}

QRectF FlowchartView::placeOf(const QString& id) const
{
    const FlowNodePicture* node = m_picture.node(id);
    return node ? transform().mapRect(node->box) : QRectF();
}

const FlowNodePicture* FlowchartView::nodeAt(const QPointF& at) const
{
    const QPointF place = transform().inverted().map(at);
    for (const FlowNodePicture& node : m_picture.nodes) {
        if (node.box.contains(place)) return &node;
    }
    return nullptr;
}

void FlowchartView::fit()
{
    m_zoom = 1;
    m_shift = {};
    update();
}

/// Zooms so that what lies under `fixed` stays there.
void FlowchartView::zoomBy(double factor, const QPointF& fixed)
{
    if (m_detail != FlowDetail::Full) return;
    const QPointF under = transform().inverted().map(fixed);
    m_zoom = std::clamp(m_zoom * factor, 1.0, mostZoom);
    if (m_zoom <= 1.001) return fit();
    m_shift += fixed - transform().map(under);
    update();
}

/// Moves a zoomed chart so that the chosen node can be seen.
void FlowchartView::keepInSight()
{
    if (m_zoom <= 1.001 || m_chosen.isEmpty()) return;
    const QRectF place = placeOf(m_chosen).adjusted(-12, -12, 12, 12);
    const QRectF room = rect();
    if (place.left() < room.left())
        m_shift.rx() += room.left() - place.left();
    else if (place.right() > room.right())
        m_shift.rx() += room.right() - place.right();
    if (place.top() < room.top())
        m_shift.ry() += room.top() - place.top();
    else if (place.bottom() > room.bottom())
        m_shift.ry() += room.bottom() - place.bottom();
}

void FlowchartView::moveTo(const QPointF& direction)
{
    const QString next = neighbourOf(m_picture, m_chosen, direction);
    if (!next.isEmpty()) choose(next);
}

void FlowchartView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        return moveTo({0, -1});
    case Qt::Key_Down:
        return moveTo({0, 1});
    case Qt::Key_Left:
        return moveTo({-1, 0});
    case Qt::Key_Right:
        return moveTo({1, 0});
    case Qt::Key_Home:
        return choose(m_picture.nodes.first().id);
    case Qt::Key_End:
        return choose(m_picture.nodes.last().id);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_chosen.isEmpty())
            Q_EMIT stepActivated(m_chosen);
        else
            Q_EMIT backgroundClicked();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void FlowchartView::focusInEvent(QFocusEvent* event)
{
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && m_chosen.isEmpty() && !m_picture.nodes.isEmpty()) choose(m_picture.nodes.first().id);
    QWidget::focusInEvent(event);
    update();
}

void FlowchartView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void FlowchartView::wheelEvent(QWheelEvent* event)
{
    const int turned = event->angleDelta().y();
    if (m_detail != FlowDetail::Full || turned == 0) return event->ignore();
    zoomBy(std::pow(1.0015, turned), event->position());
    event->accept();
}

void FlowchartView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    m_pressedAt = event->position();
    m_shiftAtPress = m_shift;
    m_dragged = false;
}

void FlowchartView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_pressedAt && m_zoom > 1.001) {
        const QPointF way = event->position() - *m_pressedAt;
        m_dragged = m_dragged || way.manhattanLength() > 6;
        if (m_dragged) {
            m_shift = m_shiftAtPress + way;
            setCursor(Qt::ClosedHandCursor);
            update();
            return;
        }
    }
    const FlowNodePicture* node = nodeAt(event->position());
    const QString id = node ? node->id : QString();
    setCursor(node || m_detail == FlowDetail::Names ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (id == m_hovered) return;
    m_hovered = id;
    update();
}

void FlowchartView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_pressedAt) return;
    m_pressedAt.reset();
    unsetCursor();
    if (m_dragged) return;
    if (const FlowNodePicture* node = nodeAt(event->position())) {
        const QString id = node->id; // choosing may make the picture anew
        choose(id);
        Q_EMIT stepActivated(id);
    } else {
        Q_EMIT backgroundClicked();
    }
}

void FlowchartView::leaveEvent(QEvent* event)
{
    m_hovered.clear();
    update();
    QWidget::leaveEvent(event);
}

void FlowchartView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    keepInSight();
}

bool FlowchartView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const FlowNodePicture* node = nodeAt(help->pos());
        if (node)
            QToolTip::showText(help->globalPos(), u"<p>"_s + wordsFor(*node).toHtmlEscaped() + u"</p>"_s,
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void FlowchartView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Palette& colours = paletteOf(themeFor(palette()));
    painter.fillRect(rect(), colours.page);
    FlowStyle style{m_detail, hasFocus() ? m_chosen : m_hovered, m_phase};
    if (style.chosen.isEmpty()) style.chosen = m_hovered;
    painter.setTransform(transform(), true);
    paintFlowchart(painter, m_picture, colours, style);
}

} // namespace pathlight
