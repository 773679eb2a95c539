// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tls.h"

#include "core/async/wait.h"
#include "core/net/chain.h"
#include "core/net/platform/traffic.h"
#include "core/net/tlsstream.h"
#include "core/net/x509.h"

#include <QHash>

#include <openssl/crypto.h>
#include <openssl/ssl.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int mostCertificates = 16;
constexpr long largestStaple = 64 * 1024;

/// No common version, cipher or parameter, by the alert that says so (RFC 8446 section 6.2).
bool isMismatch(int alert)
{
    return alert == SSL_AD_HANDSHAKE_FAILURE || alert == SSL_AD_PROTOCOL_VERSION ||
           alert == SSL_AD_INSUFFICIENT_SECURITY || alert == SSL_AD_ILLEGAL_PARAMETER ||
           alert == SSL_AD_INAPPROPRIATE_FALLBACK;
}

/// Alerts by which a server refuses the empty certificate it got for its request: before TLS 1.3 there is
/// none of its own (RFC 5246 section 7.4.6).
bool refusesCertificate(int alert)
{
    return alert == SSL_AD_HANDSHAKE_FAILURE || alert == SSL_AD_BAD_CERTIFICATE ||
           alert == SSL_AD_UNSUPPORTED_CERTIFICATE || alert == SSL_AD_CERTIFICATE_UNKNOWN ||
           alert == SSL_AD_UNKNOWN_CA || alert == SSL_AD_ACCESS_DENIED;
}

HandshakeOutcome outcomeFor(const TlsTrace& trace)
{
    if (const auto alert = trace.alert) {
        if (*alert == SSL_AD_CERTIFICATE_REQUIRED ||
            (trace.certificateRequested && refusesCertificate(*alert)))
            return HandshakeOutcome::ClientCertificate;
        return isMismatch(*alert) ? HandshakeOutcome::VersionOrCipher : HandshakeOutcome::Alert;
    }
    // Ours: what the server chose is nothing that was offered, or it speaks nonsense inside of TLS records.
    const int own = trace.ownAlert.value_or(SSL_AD_INTERNAL_ERROR);
    const bool mismatch = own == SSL_AD_PROTOCOL_VERSION || own == SSL_AD_HANDSHAKE_FAILURE;
    return mismatch ? HandshakeOutcome::VersionOrCipher : HandshakeOutcome::Alert;
}

HandshakeOutcome outcomeOf(const TlsStream& stream, Ended ended)
{
    if (stream.isOpen() || stream.trace().openedMs) return HandshakeOutcome::Completed;
    if (stream.trace().notTls) return HandshakeOutcome::NotTls;
    if (SSL_get_verify_result(stream.session()) != X509_V_OK &&
        SSL_get_verify_mode(stream.session()) != SSL_VERIFY_NONE)
        return HandshakeOutcome::Failed;
    if (stream.trace().alert || stream.trace().ownAlert) return outcomeFor(stream.trace());
    if (ended == Ended::TimedOut) return HandshakeOutcome::TimedOut;
    if (stream.end() == StreamEnd::Reset) return HandshakeOutcome::Reset;
    if (stream.end() == StreamEnd::ClosedByPeer) return HandshakeOutcome::Closed;
    return HandshakeOutcome::Failed;
}

QList<QByteArray> chainOf(const SSL* session)
{
    QList<QByteArray> chain;
    const STACK_OF(X509)* sent = SSL_get_peer_cert_chain(session);
    for (int index = 0; index < sk_X509_num(sent) && chain.size() < mostCertificates; ++index) {
        unsigned char* bytes = nullptr;
        const int size = i2d_X509(sk_X509_value(sent, index), &bytes);
        if (size > 0) chain.append(QByteArray(reinterpret_cast<const char*>(bytes), size));
        OPENSSL_free(bytes);
    }
    return chain;
}

QByteArray stapleOf(SSL* session)
{
    const unsigned char* bytes = nullptr;
    const long size = SSL_get_tlsext_status_ocsp_resp(session, &bytes);
    if (size <= 0 || size > largestStaple) return {};
    return QByteArray(reinterpret_cast<const char*>(bytes), size);
}

