// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/evidencepicture.h"
#include "ui/graphics/packetsizes.h"

namespace pathlight {

/// Which packet sizes came through, in both directions.
class PacketSizesView final : public EvidencePicture
{
    Q_OBJECT
public:
    explicit PacketSizesView(QWidget* parent = nullptr);

    void setEvidence(const MtuEvidence& mtu);
    void reset() { setEvidence({}); }
    [[nodiscard]] const PacketSizes& sizes() const { return m_sizes; }

protected:
    [[nodiscard]] bool isEmpty() const override { return m_sizes.rows.isEmpty(); }
    void paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString evidenceInWords() const override;
    void retranslate() override;

private:
    MtuEvidence m_mtu;
    PacketSizes m_sizes;
};

} // namespace pathlight
