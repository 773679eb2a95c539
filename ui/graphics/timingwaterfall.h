// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/evidencepicture.h"
#include "ui/graphics/waterfall.h"

namespace pathlight {

/// Where the time of the exchange with the API went, phase by phase.
class TimingWaterfall final : public EvidencePicture
{
    Q_OBJECT
public:
    explicit TimingWaterfall(QWidget* parent = nullptr);

    void setEvidence(const HttpEvidence& http);
    void reset() { setEvidence({}); }
    [[nodiscard]] const Waterfall& waterfall() const { return m_waterfall; }

protected:
    [[nodiscard]] bool isEmpty() const override { return m_waterfall.isEmpty(); }
    void paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString evidenceInWords() const override;
    void retranslate() override;

private:
    HttpEvidence m_http;
    Waterfall m_waterfall;
};

} // namespace pathlight
