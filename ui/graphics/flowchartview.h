// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/flowpicture.h"

#include <QTimer>
#include <QTransform>
#include <QWidget>

namespace pathlight {

/// The flowchart, lighting up as a walk goes on. Feed it every event.
///
/// Names only, it always fits. Full, it can be zoomed (wheel, plus, minus; 0 fits it again) and moved (drag).
/// Arrow keys go from node to node, Home and End to the first and last; a click or Enter on a node activates
/// it. What runs is softly animated, unless the desktop wants no animations.
class FlowchartView final : public QWidget
{
    Q_OBJECT
public:
    explicit FlowchartView(QWidget* parent = nullptr);

    void addEvent(const Event& event);
    void reset();
    void setTexts(const Texts& texts);
    void setDetail(FlowDetail detail);

    [[nodiscard]] FlowDetail detail() const { return m_detail; }
    [[nodiscard]] const FlowPicture& picture() const { return m_picture; }
    [[nodiscard]] double zoom() const { return m_zoom; } ///< 1: it fits
    [[nodiscard]] QString chosen() const { return m_chosen; }
    /// Where a node stands in the widget now.
    [[nodiscard]] QRectF placeOf(const QString& id) const;

    void zoomIn() { zoomBy(1.25, QRectF(rect()).center()); }
    void zoomOut() { zoomBy(0.8, QRectF(rect()).center()); }
    void fit();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stepActivated(const QString& id);
    /// A click beside the nodes; the small chart is opened full size by it.
    void backgroundClicked();

protected:
    bool event(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] QTransform transform() const;
    [[nodiscard]] const FlowNodePicture* nodeAt(const QPointF& at) const;
    void choose(const QString& id);
    void moveTo(const QPointF& direction);
    void zoomBy(double factor, const QPointF& fixed);
    void keepInSight();
    void remake();
    void describe();
    void animate();
    [[nodiscard]] QString wordsFor(const FlowNodePicture& node) const;

    Texts m_texts;
    ReportFold m_fold;
    FlowPicture m_picture;
    FlowDetail m_detail = FlowDetail::Full;
    QString m_chosen;
    QString m_hovered;
    double m_zoom = 1;
    double m_phase = 0;
    QPointF m_shift;
    std::optional<QPointF> m_pressedAt;
    QPointF m_shiftAtPress;
    bool m_dragged = false;
    QTimer m_remake;
    QTimer m_animation;
};

/// The node that lies nearest in a direction (one of the four), empty where there is none.
[[nodiscard]] QString neighbourOf(const FlowPicture& picture, const QString& id, const QPointF& direction);

} // namespace pathlight
