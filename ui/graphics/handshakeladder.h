// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/ladder.h"
#include "ui/graphics/pictureview.h"

class QTabBar;

namespace pathlight {

/// The ladder of one attempt beside a normal handshake.
class LadderPicture final : public PictureView
{
    Q_OBJECT
public:
    using PictureView::PictureView;
    void setPanels(const QList<LadderPanel>& panels);
    [[nodiscard]] const QList<LadderPanel>& panels() const { return m_panels; }

protected:
    void paintPicture(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString inWords() const override;
    [[nodiscard]] QString title() const override;
    void retranslate() override {}

private:
    QList<LadderPanel> m_panels;
};

/// The TCP handshake as it was measured, beside a normal one; with TLS evidence of the same connection the
/// ladder goes on. One tab an address, the first that failed in front.
class HandshakeLadder final : public QWidget
{
    Q_OBJECT
public:
    explicit HandshakeLadder(QWidget* parent = nullptr);

    void setEvidence(const TcpEvidence& tcp);
    void setEvidence(const TcpEvidence& tcp, const std::optional<TlsEvidence>& tls);
    /// What was seen of attempts that are still under way. The address in front stays in front.
    void showSoFar(const TcpEvidence& tcp);
    void reset() { setEvidence({}, std::nullopt); }
    void setTexts(const Texts& texts);

    [[nodiscard]] int currentAttempt() const;
    [[nodiscard]] const LadderPicture& picture() const { return *m_picture; }

private:
    void showAttempt(int index);
    void fillTabs();
    [[nodiscard]] LadderPanel panelOf(const ConnectAttempt& attempt, const TlsEvidence* tls) const;

    TcpEvidence m_tcp;
    std::optional<TlsEvidence> m_tls;
    bool m_isUnderWay = false;
    QTabBar* m_tabs;
    LadderPicture* m_picture;
};

} // namespace pathlight
