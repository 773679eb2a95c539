// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/route.h"
#include "core/evidence/tcp.h"
#include "core/walk/event.h"
#include "ui/graphics/evidencepicture.h"
#include "ui/graphics/table.h"

#include <QTimer>

namespace pathlight {

/// Traces that are still going on, from their samples: the first is the route's own, the others stand beside
/// it.
class LiveTrace
{
public:
    /// Takes a sample `hop`; one that makes no sense is ignored.
    void add(const QJsonObject& data);
    [[nodiscard]] const RouteTraceEvidence& route() const { return m_route; }

private:
    /// Which of the traces: 0 is the route's own.
    [[nodiscard]] qsizetype traceFor(const QString& protocol, const QString& family);
    [[nodiscard]] TraceEvidence& traceAt(qsizetype index);

    RouteTraceEvidence m_route;
    QMap<std::pair<qsizetype, int>, QList<double>> m_times; ///< by trace and hop, for the median
};

/// The route as a table. While the trace runs, feed it events: hops appear as they answer; the evidence then
/// replaces them.
class HopTable final : public EvidencePicture
{
    Q_OBJECT
public:
    explicit HopTable(QWidget* parent = nullptr);

    /// `tcp` tells whether silence at the end is a break.
    void setEvidence(const RouteTraceEvidence& route, const std::optional<TcpEvidence>& tcp = {});
    void addEvent(const Event& event);
    void reset();
    [[nodiscard]] const Table& table() const { return m_table; }

protected:
    [[nodiscard]] bool isEmpty() const override { return m_table.rows.isEmpty(); }
    void paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString evidenceInWords() const override;
    void retranslate() override { remake(); }

private:
    void remake();

    LiveTrace m_live;
    RouteTraceEvidence m_route;
    std::optional<TcpEvidence> m_tcp;
    Table m_table;
    QTimer m_redraw;
};

} // namespace pathlight
