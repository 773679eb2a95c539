// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace pathlight {

/// A TLS handshake that asks and listens, and never completes: our own TLS bytes, as large as a measurement
/// of the path needs them, and the knowledge whether the server's whole answer to them has come. The caller
/// carries the bytes. Nothing is verified, and nothing is ever sent on such a connection but the hello.
class ProbeHandshake final
{
public:
    /// `serverName` goes into the hello unless it is an address. `padTo`: how many bytes the first flight has
    /// at least, at most 16 KiB; 0: as it comes. The padding stands in an extension of a number that servers
    /// must ignore (RFC 8701), since the library keeps the padding extension of RFC 7685 to itself.
    ProbeHandshake(const QString& serverName, int padTo);
    ~ProbeHandshake();

    enum class State {
        Waiting,  ///< the server has not said all it has to say
        Answered, ///< its flight is complete
        Refused,  ///< it answered with an alert, or with something that is no TLS
    };
    [[nodiscard]] State state() const { return m_state; }

    /// The bytes to be sent next, once; the hello at first, and another one if the server asks for it.
    [[nodiscard]] QByteArray takeOutput();
    /// Takes bytes of the server.
    void feed(const QByteArray& bytes);

private:
    struct Session;

    std::unique_ptr<Session> m_session;
    QByteArray m_output;
    State m_state = State::Waiting;
};

} // namespace pathlight
