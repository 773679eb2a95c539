// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/route.h"
#include "core/walk/event.h"
#include "ui/graphics/pictureview.h"
#include "ui/graphics/table.h"

#include <QTimer>

namespace pathlight {

/// A trace that is still going on, from its samples.
class LiveTrace
{
public:
    /// Takes a sample `hop`; one that makes no sense is ignored.
    void add(const QJsonObject& data);
    [[nodiscard]] const RouteTraceEvidence& route() const { return m_route; }

private:
    HopEvidence& hopAt(int ttl);

    RouteTraceEvidence m_route;
    QMap<int, QList<double>> m_times; ///< by hop, for the median
};

/// The route as a table. While the trace runs, feed it events: hops appear as they answer; the evidence then
/// replaces them.
class HopTable final : public PictureView
{
    Q_OBJECT
public:
    explicit HopTable(QWidget* parent = nullptr);

    void setEvidence(const RouteTraceEvidence& route);
    void addEvent(const Event& event);
    void reset();
    [[nodiscard]] const Table& table() const { return m_table; }

protected:
    void paintPicture(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString inWords() const override;
    [[nodiscard]] QString title() const override;
    void retranslate() override { remake(); }

private:
    void remake();

    LiveTrace m_live;
    RouteTraceEvidence m_route;
    Table m_table;
    QTimer m_redraw;
};

} // namespace pathlight
