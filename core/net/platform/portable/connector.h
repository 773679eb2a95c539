// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/platform.h"

#include <QElapsedTimer>
#include <QTcpSocket>

namespace pathlight::platform {

/// A connection attempt by QTcpSocket: when it began and how it ended. Retransmissions and ICMP stay unknown,
/// and what only the kernel could limit (segment size, time to live) fails the attempt.
class PortableConnector final : public Connector
{
    Q_OBJECT
public:
    explicit PortableConnector(const ConnectRequest& request);

    [[nodiscard]] bool isOver() const override { return m_over; }
    [[nodiscard]] ConnectAttempt seen() const override { return m_seen; }
    [[nodiscard]] std::unique_ptr<Stream> take() override;

private:
    void begin();
    void succeed();
    void fail();
    void finish();
    [[nodiscard]] double elapsedMs() const;

    ConnectRequest m_request;
    ConnectAttempt m_seen;
    std::unique_ptr<QTcpSocket> m_socket;
    QElapsedTimer m_clock;
    bool m_over = false;
};

} // namespace pathlight::platform
