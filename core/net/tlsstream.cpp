// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlsstream.h"

#include "core/net/truststore.h"
#include "core/net/x509.h"

#include <QHostAddress>
#include <QUrl>

#include <openssl/ssl.h>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostUnread = 1024LL * 1024;
constexpr qsizetype firstBytesKept = 80;
constexpr int longestHello = 16'000;
/// A value that every server must ignore (RFC 8701); OpenSSL keeps the padding extension to itself.
constexpr unsigned int paddingExtension = 0x1a1a;

void showMessage(int ours, int, int contentType, const void* data, std::size_t size, SSL*, void* stream)
{
    static_cast<TlsStream*>(stream)->note(ours != 0, contentType, static_cast<const unsigned char*>(data),
                                          size);
}

int addPadding(SSL*, unsigned int, unsigned int, const unsigned char** out, std::size_t* size, X509*,
               std::size_t, int*, void* padding)
{
    const auto* bytes = static_cast<const QByteArray*>(padding);
    *out = reinterpret_cast<const unsigned char*>(bytes->constData());
    *size = static_cast<std::size_t>(bytes->size());
    return 1;
}

int takeNothing(SSL*, unsigned int, unsigned int, const unsigned char*, std::size_t, X509*, std::size_t, int*,
                void*)
{
    return 1;
}

QByteArray asciiName(const QString& serverName)
{
    QByteArray name = QUrl::toAce(serverName);
    if (name.endsWith('.')) name.chop(1);
    return name;
}

/// The certificate must name this server; without a name there is nothing to verify, so nothing passes.
void demandName(SSL* ssl, const QString& serverName)
{
    X509_VERIFY_PARAM* const parameters = SSL_get0_param(ssl);
    if (!QHostAddress(serverName).isNull()) {
        X509_VERIFY_PARAM_set1_ip_asc(parameters, serverName.toUtf8().constData());
        return;
    }
    const QByteArray name = asciiName(serverName);
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    SSL_set1_host(ssl, name.isEmpty() ? "invalid." : name.constData());
}

int numberOf(TlsVersion version)
{
    static constexpr std::array numbers{TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION};
    return numbers.at(static_cast<std::size_t>(version));
}

/// For evidence: whatever the library can still speak.
void offerEverything(SSL_CTX* context)
{
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_cipher_list(context, "ALL:COMPLEMENTOFALL");
}

/// Could these be the first bytes of a TLS record (RFC 8446 section 5.1)?
bool looksLikeTls(const QByteArray& bytes)
{
    const auto type = static_cast<unsigned char>(bytes[0]);
    if (type < SSL3_RT_CHANGE_CIPHER_SPEC || type > SSL3_RT_APPLICATION_DATA) return false;
    return bytes.size() < 2 || bytes[1] == '\x03';
}

/// In TLS 1.3 every alert but these is fatal, whatever its level says (RFC 8446 section 6).
bool isFatal(int level, int number)
{
    return level == SSL3_AL_FATAL ||
           (number != SSL_AD_CLOSE_NOTIFY && number != SSL_AD_USER_CANCELLED &&
            number != SSL_AD_NO_RENEGOTIATION && number != SSL_AD_UNRECOGNIZED_NAME);
}

} // namespace

void TlsStream::FreeContext::operator()(SSL_CTX* context) const
{
    SSL_CTX_free(context);
}

void TlsStream::FreeSession::operator()(SSL* session) const
{
    SSL_free(session);
}

TlsStream::TlsStream(std::unique_ptr<Stream> below, const TlsRequest& request)
    : m_below(std::move(below)), m_context(SSL_CTX_new(TLS_client_method()))
{
    m_below->setParent(nullptr);
    connect(m_below.get(), &Stream::changed, this, &TlsStream::pump);
    configure(request);
}

