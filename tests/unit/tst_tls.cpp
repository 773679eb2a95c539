// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/wait.h"
#include "core/net/tls.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/ssl.h>

#include "pipestream.h"
#include "testpki.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

/// How the server of a test behaves.
struct Manners
{
    QList<pki::Identity> chain; ///< its own first
    int oldest = TLS1_2_VERSION;
    int newest = TLS1_3_VERSION;
    QByteArray ciphers; ///< of TLS 1.2
    bool wantsCertificate = false;
    QByteArray alpn;
    StreamEnd endsAfterHello = StreamEnd::Open;
    QByteArray saysInstead; ///< without any TLS
    QByteArray greeting;    ///< said when the handshake is done
    bool saysGoodbye = false;
};

/// OpenSSL as the server at one end of a pipe.
class Server
{
public:
    Server(std::unique_ptr<PipeStream> end, Manners manners)
        : m_end(std::move(end)),
          m_manners(std::move(manners)),
          m_context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free)
    {
        configure();
        m_end->onChange([this](PipeStream*) { serve(); });
    }

    [[nodiscard]] const QByteArray& heard() const { return m_heard; }
    [[nodiscard]] QByteArray serverName() const
    {
        return SSL_get_servername(m_ssl.get(), TLSEXT_NAMETYPE_host_name);
    }
    [[nodiscard]] qsizetype helloSize() const { return m_helloSize; }

private:
    static int chooseAlpn(SSL*, const unsigned char** out, unsigned char* size, const unsigned char*,
                          unsigned int, void* manners)
    {
        const QByteArray& alpn = static_cast<Manners*>(manners)->alpn;
        if (alpn.isEmpty()) return SSL_TLSEXT_ERR_NOACK;
        *out = reinterpret_cast<const unsigned char*>(alpn.constData());
        *size = static_cast<unsigned char>(alpn.size());
        return SSL_TLSEXT_ERR_OK;
    }

    void configure()
    {
        SSL_CTX* const context = m_context.get();
        SSL_CTX_set_min_proto_version(context, m_manners.oldest);
        SSL_CTX_set_max_proto_version(context, m_manners.newest);
        SSL_CTX_set_security_level(context, 0);
        if (!m_manners.ciphers.isEmpty()) SSL_CTX_set_cipher_list(context, m_manners.ciphers.constData());
        if (!m_manners.chain.isEmpty()) {
            SSL_CTX_use_certificate(context, m_manners.chain.first().certificate.get());
            SSL_CTX_use_PrivateKey(context, m_manners.chain.first().key.key.get());
        }
        for (const pki::Identity& each : m_manners.chain.mid(1))
            SSL_CTX_add1_chain_cert(context, each.certificate.get());
        if (m_manners.wantsCertificate)
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        SSL_CTX_set_alpn_select_cb(context, chooseAlpn, &m_manners);
        m_ssl.reset(SSL_new(context));
        SSL_set_bio(m_ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_accept_state(m_ssl.get());
    }

    void serve()
    {
        const QByteArray bytes = m_end->read();
        if (bytes.isEmpty()) return;
        if (m_helloSize == 0) m_helloSize = bytes.size();
        if (!m_manners.saysInstead.isEmpty())
            m_end->write(std::exchange(m_manners.saysInstead, {}));
        else if (m_manners.endsAfterHello == StreamEnd::Open)
            shake(bytes);
        if (m_manners.endsAfterHello != StreamEnd::Open) m_end->endAs(m_manners.endsAfterHello);
    }

    void shake(const QByteArray& bytes)
    {
        BIO_write(SSL_get_rbio(m_ssl.get()), bytes.constData(), static_cast<int>(bytes.size()));
        const int result = SSL_do_handshake(m_ssl.get());
        const bool failed = result != 1 && SSL_get_error(m_ssl.get(), result) == SSL_ERROR_SSL;
        if (result == 1) converse();
        flush();
        // A server that has sent a fatal alert closes.
        if (failed) m_end->endAs(StreamEnd::ClosedByPeer);
    }

    void converse()
    {
        if (!m_manners.greeting.isEmpty()) {
            SSL_write(m_ssl.get(), m_manners.greeting.constData(),
                      static_cast<int>(m_manners.greeting.size()));
            m_manners.greeting.clear();
        }
        QByteArray block(16384, '\0');
        for (int count = 0;
             (count = SSL_read(m_ssl.get(), block.data(), static_cast<int>(block.size()))) > 0;)
            m_heard += block.left(count);
        if (m_manners.saysGoodbye) SSL_shutdown(m_ssl.get());
    }

    void flush()
    {
        BIO* const out = SSL_get_wbio(m_ssl.get());
        QByteArray bytes(static_cast<qsizetype>(BIO_ctrl_pending(out)), '\0');
        bytes.truncate(std::max(BIO_read(out, bytes.data(), static_cast<int>(bytes.size())), 0));
        if (!bytes.isEmpty()) m_end->write(bytes);
    }

    std::unique_ptr<PipeStream> m_end;
    Manners m_manners;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_ssl{nullptr, SSL_free};
    QByteArray m_heard;
    qsizetype m_helloSize = 0;
};

