// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tcp.h"
#include "ui/steps/stepview.h"

namespace pathlight {

class HandshakeLadder;

/// The handshake as it was measured, beside a normal one. While it goes on the ladder grows, rung by rung.
class TcpView final : public StepView
{
    Q_OBJECT
public:
    explicit TcpView(QWidget* parent = nullptr);

    void addSample(const Event& event) override;
    /// Its own, and that of the TLS handshake, which the ladder goes on with.
    [[nodiscard]] QList<QJsonObject> drawnFrom(const Report& report) const override;

protected:
    void showPicture(const Report& report) override;
    void clearPicture() override;
    void wordPicture() override;

private:
    ConnectAttempt* attemptTo(const QString& address);

    HandshakeLadder* m_picture;
    TcpEvidence m_seen; ///< so far
};

} // namespace pathlight
