// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/evidencepicture.h"
#include "ui/graphics/streamtimeline.h"

namespace pathlight {

/// Streamed answers on a time line. It grows while they run, and says how they ended once that is known.
class StreamTimelineView final : public EvidencePicture
{
    Q_OBJECT
public:
    explicit StreamTimelineView(QWidget* parent = nullptr);

    void setSeen(const StreamEvidence& seen);
    /// One more moment of a run that still goes on, as its sample tells.
    void addMoment(int run, const StreamMomentEvidence& moment);
    void reset();
    [[nodiscard]] const StreamTimeline& timeline() const { return m_timeline; }

protected:
    [[nodiscard]] bool isEmpty() const override { return m_timeline.isEmpty(); }
    void paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString evidenceInWords() const override;
    [[nodiscard]] QString tipAt(const QPointF& point) const override;
    void retranslate() override;

private:
    StreamEvidence m_seen;
    QList<QList<StreamMomentEvidence>> m_running;
    StreamTimeline m_timeline;
};

} // namespace pathlight
