// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/connection.h"

#include "core/net/platform/traffic.h"

#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace pathlight {

PracticeConnection::PracticeConnection(PracticeScenario scenario, std::function<int()> nextNumber,
                                       QObject* parent)
    : QObject(parent), m_scenario(std::move(scenario)), m_nextNumber(std::move(nextNumber))
{
    QTimer::singleShot(2min, this, &QObject::deleteLater);
    m_quiet.setSingleShot(true);
    m_quiet.setTimerType(Qt::PreciseTimer);
    connect(&m_quiet, &QTimer::timeout, this, &PracticeConnection::quietTooLong);
}

void PracticeConnection::take(qintptr descriptor, const QSslConfiguration& tls)
{
    if (m_scenario.handshake == PracticeHandshake::Complete) {
        speakTls(descriptor, tls);
        return;
    }
    m_socket = new QTcpSocket(this);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    const bool speaksHttp = m_scenario.handshake == PracticeHandshake::None;
    const bool resets = m_scenario.handshake == PracticeHandshake::ResetAfterHello;
    const auto handler = speaksHttp ? &PracticeConnection::readRequest
                         : resets   ? &PracticeConnection::resetAfterHello
                                    : &PracticeConnection::complainInPlainHttp;
    connect(m_socket, &QTcpSocket::readyRead, this, handler);
    // With one byte taken and the rest of the ClientHello unread, closing the socket sends RST instead of
    // FIN.
    if (resets) m_socket->setReadBufferSize(1);
    m_socket->setSocketDescriptor(descriptor);
}

void PracticeConnection::speakTls(qintptr descriptor, const QSslConfiguration& tls)
{
    auto* socket = new QSslSocket(this);
    m_socket = socket;
    socket->setSslConfiguration(tls);
    connect(socket, &QSslSocket::disconnected, this, &QObject::deleteLater);
    connect(socket, &QSslSocket::readyRead, this, [this, socket] {
        const bool isHttp2 = socket->sslConfiguration().nextNegotiatedProtocol() == "h2";
        isHttp2 ? breakHttp2() : readRequest();
    });
    connect(socket, &QSslSocket::errorOccurred, this, [this, socket] {
        if (!socket->isEncrypted()) Q_EMIT served({u"handshake_failed"_s, {}, {}, {}});
        deleteLater();
    });
    socket->setSocketDescriptor(descriptor);
    socket->startServerEncryption();
}

void PracticeConnection::resetAfterHello()
{
    Q_EMIT served({u"reset"_s, {}, {}, {}});
    m_socket->abort();
}

void PracticeConnection::complainInPlainHttp()
{
    m_socket->readAll();
    if (m_answered) return;
    m_answered = true;
    m_socket->write(plainHttpComplaint(QDateTime::currentDateTimeUtc()));
    Q_EMIT served({u"plain"_s, {}, {}, 400});
    m_socket->disconnectFromHost();
}

void PracticeConnection::readRequest()
{
    if (m_answered) {
        m_socket->readAll();
        return;
    }
    m_quiet.stop();
    m_received += m_socket->readAll();
    const qsizetype end = m_received.indexOf("\r\n\r\n");
    if (end < 0 && m_received.size() <= maximumPracticeHead) return;
    const auto request = end < 0 ? std::nullopt : readPracticeRequest(m_received.left(end));
    if (!request) {
        Q_EMIT served({u"malformed"_s, {}, {}, {}});
        m_socket->abort();
        return;
    }
    // The body is read to its end before the answer, for closing on unread bytes would reset the connection.
    if (m_received.size() - end - 4 < request->bodyBytes) return;
    m_answered = true;
    answer(*request);
}

void PracticeConnection::answer(const PracticeRequest& request)
{
    const PracticeReply reply =
        practiceReply(m_scenario, request, m_nextNumber(), QDateTime::currentDateTimeUtc());
    const auto status = reply.status ? std::optional(reply.status) : std::nullopt;
    Q_EMIT served(
        {u"request"_s, QString::fromLatin1(request.method), QString::fromLatin1(request.path), status});
    if (m_scenario.answer == PracticeAnswer::Silent) return;
    QTimer::singleShot(m_scenario.delay, Qt::PreciseTimer, this, [this, reply] { send(reply); });
}

/// Sends what is due now, and the rest piece by piece.
void PracticeConnection::send(PracticeReply reply)
{
    if (!reply.bytes.isEmpty()) m_socket->write(reply.bytes);
    if (reply.pieces.isEmpty()) {
        if (m_scenario.quiet != PracticeQuiet::OneAnswer && reply.staysOpen)
            awaitNext();
        else if (!reply.staysOpen)
            m_socket->disconnectFromHost();
        return;
    }
    const PracticePiece next = reply.pieces.takeFirst();
    reply.bytes = next.bytes;
    QTimer::singleShot(next.after, Qt::PreciseTimer, this, [this, reply] { send(reply); });
}

void PracticeConnection::awaitNext()
{
    m_received.clear();
    m_answered = false;
    m_quiet.start(m_scenario.quietLimit);
}

/// The kernel answers for this socket whatever is done here: it acknowledges what comes on a forgotten
/// connection, and TCP keep-alive is not seen. A box on a real way drops both.
void PracticeConnection::quietTooLong()
{
    const bool forgets = m_scenario.quiet == PracticeQuiet::Forgotten;
    Q_EMIT served({forgets ? u"forgotten"_s : u"reset"_s, {}, {}, {}});
    m_answered = true; // From here on, what comes is read and not answered.
    if (forgets) return;
    platform::abandon(m_socket->socketDescriptor());
    m_socket->abort();
}

void PracticeConnection::breakHttp2()
{
    m_socket->readAll();
    if (m_answered) return;
    m_answered = true;
    Q_EMIT served({u"http2"_s, {}, {}, {}});
    if (m_scenario.http2 == PracticeHttp2::Goaway) {
        m_socket->write(http2Refusal());
        m_socket->disconnectFromHost();
        return;
    }
    platform::abandon(m_socket->socketDescriptor());
    m_socket->abort();
}

} // namespace pathlight