TlsStream::~TlsStream()
{
    m_below->disconnect(this);
    if (m_phase != Phase::Open) return;
    // Say goodbye (RFC 8446 section 6.1); nobody waits for the answer.
    m_pumping = true;
    SSL_shutdown(m_ssl.get());
    send();
    forgetErrors();
}

void TlsStream::configure(const TlsRequest& request)
{
    SSL_CTX* const context = m_context.get();
    SSL_CTX_set_min_proto_version(context, numberOf(request.oldest));
    SSL_CTX_set_max_proto_version(context, numberOf(request.newest));
    if (request.weak) offerEverything(context);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    if (request.verify) {
        X509_STORE* const store = TrustStore::load(request.trustPaths)->handle();
        X509_STORE_up_ref(store);
        SSL_CTX_set_cert_store(context, store);
    }
    if (request.padHelloTo > 0) {
        SSL_CTX_add_custom_ext(context, paddingExtension, SSL_EXT_CLIENT_HELLO, addPadding, nullptr,
                               &m_padding, takeNothing, nullptr);
        padHello(request);
    }
    m_ssl = newSession(request);
    m_in = SSL_get_rbio(m_ssl.get());
    m_out = SSL_get_wbio(m_ssl.get());
}

TlsStream::Session TlsStream::newSession(const TlsRequest& request) const
{
    Session session(SSL_new(m_context.get()));
    SSL* const ssl = session.get();
    SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(ssl);
    SSL_set_verify(ssl, request.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    if (request.verify) demandName(ssl, request.serverName);
    // An address is not sent as a server name (RFC 6066 section 3).
    const QByteArray name = asciiName(request.serverName);
    if (QHostAddress(request.serverName).isNull() && !name.isEmpty())
        SSL_set_tlsext_host_name(ssl, name.constData());
    if (!request.alpn.isEmpty()) {
        QByteArray list;
        for (const QByteArray& each : request.alpn)
            list += static_cast<char>(each.size()) + each;
        SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char*>(list.constData()),
                            static_cast<unsigned int>(list.size()));
    }
    SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp);
    return session;
}

/// Builds the ClientHello once unpadded to learn what is missing.
void TlsStream::padHello(const TlsRequest& request)
{
    const Session trial = newSession(request);
    SSL_do_handshake(trial.get());
    forgetErrors();
    const auto size = static_cast<int>(BIO_ctrl_pending(SSL_get_wbio(trial.get())));
    m_padding = QByteArray(std::max(std::min(request.padHelloTo, longestHello) - size, 0), '\0');
}

void TlsStream::begin()
{
    SSL_set_msg_callback(m_ssl.get(), showMessage);
    SSL_set_msg_callback_arg(m_ssl.get(), this);
    m_clock.start();
    pump();
}

void TlsStream::note(bool ours, int contentType, const unsigned char* data, std::size_t size)
{
    if (contentType == SSL3_RT_ALERT && size >= 2 && isFatal(data[0], data[1]))
        (ours ? m_trace.ownAlert : m_trace.alert) = data[1];
    if (contentType == SSL3_RT_HANDSHAKE && !ours && size >= 1 && data[0] == SSL3_MT_CERTIFICATE_REQUEST)
        m_trace.certificateRequested = true;
}

QByteArray TlsStream::read()
{
    QByteArray bytes;
    bytes.swap(m_plainIn);
    // What stayed below while nobody read can come up now.
    if (bytes.size() >= mostUnread) QMetaObject::invokeMethod(this, &TlsStream::pump, Qt::QueuedConnection);
    return bytes;
}

void TlsStream::write(const QByteArray& bytes)
{
    if (m_phase == Phase::Over) return;
    m_plainOut += bytes;
    pump();
}

bool TlsStream::flushed() const
{
    return m_plainOut.isEmpty() && BIO_ctrl_pending(m_out) == 0 && m_below->flushed();
}

