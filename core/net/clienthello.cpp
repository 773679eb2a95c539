// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/clienthello.h"

#include <QHostAddress>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>

namespace pathlight {

namespace {

constexpr unsigned int greaseExtension = 0xfafa;
constexpr int largestHello = 16 * 1024;
constexpr int extensionHeader = 4;
constexpr char changeCipherSpec = 20;
constexpr char handshakeRecord = 22;
constexpr char clientHelloMessage = 1;
constexpr qsizetype recordHeader = 5;

using ContextPointer = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using SslPointer = std::unique_ptr<SSL, decltype(&SSL_free)>;

/// Hands the padding bytes, which the session owns, to the library.
int addPadding(SSL*, unsigned int, unsigned int, const unsigned char** out, std::size_t* length, X509*,
               std::size_t, int*, void* argument)
{
    const auto* padding = static_cast<const QByteArray*>(argument);
    if (padding->isEmpty()) return 0;
    *out = reinterpret_cast<const unsigned char*>(padding->constData());
    *length = static_cast<std::size_t>(padding->size());
    return 1;
}

/// Is this flight another ClientHello (RFC 8446 section 4.1.4), and not the client's last flight?
bool isAnotherHello(QByteArray flight)
{
    if (flight.size() > recordHeader + 1 && flight.at(0) == changeCipherSpec)
        flight.remove(0, recordHeader + 1);
    return flight.size() > recordHeader && flight.at(0) == handshakeRecord &&
           flight.at(recordHeader) == clientHelloMessage;
}

} // namespace

struct ProbeHandshake::Session
{
    QByteArray padding;
    ContextPointer context{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
    SslPointer ssl{nullptr, &SSL_free};
    BIO* fromServer = nullptr; ///< both are the library's
    BIO* toServer = nullptr;

    Session(const QByteArray& serverName, int paddingBytes) : padding(paddingBytes, '\0')
    {
        if (!context) return;
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
        SSL_CTX_add_custom_ext(context.get(), greaseExtension, SSL_EXT_CLIENT_HELLO, addPadding, nullptr,
                               &padding, nullptr, nullptr);
        static constexpr unsigned char protocols[] = "\x08http/1.1";
        SSL_CTX_set_alpn_protos(context.get(), protocols, sizeof protocols - 1);
        ssl.reset(SSL_new(context.get()));
        fromServer = BIO_new(BIO_s_mem());
        toServer = BIO_new(BIO_s_mem());
        if (!ssl || !fromServer || !toServer) return;
        SSL_set_bio(ssl.get(), fromServer, toServer);
        if (!serverName.isEmpty()) SSL_set_tlsext_host_name(ssl.get(), serverName.constData());
        SSL_set_connect_state(ssl.get());
    }

    /// Goes on as far as the bytes carry it, and returns what SSL_get_error says.
    int proceed()
    {
        if (!ssl) return SSL_ERROR_SSL;
        const int result = SSL_do_handshake(ssl.get());
        const int error = SSL_get_error(ssl.get(), result);
        ERR_clear_error();
        return error;
    }

    QByteArray output()
    {
        QByteArray bytes;
        if (!ssl) return bytes;
        bytes.resize(static_cast<qsizetype>(BIO_ctrl_pending(toServer)));
        if (!bytes.isEmpty()) BIO_read(toServer, bytes.data(), static_cast<int>(bytes.size()));
        return bytes;
    }
};

ProbeHandshake::ProbeHandshake(const QString& serverName, int padTo)
{
    const bool isName = !serverName.isEmpty() && QHostAddress(serverName).isNull();
    const QByteArray name = isName ? serverName.toUtf8() : QByteArray();
    m_session = std::make_unique<Session>(name, 0);
    m_session->proceed();
    m_output = m_session->output();
    const int missing = std::min(padTo, largestHello) - static_cast<int>(m_output.size());
    if (missing <= 0) return;
    m_session = std::make_unique<Session>(name, std::max(1, missing - extensionHeader));
    m_session->proceed();
    m_output = m_session->output();
}

ProbeHandshake::~ProbeHandshake() = default;

QByteArray ProbeHandshake::takeOutput()
{
    return std::exchange(m_output, {});
}

void ProbeHandshake::feed(const QByteArray& bytes)
{
    if (m_state != State::Waiting || bytes.isEmpty() || !m_session->ssl) return;
    BIO_write(m_session->fromServer, bytes.constData(), static_cast<int>(bytes.size()));
    const int error = m_session->proceed();
    const QByteArray flight = m_session->output();
    if (error == SSL_ERROR_NONE) {
        m_state = State::Answered;
    } else if (error != SSL_ERROR_WANT_READ) {
        m_state = State::Refused;
    } else if (isAnotherHello(flight)) {
        m_output = flight;
    } else if (!flight.isEmpty()) {
        // A client's last flight of TLS 1.2, which answers the whole of the server's.
        m_state = State::Answered;
    }
}

} // namespace pathlight
