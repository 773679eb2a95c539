// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/stream.h"
#include "core/net/tls.h"

#include <QElapsedTimer>

#include <openssl/types.h>

namespace pathlight {

/// What passed by during a TLS connection, for evidence.
struct TlsTrace
{
    qint64 sent = 0;       ///< bytes on the wire
    qint64 helloBytes = 0; ///< of them the first flight
    qint64 received = 0;
    QByteArray firstBytes;       ///< the first that came, at most 80
    std::optional<int> alert;    ///< the peer's fatal alert, RFC 8446 section 6
    std::optional<int> ownAlert; ///< ours
    bool certificateRequested = false;
    bool notTls = false;            ///< what came is no TLS record
    std::optional<double> openedMs; ///< from begin() to the handshake's end
};

/// TLS as a client over any other stream, TLS itself included. OpenSSL works on memory; this carries its
/// bytes to the stream below and back. It holds at most about 1 MiB that nobody has read.
class TlsStream final : public Stream
{
    Q_OBJECT
public:
    TlsStream(std::unique_ptr<Stream> below, const TlsRequest& request);
    ~TlsStream() override;

    /// Sends the ClientHello.
    void begin();
    /// Did the handshake come to its end, whichever?
    [[nodiscard]] bool isHandshakeOver() const { return m_phase != Phase::Handshake; }
    [[nodiscard]] bool isOpen() const { return m_phase == Phase::Open; }
    [[nodiscard]] const TlsTrace& trace() const { return m_trace; }
    [[nodiscard]] const SSL* session() const { return m_ssl.get(); }

    [[nodiscard]] QByteArray read() override;
    void write(const QByteArray& bytes) override;
    [[nodiscard]] bool flushed() const override;
    [[nodiscard]] StreamEnd end() const override { return m_end; }
    [[nodiscard]] QString errorText() const override { return m_errorText; }
    [[nodiscard]] qintptr descriptor() const override { return m_below->descriptor(); }

    /// Internal: OpenSSL shows every message and alert here.
    void note(bool ours, int contentType, const unsigned char* data, std::size_t size);

private:
    enum class Phase { Handshake, Open, Over };
    struct FreeContext
    {
        void operator()(SSL_CTX* context) const;
    };
    struct FreeSession
    {
        void operator()(SSL* session) const;
    };

    using Session = std::unique_ptr<SSL, FreeSession>;

    void configure(const TlsRequest& request);
    [[nodiscard]] Session newSession(const TlsRequest& request) const;
    void padHello(const TlsRequest& request);
    void pump();
    void turn();
    void receive();
    void advance();
    void shakeHands();
    void encrypt();
    void decrypt();
    void send();
    void noteEndBelow();
    void finish(StreamEnd end, const QString& text);
    void finishByError(const QString& fallback);

    std::unique_ptr<Stream> m_below;
    std::unique_ptr<SSL_CTX, FreeContext> m_context;
    Session m_ssl;
    BIO* m_in = nullptr;  ///< the session's
    BIO* m_out = nullptr; ///< the session's
    QByteArray m_padding; ///< an extension's body that makes the ClientHello long
    Phase m_phase = Phase::Handshake;
    StreamEnd m_end = StreamEnd::Open;
    QString m_errorText;
    QByteArray m_plainIn;
    QByteArray m_plainOut;
    TlsTrace m_trace;
    QElapsedTimer m_clock;
    bool m_pumping = false;
    bool m_again = false;
};

} // namespace pathlight
