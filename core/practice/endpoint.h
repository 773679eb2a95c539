// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/practice/connection.h"
#include "core/practice/scenario.h"

#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QTemporaryDir>

#include <memory>
#include <vector>

class QTcpSocket;

namespace pathlight {

class PracticeAcceptor;
class QueueFiller;

/// Where the endpoint is to be found.
struct PracticeOpened
{
    quint16 port = 0;
    quint16 controlPort = 0; ///< of the plain-HTTP controls; 0: there are none
    QString caFile;
};

/// The practice endpoint itself, in the thread it lives in: certificates, ports, clients. It listens on
/// loopback alone, on the same port of 127.0.0.1 and, where there is one, of ::1, for a client may choose
/// either.
class PracticeEndpoint final : public QObject
{
    Q_OBJECT
public:
    explicit PracticeEndpoint(PracticeScenario scenario);
    ~PracticeEndpoint() override;

    /// Makes the certificates and opens the port; ends in opened() or failed().
    void open();

Q_SIGNALS:
    void opened(const pathlight::PracticeOpened& opened);
    /// `error` is in the system's words, for a log.
    void failed(const QString& error);
    void served(const pathlight::PracticeServed& what);

private:
    /// Says how open() ended, once; an empty error is success.
    void settle(const QString& error);
    bool makeCertificates();
    bool writeAuthority(const QByteArray& pem);
    bool openPort();
    bool listenOn(quint16 port);
    bool openControls();
    bool holdPort(quint16 port);
    void fillQueues();
    void queueFilled();
    void accept(qintptr descriptor, PracticeHandshake handshake);

    PracticeScenario m_scenario;
    std::unique_ptr<QTemporaryDir> m_folder;
    PracticeOpened m_opened;
    QSslConfiguration m_tls;
    std::vector<std::unique_ptr<PracticeAcceptor>> m_acceptors;
    std::vector<std::unique_ptr<QTcpSocket>> m_held;
    std::vector<std::unique_ptr<QueueFiller>> m_fillers;
    QString m_error;
    std::size_t m_filled = 0;
    int m_clients = 0;
    int m_requests = 0;
    bool m_settled = false;
};

} // namespace pathlight

Q_DECLARE_METATYPE(pathlight::PracticeOpened)
