// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/practice/reply.h"

#include <QByteArray>
#include <QMetaType>
#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <functional>

class QTcpSocket;

namespace pathlight {

/// One thing that happened at the practice endpoint.
struct PracticeServed
{
    QString what;   ///< "request", "handshake_failed", "reset", "plain", "malformed", "forgotten", "http2"
    QString method; ///< of a request
    QString path;
    std::optional<int> status; ///< null: no answer was given
};

/// One client at the practice endpoint. It destroys itself when the client has gone, and after two minutes.
class PracticeConnection final : public QObject
{
    Q_OBJECT
public:
    /// `nextNumber` counts the endpoint's requests.
    PracticeConnection(PracticeScenario scenario, std::function<int()> nextNumber, QObject* parent);

    /// Takes over an accepted socket. TLS is spoken with `tls` where the scenario speaks any.
    void take(qintptr descriptor, const QSslConfiguration& tls);

Q_SIGNALS:
    void served(const pathlight::PracticeServed& what);

private:
    void speakTls(qintptr descriptor, const QSslConfiguration& tls);
    void resetAfterHello();
    void complainInPlainHttp();
    void readRequest();
    void answer(const PracticeRequest& request);
    void send(PracticeReply reply);
    void awaitNext();
    void quietTooLong();
    void breakHttp2();

    PracticeScenario m_scenario;
    std::function<int()> m_nextNumber;
    QTcpSocket* m_socket = nullptr;
    QByteArray m_received;
    bool m_answered = false;
    QTimer m_quiet; ///< since the last answer, where connections are kept
};

} // namespace pathlight

Q_DECLARE_METATYPE(pathlight::PracticeServed)
