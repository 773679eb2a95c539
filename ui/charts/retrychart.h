// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/retrymodel.h"
#include "ui/graphics/pictureview.h"

#include <QTimer>

namespace pathlight {

/// The retries of the step `stability`, live: one row a request, its tries as marks with their status, the
/// waits between them as bars, the circuit breaker as a band. Feed it every event, or show evidence at once.
class RetryChart final : public PictureView
{
    Q_OBJECT
public:
    explicit RetryChart(QWidget* parent = nullptr);

    void addEvent(const Event& event);
    void setEvidence(const StabilityEvidence& evidence);
    void reset();
    [[nodiscard]] const RetryPicture& picture() const { return m_picture; }
    /// Draws what was added since the last frame, now.
    void redraw();

    [[nodiscard]] bool hasHeightForWidth() const override { return false; }
    [[nodiscard]] QSize sizeHint() const override { return {400, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 120}; }

protected:
    void paintPicture(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString inWords() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString tipAt(const QPointF& at) const override;
    void retranslate() override {}

private:
    RetryModel m_model;
    RetryPicture m_picture;
    QTimer m_redraw;
};

} // namespace pathlight
