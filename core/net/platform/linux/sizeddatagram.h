// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/linux/descriptor.h"
#include "core/net/platform/platform.h"

#include <QElapsedTimer>
#include <QSocketNotifier>

namespace pathlight::platform {

/// A connected UDP socket in the mode IP_PMTUDISC_PROBE: DF is set, and what the kernel believes of the path
/// does not hold a packet back. ICMP is read off its error queue.
class LinuxSizedDatagram final : public SizedDatagram
{
    Q_OBJECT
public:
    LinuxSizedDatagram(const QHostAddress& address, quint16 port, int packetBytes);

    [[nodiscard]] SizedDatagramEvidence seen() const override { return m_seen; }

private:
    void send();
    [[nodiscard]] int openSocket();
    void listen();
    void hear();
    void conclude(SizedDatagramOutcome outcome, const QString& from);

    QHostAddress m_address;
    quint16 m_port;
    int m_family;
    SizedDatagramEvidence m_seen;
    Descriptor m_socket;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QElapsedTimer m_clock;
};

} // namespace pathlight::platform
