// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/endpoint.h"

#include "core/practice/authority.h"
#include "core/practice/queuefiller.h"

#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int mostClients = 256;
constexpr int portsTried = 20;

QList<QHostAddress> loopbacks()
{
    return {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};
}

CertificateOrder orderFor(PracticeCertificate kind)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    CertificateOrder order{{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s}, now.addDays(-40), now.addDays(50)};
    if (kind == PracticeCertificate::Expired) order.notAfter = now.addDays(-10);
    if (kind == PracticeCertificate::WrongName) order.names = {u"elsewhere.example"_s};
    return order;
}

} // namespace

/// Hands accepted descriptors on, untouched.
class PracticeAcceptor final : public QTcpServer
{
public:
    explicit PracticeAcceptor(std::function<void(qintptr)> accepted) : m_accepted(std::move(accepted)) {}

protected:
    void incomingConnection(qintptr descriptor) override { m_accepted(descriptor); }

private:
    std::function<void(qintptr)> m_accepted;
};

PracticeEndpoint::PracticeEndpoint(PracticeScenario scenario) : m_scenario(std::move(scenario)) {}

PracticeEndpoint::~PracticeEndpoint() = default;

void PracticeEndpoint::open()
{
    if (!makeCertificates() || !openPort() || !openControls()) {
        settle(m_error);
        return;
    }
    if (m_scenario.port == PracticePort::Full) {
        fillQueues();
        return;
    }
    settle({});
}

void PracticeEndpoint::settle(const QString& error)
{
    if (m_settled) return;
    m_settled = true;
    if (error.isEmpty()) {
        Q_EMIT opened(m_opened);
    } else {
        Q_EMIT failed(error);
    }
}

bool PracticeEndpoint::makeCertificates()
{
    m_error = u"OpenSSL could not make the certificates"_s;
    const auto trusted = PracticeAuthority::create(u"Pathlight Practice"_s);
    if (!trusted) return false;
    const bool isStranger = m_scenario.certificate == PracticeCertificate::UnknownAuthority;
    const auto stranger = isStranger ? PracticeAuthority::create(u"Unknown Stranger"_s) : std::nullopt;
    const PracticeAuthority& issuer = stranger ? *stranger : *trusted;
    const auto identity = issuer.issue(orderFor(m_scenario.certificate));
    if (!identity || (isStranger && !stranger)) return false;
    m_tls = QSslConfiguration::defaultConfiguration();
    // The root is sent along, so that what the client sees is a whole chain.
    m_tls.setLocalCertificateChain(
        QSslCertificate::fromData(identity->certificatePem + issuer.certificatePem(), QSsl::Pem));
    m_tls.setPrivateKey(QSslKey(identity->keyPem, QSsl::Ec));
    m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_tls.setProtocol(QSsl::TlsV1_2OrLater);
    QList<QByteArray> protocols{"http/1.1"};
    if (m_scenario.http2 != PracticeHttp2::NotOffered) protocols.prepend("h2");
    m_tls.setAllowedNextProtocols(protocols);
    return writeAuthority(trusted->certificatePem());
}

bool PracticeEndpoint::writeAuthority(const QByteArray& pem)
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/pathlight-practice-XXXXXX"_s);
    m_opened.caFile = m_folder->filePath(u"ca.pem"_s);
    QFile file(m_opened.caFile);
    if (m_folder->isValid() && file.open(QIODevice::WriteOnly) && file.write(pem) == pem.size())
        return file.flush();
    m_error = m_folder->isValid() ? file.errorString() : m_folder->errorString();
    return false;
}

bool PracticeEndpoint::openPort()
{
    // The system chooses the port on 127.0.0.1; on ::1 somebody may have it already.
    for (int attempt = 0; attempt < portsTried; ++attempt) {
        m_acceptors.clear();
        m_held.clear();
        const bool open = m_scenario.port == PracticePort::Refused ? holdPort(0) : listenOn(0);
        if (open) return true;
    }
    return false;
}

bool PracticeEndpoint::listenOn(quint16 port)
{
    for (const QHostAddress& address : loopbacks()) {
        auto acceptor = std::make_unique<PracticeAcceptor>(
            [this](qintptr descriptor) { accept(descriptor, m_scenario.handshake); });
        const bool full = m_scenario.port == PracticePort::Full;
        if (full) acceptor->setListenBacklogSize(1);
        if (acceptor->listen(address, port)) {
            if (full) acceptor->pauseAccepting();
            port = m_opened.port = acceptor->serverPort();
            m_acceptors.push_back(std::move(acceptor));
            continue;
        }
        m_error = acceptor->errorString();
        const bool taken = acceptor->serverError() == QAbstractSocket::AddressInUseError;
        if (m_acceptors.empty() || taken) return false; // A computer without IPv6 has no ::1, which is well.
    }
    return true;
}

bool PracticeEndpoint::openControls()
{
    if (!m_scenario.hasControls) return true;
    auto acceptor = std::make_unique<PracticeAcceptor>(
        [this](qintptr descriptor) { accept(descriptor, PracticeHandshake::None); });
    const bool listens = acceptor->listen(QHostAddress(QHostAddress::LocalHost), 0);
    m_opened.controlPort = acceptor->serverPort();
    m_error = acceptor->errorString();
    m_acceptors.push_back(std::move(acceptor));
    return listens;
}

bool PracticeEndpoint::holdPort(quint16 port)
{
    for (const QHostAddress& address : loopbacks()) {
        auto holder = std::make_unique<QTcpSocket>();
        if (holder->bind(address, port, QAbstractSocket::DontShareAddress)) {
            port = m_opened.port = holder->localPort();
            m_held.push_back(std::move(holder));
            continue;
        }
        m_error = holder->errorString();
        if (m_held.empty() || holder->error() == QAbstractSocket::AddressInUseError) return false;
    }
    return true;
}

void PracticeEndpoint::fillQueues()
{
    for (const auto& acceptor : m_acceptors) {
        auto filler = std::make_unique<QueueFiller>(acceptor->serverAddress(), m_opened.port);
        connect(filler.get(), &QueueFiller::full, this, &PracticeEndpoint::queueFilled);
        connect(filler.get(), &QueueFiller::failed, this, &PracticeEndpoint::settle);
        filler->start();
        m_fillers.push_back(std::move(filler));
    }
}

void PracticeEndpoint::queueFilled()
{
    if (++m_filled == m_acceptors.size()) settle({});
}

void PracticeEndpoint::accept(qintptr descriptor, PracticeHandshake handshake)
{
    if (m_clients >= mostClients) {
        QTcpSocket().setSocketDescriptor(descriptor); // Taken, and closed at once.
        return;
    }
    ++m_clients;
    PracticeScenario scenario = m_scenario;
    scenario.handshake = handshake;
    auto* client = new PracticeConnection(
        scenario, [this] { return ++m_requests; }, this);
    connect(client, &PracticeConnection::served, this, &PracticeEndpoint::served);
    connect(client, &QObject::destroyed, this, [this] { --m_clients; });
    client->take(descriptor, m_tls);
}

} // namespace pathlight
