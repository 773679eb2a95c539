// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "ui/charts/latencymodel.h"

#include <QTimer>
#include <QWidget>

class QChartView;

namespace pathlight {

class LatencyPlot;

/// The latency chart of a walk, live. Feed it every event; it takes the samples it knows. It draws at most
/// thirty times a second, at a cost that does not grow with the number of probes. The mouse, or the left and
/// right arrow keys, move a crosshair with the values.
class LatencyChart final : public QWidget
{
    Q_OBJECT
public:
    explicit LatencyChart(QWidget* parent = nullptr);
    ~LatencyChart() override;
    using QWidget::show;

    void addEvent(const Event& event);
    /// One probe at a time since the beginning, in ms; null: lost. For charts that no walk feeds.
    void addProbe(Phase phase, double atMs, std::optional<double> ms);
    /// Probes gathered elsewhere, in place of what is here. `start` is the moment of zero: where it is valid,
    /// times are told by the clock.
    void show(const LatencyModel& model, const QDateTime& start);
    void reset();
    void setTexts(const Texts& texts);

    /// Draws what was added since the last frame, now.
    void redraw();
    [[nodiscard]] const LatencyPlot& plot() const { return *m_plot; }

    [[nodiscard]] QSize sizeHint() const override { return {460, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 120}; }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void requestRedraw();
    void pointAt(std::optional<double> seconds);
    void moveHit(int direction);
    void describe();

    LatencyModel m_model;
    QTimer m_redraw;
    LatencyPlot* m_plot; ///< owned by the view's scene
    QChartView* m_view;
};

} // namespace pathlight