void describeSession(const TlsStream& stream, TlsEvidence& seen)
{
    const SSL* session = stream.session();
    seen.version = QString::fromLatin1(SSL_get_version(session));
    seen.cipher = QString::fromLatin1(SSL_get_cipher_name(session));
    seen.handshakeMs = stream.trace().openedMs;
    const unsigned char* alpn = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(session, &alpn, &size);
    if (size > 0) seen.alpn = printable(QByteArray(reinterpret_cast<const char*>(alpn), size), 40);
}

TlsEvidence evidenceOf(const TlsStream& stream, Ended ended, const QString& serverName)
{
    const TlsTrace& trace = stream.trace();
    TlsEvidence seen;
    seen.serverName = serverName;
    seen.outcome = outcomeOf(stream, ended);
    seen.bytesSent = static_cast<int>(trace.sent);
    seen.bytesReceived = static_cast<int>(trace.received);
    if (trace.alert || trace.ownAlert)
        seen.alert = tlsAlertName(trace.alert.value_or(trace.ownAlert.value_or(0)));
    if (trace.notTls) seen.firstBytes = printable(trace.firstBytes, 80);
    if (seen.outcome == HandshakeOutcome::Completed) describeSession(stream, seen);
    return seen;
}

} // namespace

QString tlsLibraryVersion()
{
    return QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION));
}

QString tlsAlertName(int number)
{
    static const QHash<int, QString> names{
        {0, u"close_notify"_s},
        {10, u"unexpected_message"_s},
        {20, u"bad_record_mac"_s},
        {22, u"record_overflow"_s},
        {40, u"handshake_failure"_s},
        {42, u"bad_certificate"_s},
        {43, u"unsupported_certificate"_s},
        {44, u"certificate_revoked"_s},
        {45, u"certificate_expired"_s},
        {46, u"certificate_unknown"_s},
        {47, u"illegal_parameter"_s},
        {48, u"unknown_ca"_s},
        {49, u"access_denied"_s},
        {50, u"decode_error"_s},
        {51, u"decrypt_error"_s},
        {70, u"protocol_version"_s},
        {71, u"insufficient_security"_s},
        {80, u"internal_error"_s},
        {86, u"inappropriate_fallback"_s},
        {90, u"user_canceled"_s},
        {109, u"missing_extension"_s},
        {110, u"unsupported_extension"_s},
        {112, u"unrecognized_name"_s},
        {113, u"bad_certificate_status_response"_s},
        {115, u"unknown_psk_identity"_s},
        {116, u"certificate_required"_s},
        {120, u"no_application_protocol"_s},
    };
    return names.value(number, u"alert_%1"_s.arg(number));
}

std::optional<int> fatalAlertOn(const Stream* stream)
{
    const auto* tls = qobject_cast<const TlsStream*>(stream);
    return tls ? tls->trace().alert : std::nullopt;
}

QCoro::Task<TlsConnected> startTls(Scope scope, std::unique_ptr<Stream> stream, TlsRequest request)
{
    auto tls = std::make_unique<TlsStream>(std::move(stream), request);
    tls->begin();
    TlsStream* const at = tls.get();
    const Ended ended = co_await until(scope, at, &Stream::changed, [at] { return at->isHandshakeOver(); });
    TlsConnected result;
    result.helloBytes = static_cast<int>(tls->trace().helloBytes);
    result.seen = evidenceOf(*tls, ended, request.serverName);
    if (result.seen.outcome == HandshakeOutcome::TimedOut) platform::abandon(tls->descriptor());
    result.certificateRequested = tls->trace().certificateRequested;
    result.chainDer = chainOf(tls->session());
    result.seen.certificatesSent = std::max(0, sk_X509_num(SSL_get_peer_cert_chain(tls->session())));
    for (const QByteArray& der : std::as_const(result.chainDer))
        result.seen.chain.append(describeCertificate(der));
    result.stapledOcsp = stapleOf(const_cast<SSL*>(tls->session()));
    if (tls->trace().openedMs) result.stream = std::move(tls);
    co_return result;
}

} // namespace pathlight
