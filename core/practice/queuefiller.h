// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QObject>

#include <memory>
#include <vector>

class QTcpSocket;

namespace pathlight {

/// Fills the listen queue of a port that accepts nobody, with connections of its own, until the kernel drops
/// the next SYN: a connection that is still not there after half a second on loopback. It holds the queue
/// full for as long as it lives.
class QueueFiller final : public QObject
{
    Q_OBJECT
public:
    QueueFiller(const QHostAddress& address, quint16 port, QObject* parent = nullptr);
    ~QueueFiller() override;

    void start() { connectOne(); }

Q_SIGNALS:
    void full();
    /// The queue took more connections than any queue this short may, or answered with a refusal.
    void failed(const QString& error);

private:
    void connectOne();
    void stillWaiting();

    QHostAddress m_address;
    quint16 m_port;
    std::vector<std::unique_ptr<QTcpSocket>> m_connected;
    std::unique_ptr<QTcpSocket> m_next;
};

} // namespace pathlight
