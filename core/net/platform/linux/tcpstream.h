// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/platform/linux/descriptor.h"
#include "core/net/stream.h"

#include <QHostAddress>
#include <QSocketNotifier>

namespace pathlight::platform {

/// A connected TCP socket. It reads ahead by at most 256 KiB and queues at most 16 MiB to send; more than
/// that ends the stream as Failed.
class TcpStream final : public Stream
{
    Q_OBJECT
public:
    TcpStream(Descriptor socket, const QHostAddress& peer);
    ~TcpStream() override;

    [[nodiscard]] QByteArray read() override;
    void write(const QByteArray& bytes) override;
    [[nodiscard]] bool flushed() const override { return m_outgoing.isEmpty(); }
    [[nodiscard]] StreamEnd end() const override { return m_end; }
    [[nodiscard]] QString errorText() const override { return m_errorText; }
    [[nodiscard]] qintptr descriptor() const override { return m_socket.get(); }

private:
    int fill();
    void receive();
    void send();
    void failToSend(int error);
    void finishBy(int stopped);
    void finish(StreamEnd end, int error);
    void announce();

    Descriptor m_socket;
    QHostAddress m_peer;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    QByteArray m_incoming;
    QByteArray m_outgoing;
    StreamEnd m_end = StreamEnd::Open;
    QString m_errorText;
};

} // namespace pathlight::platform
