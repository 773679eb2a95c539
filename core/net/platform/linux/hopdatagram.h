// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/linux/descriptor.h"
#include "core/net/platform/platform.h"

#include <QElapsedTimer>
#include <QSocketNotifier>

namespace pathlight::platform {

/// A connected datagram socket, UDP or the kernel's unprivileged ICMP echo. It hears only what the kernel
/// found to answer this very socket: an ICMP error that quotes another flow never gets here.
class LinuxHopDatagram final : public HopDatagram
{
    Q_OBJECT
public:
    LinuxHopDatagram(HopDatagramKind kind, const QHostAddress& address, quint16 port,
                     std::optional<int> timeToLive);

    [[nodiscard]] HopDatagramSeen seen() const override { return m_seen; }

private:
    void send();
    [[nodiscard]] bool openSocket();
    [[nodiscard]] bool limit();
    [[nodiscard]] QByteArray payload() const;
    void hear();
    void conclude(HopDatagramSeen::State state);
    [[nodiscard]] bool isFromThisComputer(const QString& address) const;

    HopDatagramKind m_kind;
    QHostAddress m_address;
    quint16 m_port;
    std::optional<int> m_timeToLive;
    int m_family;
    HopDatagramSeen m_seen;
    Descriptor m_socket;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QElapsedTimer m_clock;
};

} // namespace pathlight::platform