struct World
{
    QTemporaryDir folder;
    pki::Identity root = pki::make({"Lab Root", "Lab Trust", {}, true});
    pki::Identity middle = pki::make({"Lab Issuing", "Lab Trust", {}, true}, &root);
    pki::Identity leaf = pki::make({"api.example", {}, "DNS:api.example"}, &middle);
    QString bundle = pki::writeBundle(folder.filePath(u"roots.pem"_s), {root});

    [[nodiscard]] Manners sound() const
    {
        Manners manners;
        manners.chain = {leaf, middle};
        return manners;
    }
};

/// A connection being made, and the server it is made to.
struct Attempt
{
    std::unique_ptr<Server> server;
    TlsConnected connected;

    Attempt(const Manners& manners, TlsRequest request, std::chrono::milliseconds time = 5s)
    {
        auto [client, end] = PipeStream::pair();
        server = std::make_unique<Server>(std::move(end), manners);
        connected = QCoro::waitFor(startTls(Scope::lasting(time), std::move(client), std::move(request)));
    }
};

TlsRequest unverified()
{
    return {u"api.example"_s};
}

TlsRequest verified(const World& world, const QString& name = u"api.example"_s)
{
    TlsRequest request{name};
    request.verify = true;
    request.trustPaths = {world.bundle};
    return request;
}

/// Reads until `size` bytes came or the stream ended.
QByteArray readFrom(Stream* stream, qsizetype size)
{
    QByteArray bytes;
    const auto enough = [&] {
        bytes += stream->read();
        return bytes.size() >= size || stream->end() != StreamEnd::Open;
    };
    const bool came = QTest::qWaitFor(enough, 3000);
    return came ? bytes : QByteArray("nothing came");
}

} // namespace

class TestTls final : public QObject
{
    Q_OBJECT

    World m_world;

private Q_SLOTS:
    void completes_data()
    {
        QTest::addColumn<int>("newest");
        QTest::addColumn<QString>("version");
        QTest::newRow("TLS 1.2") << TLS1_2_VERSION << u"TLSv1.2"_s;
        QTest::newRow("TLS 1.3") << TLS1_3_VERSION << u"TLSv1.3"_s;
    }