/// Lets everything flow that can. Writing below may come back here, so it is a loop and not a recursion.
void TlsStream::pump()
{
    m_again = true;
    if (m_pumping) return;
    m_pumping = true;
    while (std::exchange(m_again, false))
        turn();
    m_pumping = false;
    Q_EMIT changed();
}

void TlsStream::turn()
{
    if (m_phase == Phase::Over || m_plainIn.size() >= mostUnread) return;
    // The end is asked before the bytes, so that none that came with it is lost.
    const bool endedBelow = m_below->end() != StreamEnd::Open;
    receive();
    if (m_phase != Phase::Over) advance();
    send();
    if (endedBelow && m_phase != Phase::Over && m_plainIn.size() < mostUnread) noteEndBelow();
}

void TlsStream::receive()
{
    const QByteArray bytes = m_below->read();
    if (bytes.isEmpty()) return;
    m_trace.received += bytes.size();
    if (m_trace.firstBytes.size() < firstBytesKept)
        m_trace.firstBytes += bytes.left(firstBytesKept - m_trace.firstBytes.size());
    if (m_phase == Phase::Handshake && !looksLikeTls(m_trace.firstBytes)) {
        m_trace.notTls = true;
        finish(StreamEnd::Failed, u"no TLS record"_s);
        return;
    }
    BIO_write(m_in, bytes.constData(), static_cast<int>(bytes.size()));
}

void TlsStream::advance()
{
    if (m_phase == Phase::Handshake) shakeHands();
    if (m_phase != Phase::Open) return;
    encrypt();
    decrypt();
}

void TlsStream::shakeHands()
{
    forgetErrors();
    const int result = SSL_do_handshake(m_ssl.get());
    if (result == 1) {
        m_phase = Phase::Open;
        m_trace.openedMs = static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
        return;
    }
    const int error = SSL_get_error(m_ssl.get(), result);
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) finishByError(u"handshake failed"_s);
}

void TlsStream::encrypt()
{
    while (m_phase == Phase::Open && !m_plainOut.isEmpty()) {
        forgetErrors();
        const int count = static_cast<int>(std::min<qsizetype>(m_plainOut.size(), mostUnread));
        const int written = SSL_write(m_ssl.get(), m_plainOut.constData(), count);
        if (written > 0) {
            m_plainOut.remove(0, written);
            continue;
        }
        const int error = SSL_get_error(m_ssl.get(), written);
        if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) finishByError(u"write failed"_s);
        return;
    }
}

void TlsStream::decrypt()
{
    QByteArray block(16 * 1024, Qt::Uninitialized);
    while (m_phase == Phase::Open) {
        forgetErrors();
        const int count = SSL_read(m_ssl.get(), block.data(), static_cast<int>(block.size()));
        if (count > 0) {
            m_plainIn += QByteArrayView(block).first(count);
            continue;
        }
        const int error = SSL_get_error(m_ssl.get(), count);
        if (error == SSL_ERROR_ZERO_RETURN)
            finish(StreamEnd::ClosedByPeer, {});
        else if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE)
            finishByError(u"read failed"_s);
        return;
    }
}

void TlsStream::send()
{
    const auto pending = static_cast<int>(BIO_ctrl_pending(m_out));
    if (pending <= 0) return;
    QByteArray bytes(pending, Qt::Uninitialized);
    bytes.truncate(std::max(BIO_read(m_out, bytes.data(), pending), 0));
    m_trace.sent += bytes.size();
    if (m_trace.helloBytes == 0) m_trace.helloBytes = bytes.size();
    m_below->write(bytes);
}

void TlsStream::noteEndBelow()
{
    finish(m_below->end(), m_below->errorText());
}

void TlsStream::finish(StreamEnd end, const QString& text)
{
    m_phase = Phase::Over;
    m_end = end;
    m_errorText = text;
}

void TlsStream::finishByError(const QString& fallback)
{
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    finish(StreamEnd::Failed, reason ? QString::fromUtf8(reason) : fallback);
    forgetErrors();
}

} // namespace pathlight
