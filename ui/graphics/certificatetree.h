// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/chain.h"
#include "ui/graphics/pictureview.h"

namespace pathlight {

/// The certificate chain as a tree, and under it the trust stores and whether they accept it.
class CertificateTree final : public PictureView
{
    Q_OBJECT
public:
    explicit CertificateTree(QWidget* parent = nullptr);

    void setEvidence(const TlsEvidence& tls);
    void reset() { setEvidence({}); }
    [[nodiscard]] const QList<ChainCard>& cards() const { return m_cards; }

protected:
    void paintPicture(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString inWords() const override;
    [[nodiscard]] QString title() const override;
    void retranslate() override;

private:
    TlsEvidence m_tls;
    QList<ChainCard> m_cards;
    Table m_stores;
};

} // namespace pathlight