    void completes()
    {
        QFETCH(int, newest);
        Manners manners = m_world.sound();
        manners.newest = newest;
        manners.alpn = "http/1.1";
        manners.greeting = QByteArray(300'000, 'g');
        Attempt attempt(manners, unverified());
        const TlsEvidence& seen = attempt.connected.seen;
        QCOMPARE(seen.outcome, HandshakeOutcome::Completed);
        QTEST(seen.version.value_or(QString()), "version");
        QCOMPARE(seen.alpn, std::optional(u"http/1.1"_s));
        QVERIFY(seen.cipher && !seen.cipher->isEmpty());
        QVERIFY(seen.handshakeMs && *seen.handshakeMs > 0 && *seen.handshakeMs < 5000);
        QVERIFY(seen.bytesSent.value_or(0) > 100 && seen.bytesReceived.value_or(0) > 500);
        QCOMPARE(seen.chain.size(), 2);
        QCOMPARE(seen.chain[0].commonName, u"api.example"_s);
        QCOMPARE(attempt.connected.chainDer[1], m_world.middle.der());
        QCOMPARE(attempt.server->serverName(), QByteArray("api.example"));
        QVERIFY(!attempt.connected.certificateRequested);
        attempt.connected.stream->write("hello");
        QCOMPARE(readFrom(attempt.connected.stream.get(), 300'000), QByteArray(300'000, 'g'));
        QTRY_COMPARE(attempt.server->heard(), QByteArray("hello"));
    }

    void verifiesBeforeItSpeaks()
    {
        Attempt good(m_world.sound(), verified(m_world));
        QCOMPARE(good.connected.seen.outcome, HandshakeOutcome::Completed);
        QVERIFY(good.connected.stream);

        Attempt otherName(m_world.sound(), verified(m_world, u"other.example"_s));
        QVERIFY(!otherName.connected.stream);
        QCOMPARE(otherName.connected.seen.outcome, HandshakeOutcome::Failed);
        QCOMPARE(otherName.connected.seen.chain.size(), 2);

        Manners strange = m_world.sound();
        strange.chain = {pki::make({"api.example", {}, "DNS:api.example"})};
        Attempt stranger(strange, verified(m_world));
        QVERIFY(!stranger.connected.stream);
        QVERIFY(stranger.server->heard().isEmpty());

        TlsRequest noRoots = verified(m_world);
        noRoots.trustPaths = {};
        QVERIFY(!Attempt(m_world.sound(), noRoots).connected.stream);
        QVERIFY(!Attempt(m_world.sound(), verified(m_world, {})).connected.stream);
    }

    void namesTheFailure_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<int>("outcome");
        QTest::newRow("reset") << 0 << int(HandshakeOutcome::Reset);
        QTest::newRow("closed") << 1 << int(HandshakeOutcome::Closed);
        QTest::newRow("plain HTTP") << 2 << int(HandshakeOutcome::NotTls);
        QTest::newRow("only TLS 1.1") << 3 << int(HandshakeOutcome::VersionOrCipher);
        QTest::newRow("no common cipher") << 4 << int(HandshakeOutcome::VersionOrCipher);
        QTest::newRow("alert: unrecognized name") << 5 << int(HandshakeOutcome::Alert);
        QTest::newRow("nonsense in a record") << 6 << int(HandshakeOutcome::Alert);
        QTest::newRow("client certificate, TLS 1.2") << 7 << int(HandshakeOutcome::ClientCertificate);
        QTest::newRow("silence") << 8 << int(HandshakeOutcome::TimedOut);
    }

    void namesTheFailure()
    {
        QFETCH(int, which);
        Manners manners = m_world.sound();
        if (which == 0) manners.endsAfterHello = StreamEnd::Reset;
        if (which == 1) manners.endsAfterHello = StreamEnd::ClosedByPeer;
        if (which == 2) manners.saysInstead = "HTTP/1.1 400 Bad Request\r\n\r\n";
        if (which == 3) manners.oldest = manners.newest = TLS1_1_VERSION;
        if (which == 4) manners.newest = TLS1_2_VERSION, manners.ciphers = "ECDHE-RSA-AES128-GCM-SHA256";
        if (which == 5) manners.saysInstead = QByteArray("\x15\x03\x03\x00\x02\x02\x70", 7);
        if (which == 6)
            manners.saysInstead = QByteArray("\x16\x03\x03\x00\x05"
                                             "hello",
                                             10);
        if (which == 7) manners.newest = TLS1_2_VERSION, manners.wantsCertificate = true;
        if (which == 8) manners.saysInstead = QByteArray("\x16\x03", 2);
        const Attempt attempt(manners, unverified(), which == 8 ? 100ms : 5000ms);
        QTEST(int(attempt.connected.seen.outcome), "outcome");
        QVERIFY(!attempt.connected.stream);
        if (which == 2)
            QCOMPARE(attempt.connected.seen.firstBytes,
                     std::optional(u"HTTP/1.1 400 Bad Request\ufffd\ufffd\ufffd\ufffd"_s));
        if (which == 5) QCOMPARE(attempt.connected.seen.alert, std::optional(u"unrecognized_name"_s));
        if (which == 7) QVERIFY(attempt.connected.certificateRequested);
    }

