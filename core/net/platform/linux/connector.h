// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/linux/descriptor.h"
#include "core/net/platform/platform.h"

#include <QSocketNotifier>
#include <QTimer>

namespace pathlight::platform {

/// A connection attempt on a raw non-blocking socket. While the kernel waits for an answer, TCP_INFO is asked
/// every 10 ms whether it sent the SYN again; what ICMP says is read off the socket's error queue.
///
///     begin() ──▶ connecting ──▶ over: connected (take() gives the stream), or failed
class LinuxConnector final : public Connector
{
    Q_OBJECT
public:
    explicit LinuxConnector(const ConnectRequest& request);
    ~LinuxConnector() override;

    [[nodiscard]] bool isOver() const override { return m_over; }
    [[nodiscard]] ConnectAttempt seen() const override { return m_seen; }
    [[nodiscard]] std::unique_ptr<Stream> take() override;

private:
    void begin();
    [[nodiscard]] int openSocket();
    void connectNow();
    void watch();
    void countRetransmits();
    void readEnd();
    void succeed();
    void fail(int error);
    void judgeFailure(int error);
    void finish();
    void tick(const char* what, double atMs);
    [[nodiscard]] double elapsedMs() const;
    [[nodiscard]] bool isFromThisComputer(const QString& address) const;

    ConnectRequest m_request;
    ConnectAttempt m_seen;
    Descriptor m_socket;
    std::unique_ptr<QSocketNotifier> m_writable;
    QTimer m_poll;
    int m_family = 0;
    qint64 m_beganNs = 0;
    bool m_over = false;
};

} // namespace pathlight::platform
