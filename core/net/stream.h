// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

namespace pathlight {

/// How a stream stopped carrying bytes.
enum class StreamEnd { Open, ClosedByPeer, Reset, Failed };

/// A connected, ordered stream of bytes: TCP, or TLS over any other stream. One signal tells that anything
/// changed; a step awaits it and asks. Lives in one thread; destroying it closes the connection.
class Stream : public QObject
{
    Q_OBJECT
public:
    /// The bytes that arrived since the last call.
    [[nodiscard]] virtual QByteArray read() = 0;
    /// Queues bytes to be sent. A finished write proves nothing about their arrival.
    virtual void write(const QByteArray& bytes) = 0;
    /// Are all written bytes handed to the operating system?
    [[nodiscard]] virtual bool flushed() const = 0;
    /// Bytes may still be there to read after the end.
    [[nodiscard]] virtual StreamEnd end() const = 0;
    /// The system's or the library's words for an end that is a failure.
    [[nodiscard]] virtual QString errorText() const = 0;
    /// The socket's descriptor, for evidence from the kernel; -1 where there is none.
    [[nodiscard]] virtual qintptr descriptor() const = 0;

Q_SIGNALS:
    /// Bytes arrived or left, or the stream ended.
    void changed();
};

} // namespace pathlight