    /// TLS 1.3 refuses the missing certificate only after the client's side of the handshake is done.
    void showsTheLateRefusal()
    {
        Manners manners = m_world.sound();
        manners.wantsCertificate = true;
        Attempt attempt(manners, unverified());
        QCOMPARE(attempt.connected.seen.outcome, HandshakeOutcome::Completed);
        QVERIFY(attempt.connected.certificateRequested);
        Stream* const stream = attempt.connected.stream.get();
        QTRY_VERIFY(stream->end() != StreamEnd::Open);
        QCOMPARE(stream->end(), StreamEnd::Failed);
        QCOMPARE(fatalAlertOn(stream), std::optional(116));
        QCOMPARE(tlsAlertName(116), u"certificate_required"_s);
    }

    void seesTheGoodbye()
    {
        Manners manners = m_world.sound();
        manners.greeting = "bye";
        manners.saysGoodbye = true;
        Attempt attempt(manners, unverified());
        QCOMPARE(readFrom(attempt.connected.stream.get(), 3), QByteArray("bye"));
        QTRY_COMPARE(attempt.connected.stream->end(), StreamEnd::ClosedByPeer);
    }

    void padsTheHello()
    {
        TlsRequest request = unverified();
        Attempt plain(m_world.sound(), request);
        QVERIFY(plain.server->helloSize() < 1000);
        request.padHelloTo = 4096;
        Attempt padded(m_world.sound(), request);
        QCOMPARE(padded.connected.seen.outcome, HandshakeOutcome::Completed);
        QVERIFY(std::abs(padded.server->helloSize() - 4096) <= 8);
        QCOMPARE(padded.connected.helloBytes, static_cast<int>(padded.server->helloSize()));
    }

    /// The survey's offers: one version at a time, the old ones with every cipher there is.
    void offersOneVersion_data()
    {
        QTest::addColumn<int>("speaks");
        QTest::addColumn<int>("offered");
        QTest::addColumn<bool>("weak");
        QTest::addColumn<bool>("taken");
        const auto v11 = static_cast<int>(TlsVersion::V11);
        const auto v12 = static_cast<int>(TlsVersion::V12);
        const auto v13 = static_cast<int>(TlsVersion::V13);
        QTest::newRow("1.1 to 1.1") << TLS1_1_VERSION << v11 << true << true;
        QTest::newRow("1.1 to 1.1, only strong ciphers") << TLS1_1_VERSION << v11 << false << false;
        QTest::newRow("1.2 to 1.1") << TLS1_1_VERSION << v12 << true << false;
        QTest::newRow("1.2 to 1.2") << TLS1_2_VERSION << v12 << false << true;
        QTest::newRow("1.3 to 1.2") << TLS1_2_VERSION << v13 << false << false;
        QTest::newRow("1.3 to 1.3") << TLS1_3_VERSION << v13 << false << true;
    }

    void offersOneVersion()
    {
        QFETCH(int, speaks);
        QFETCH(int, offered);
        QFETCH(bool, weak);
        QFETCH(bool, taken);
        Manners manners = m_world.sound();
        manners.oldest = manners.newest = speaks;
        TlsRequest request = unverified();
        request.oldest = request.newest = static_cast<TlsVersion>(offered);
        request.weak = weak;
        const Attempt attempt(manners, request);
        QCOMPARE(attempt.connected.seen.outcome == HandshakeOutcome::Completed, taken);
        QCOMPARE(attempt.connected.seen.cipher.has_value(), taken);
    }

    /// An encryption that encrypts nothing is seen by the survey, and never used for anything else.
    void weakCiphersAreForTheSurveyAlone()
    {
        Manners manners = m_world.sound();
        manners.newest = TLS1_2_VERSION;
        manners.ciphers = "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0";
        QCOMPARE(Attempt(manners, unverified()).connected.seen.outcome, HandshakeOutcome::VersionOrCipher);
        TlsRequest request = unverified();
        request.newest = TlsVersion::V12;
        request.weak = true;
        QCOMPARE(Attempt(manners, request).connected.seen.cipher, std::optional(u"ECDHE-ECDSA-NULL-SHA"_s));
    }

    /// A hundred certificates: sixteen are kept, and all are told of.
    void aHundredCertificatesAreBounded()
    {
        Manners manners = m_world.sound();
        for (int number = 2; number < 100; ++number)
            manners.chain.append(m_world.middle);
        const Attempt attempt(manners, unverified());
        QCOMPARE(attempt.connected.seen.outcome, HandshakeOutcome::Completed);
        QCOMPARE(attempt.connected.seen.chain.size(), 16);
        QCOMPARE(attempt.connected.chainDer.size(), 16);
        QCOMPARE(attempt.connected.seen.certificatesSent, 100);
        QCOMPARE(attempt.connected.seen.chain[0].commonName, u"api.example"_s);
    }

    /// A certificate whose name has 64 KB is described in bounds; a message over 100 KiB ends the handshake.
    void absurdSizesAreBounded()
    {
        Manners manners = m_world.sound();
        const QByteArray name = "DNS:api.example,DNS:" + QByteArray(64 * 1024, 'x');
        manners.chain[0] = pki::make({"api.example", {}, name}, &m_world.middle);
        const Attempt large(manners, unverified());
        QCOMPARE(large.connected.seen.outcome, HandshakeOutcome::Completed);
        QCOMPARE(large.connected.seen.chain[0].names.value(0), u"api.example"_s);
        QVERIFY(large.connected.seen.chain[0].names.value(1).size() <= 254);
        manners.chain.append(manners.chain[0]);
        const Attempt huge(manners, unverified());
        QVERIFY(!huge.connected.stream);
        QCOMPARE(huge.connected.seen.outcome, HandshakeOutcome::Alert);
        QVERIFY(huge.connected.seen.chain.isEmpty());
    }

    void namesNoAddress()
    {
        TlsRequest request{u"192.0.2.7"_s};
        Attempt attempt(m_world.sound(), request);
        QVERIFY(attempt.server->serverName().isEmpty());
    }

    void runsInsideTls()
    {
        auto [client, outerEnd] = PipeStream::pair();
        Server outer(std::move(outerEnd), m_world.sound());
        TlsConnected first = QCoro::waitFor(startTls(Scope::lasting(5s), std::move(client), unverified()));
        QVERIFY(first.stream);
        auto inner = QCoro::waitFor(startTls(Scope::lasting(100ms), std::move(first.stream), unverified()));
        // The outer server has no inner one behind it: what it hears is a whole inner ClientHello.
        QCOMPARE(inner.seen.outcome, HandshakeOutcome::TimedOut);
        QVERIFY(outer.heard().startsWith("\x16\x03\x01"));
        QVERIFY(outer.heard().size() > 200);
    }

    void isCancelled()
    {
        auto [client, end] = PipeStream::pair();
        const auto source = std::make_shared<CancelSource>();
        auto task = startTls(Scope(source, QDeadlineTimer(5000)), std::move(client), unverified());
        source->cancel();
        const TlsConnected connected = QCoro::waitFor(task);
        QCOMPARE(connected.seen.outcome, HandshakeOutcome::Failed);
        QVERIFY(!connected.stream);
    }

    /// Whatever bytes a server sends, the handshake ends and nothing breaks.
    void survivesGarbage()
    {
        std::srand(11);
        for (int round = 0; round < 300; ++round) {
            Manners manners = m_world.sound();
            manners.saysInstead = QByteArray("\x16\x03\x03\x00\x40\x02\x00\x00\x3c\x03\x03", 11);
            for (int size = 0; size < 70; ++size)
                manners.saysInstead += static_cast<char>(std::rand());
            const Attempt attempt(manners, unverified(), 50ms);
            QVERIFY(!attempt.connected.stream);
        }
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
