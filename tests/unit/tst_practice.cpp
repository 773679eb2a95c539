// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/resource.h"
#include "core/net/platform/platform.h"
#include "core/practice/practiceserver.h"
#include "core/practice/reply.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 10'000;

/// A practice server that is ready.
std::unique_ptr<PracticeServer> serving(const char* id)
{
    const PracticeScenario* scenario = practiceScenario(QString::fromLatin1(id));
    if (!scenario) qFatal("no such scenario: %s", id);
    auto server = std::make_unique<PracticeServer>(*scenario);
    QSignalSpy ready(server.get(), &PracticeServer::ready);
    server->start();
    if (!ready.wait(patienceMs)) qFatal("not ready: %s", id);
    return server;
}

/// Everything the peer sends until it closes, or until it has been silent for `waitMs`.
QByteArray readToEnd(QTcpSocket* socket, int waitMs = patienceMs)
{
    QByteArray answer;
    while (socket->waitForReadyRead(waitMs))
        answer += socket->readAll();
    return answer + socket->readAll(); // Bytes that came together with the end are still there.
}

/// A client that trusts the server's authority and no other, connected and through its handshake, or not.
struct Client
{
    explicit Client(const PracticeServer& server)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(server.caFile()));
        socket.setSslConfiguration(configuration);
        QObject::connect(&socket, &QSslSocket::sslErrors, &socket, [this](const QList<QSslError>& errors) {
            for (const QSslError& each : errors)
                problems.append(each.error());
        });
        socket.connectToHostEncrypted(u"127.0.0.1"_s, server.target().port(), u"localhost"_s);
        secure = socket.waitForEncrypted(patienceMs);
    }

    /// Sends a request and reads until the server closes, or until `waitMs` have passed without a byte.
    QByteArray ask(const QByteArray& extraHeaders = {}, int waitMs = patienceMs)
    {
        socket.write("GET /v1/models HTTP/1.1\r\nhost: localhost\r\n" + extraHeaders + "\r\n");
        return readToEnd(&socket, waitMs);
    }

    QSslSocket socket;
    QList<QSslError::SslError> problems;
    bool secure = false;
};

int statusOf(const QByteArray& answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

QString errorTypeOf(const QByteArray& answer)
{
    const QByteArray body = answer.mid(answer.indexOf("\r\n\r\n") + 4);
    return QJsonDocument::fromJson(body).object().value("error"_L1)["type"_L1].toString();
}

/// SYNs that this computer dropped because a listen queue was full, so far; -1 where the kernel does not
/// tell.
qint64 listenOverflows()
{
    QFile file(u"/proc/net/netstat"_s);
    if (!file.open(QIODevice::ReadOnly)) return -1;
    const QList<QByteArray> lines = file.readAll().split('\n');
    const QList<QByteArray> names = lines.value(0).split(' ');
    const qsizetype index = names.indexOf("ListenOverflows");
    return index < 0 ? -1 : lines.value(1).split(' ').value(index).toLongLong();
}

/// A reset is practised only where it is told from a close, and explained everywhere: journals travel.
QStringList scenariosOfAnyPlatform()
{
    QStringList ids;
    for (const PracticeScenario& each : practiceScenarios())
        ids.append(each.id);
    if (!ids.contains(u"idle_reset"_s)) ids.append(u"idle_reset"_s);
    return ids;
}

PracticeRequest request(bool hasKey)
{
    return {"GET", "/v1/models", hasKey, 0};
}

} // namespace

class TestPractice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theScenariosAreSound()
    {
        QSet<QString> ids;
        for (const PracticeScenario& each : practiceScenarios()) {
            QVERIFY2(!ids.contains(each.id), qPrintable(each.id));
            ids.insert(each.id);
            QCOMPARE(each.verdictStatus == u"healthy"_s, !each.verdictCode.has_value());
            QVERIFY(each.verdictCode.value_or(u"a.b"_s).contains(u'.'));
        }
        QVERIFY(ids.contains(u"healthy"_s) && ids.size() >= 18);
        QCOMPARE(practiceScenario(u"no such"_s), nullptr);
    }

    void everyScenarioIsExplained_data()
    {
        QTest::addColumn<QString>("language");
        for (const char* language : {"en", "zh_CN"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void everyScenarioIsExplained()
    {
        QFETCH(QString, language);
        QStringList wanted;
        for (const QString& id : scenariosOfAnyPlatform()) {
            for (const QString& part : {u"name"_s, u"about"_s, u"seen"_s, u"help"_s})
                wanted.append(u"practice.%1.%2"_s.arg(id, part));
        }
        // Read from the file, for what is not translated would be taken from the other language.
        const QJsonObject texts = readResource(u":/pathlight/texts/%1.json"_s.arg(language));
        QStringList found;
        for (const QString& key : texts.keys()) {
            if (!key.startsWith(u"practice."_s)) continue;
            QVERIFY2(wanted.contains(key), qPrintable(key + u" speaks of no scenario"_s));
            QVERIFY2(!found.contains(texts.value(key).toString()), qPrintable(key + u" is said twice"_s));
            found.append(texts.value(key).toString());
        }
        for (const QString& key : wanted)
            QVERIFY2(!texts.value(key).toString().isEmpty(), qPrintable(key + u" is missing"_s));
    }

    void everyApiStreamAndStabilityCodeIsImitated_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("scenario");
        const auto row = [](const char* code, const char* scenario) {
            QTest::newRow(scenario) << QString::fromLatin1(code) << QString::fromLatin1(scenario);
        };
        row("api.invalid_request_error", "invalid_request");
        row("api.authentication_error", "unauthorized");
        row("api.billing_error", "billing");
        row("api.billing_error", "credit_low");
        row("api.permission_error", "not_permitted");
        row("api.not_found_error", "not_found");
        row("api.request_too_large", "too_large");
        row("api.request_too_large", "edge_too_large");
        row("api.rate_limit_error", "rate_limited");
        row("api.rate_limit_error", "spending_limit");
        row("api.timeout_error", "server_timeout");
        row("api.api_error", "server_fault");
        row("api.overloaded_error", "overloaded");
        row("api.overloaded_error", "stream_error");
        row("api.region_unsupported", "region_blocked");
        row("http.error", "conflict");
        row("http.error", "edge_without_api");
        row("http.error", "bad_gateway");
        row("http.blocked", "edge_challenge");
        row("http.blocked", "filter_page");
        row("http.not_the_api", "other_dialect");
        row("stream.buffered", "stream_buffered");
        row("stream.stalled", "stream_stalled");
        row("stream.closed", "stream_cut");
        row("stream.closed", "stream_bare");
        row("stream.idle_dropped", "idle_forgotten");
        if (platform::abilities().resetEvidence) row("stream.idle_dropped", "idle_reset");
        row("stability.intermittent", "intermittent");
        row("stability.intermittent", "flapping");
    }
    /// That a walk to each ends with its code, tst_practicewalk holds.
    void everyApiStreamAndStabilityCodeIsImitated()
    {
        QFETCH(QString, code);
        QFETCH(QString, scenario);
        const PracticeScenario* found = practiceScenario(scenario);
        QVERIFY(found);
        QCOMPARE(found->verdictCode, code);
    }

    void aForgottenConnectionAnswersNothingMore()
    {
        const auto server = serving("idle_forgotten");
        QSignalSpy served(server.get(), &PracticeServer::served);
        Client client(*server);
        const QByteArray first = client.ask({}, 1000); // It stays open after its answer.
        QCOMPARE(statusOf(first), 401);
        QVERIFY(!first.contains("connection: close"));
        QCOMPARE(statusOf(client.ask({}, 1000)), 401);
        QTRY_COMPARE_WITH_TIMEOUT(served.size(), 3, patienceMs);
        QCOMPARE(served.at(2).at(0).value<PracticeServed>().what, u"forgotten"_s);
        QCOMPARE(client.ask({}, 700), QByteArray());
        QCOMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
    }

    void theTargetIsAProfile()
    {
        const auto server = serving("healthy");
        const QJsonObject whole = toObject(server->target());
        QJsonObject profile;
        for (const QString& key : {u"id"_s, u"name"_s, u"url"_s, u"probe"_s, u"auth"_s})
            profile.insert(key, whole.value(key));
        const TargetOrError read = readTarget(QJsonDocument(profile).toJson(), u"practice"_s);
        QVERIFY2(read.target, qPrintable(read.error));
        QCOMPARE(read.target->host(), u"localhost"_s);
        QVERIFY(read.target->port() > 0);
        QVERIFY(server->target().controls.isEmpty() && server->target().comparisonResolvers.isEmpty());
    }

    void theAuthoritysFileGoesWithTheServer()
    {
        auto server = serving("healthy");
        const QFileInfo file(server->caFile());
        QCOMPARE(QSslCertificate::fromPath(file.filePath()).size(), 1);
        QCOMPARE(file.dir().entryList(QDir::Files), QStringList{u"ca.pem"_s});
        QFile content(file.filePath());
        QVERIFY(content.open(QIODevice::ReadOnly));
        QVERIFY(!content.readAll().contains("PRIVATE"));
        server.reset();
        QVERIFY(!QFileInfo::exists(file.filePath()) && !file.dir().exists());
    }

    void healthyAnswersAsTheApiDoes()
    {
        const auto server = serving("healthy");
        QSignalSpy served(server.get(), &PracticeServer::served);
        Client without(*server);
        QVERIFY(without.secure);
        QCOMPARE(without.socket.sessionProtocol(), QSsl::TlsV1_3);
        const QByteArray refusal = without.ask();
        QCOMPARE(statusOf(refusal), 401);
        QCOMPARE(errorTypeOf(refusal), u"authentication_error"_s);
        QVERIFY(refusal.contains("\r\nrequest-id: req_practice_00000001\r\n"));
        const QByteArray welcome = Client(*server).ask("x-api-key: anything\r\n");
        QCOMPARE(statusOf(welcome), 200);
        QVERIFY(welcome.contains("\r\nrequest-id: "));
        QTRY_COMPARE(served.size(), 2);
        const auto first = served.at(0).at(0).value<PracticeServed>();
        QCOMPARE(first.what + first.method + first.path, u"requestGET/v1/models"_s);
        QCOMPARE(first.status, 401);
    }

    void bothLoopbackFamiliesAreServed()
    {
        const auto server = serving("healthy");
        QTcpSocket six;
        six.connectToHost(QHostAddress(QHostAddress::LocalHostIPv6), server->target().port());
        if (!six.waitForConnected(patienceMs) && six.error() != QAbstractSocket::ConnectionRefusedError)
            QSKIP("this computer has no ::1");
        QCOMPARE(six.state(), QAbstractSocket::ConnectedState);
    }

    void certificates_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<int>("problem");
        QTest::newRow("expired") << QByteArray("certificate_expired") << int(QSslError::CertificateExpired);
        QTest::newRow("wrong name") << QByteArray("wrong_name") << int(QSslError::HostNameMismatch);
        QTest::newRow("unknown") << QByteArray("unknown_authority")
                                 << int(QSslError::SelfSignedCertificateInChain);
    }
    void certificates()
    {
        QFETCH(QByteArray, id);
        QFETCH(int, problem);
        const auto server = serving(id.constData());
        QSignalSpy served(server.get(), &PracticeServer::served);
        const Client client(*server);
        QVERIFY(!client.secure);
        QCOMPARE(client.problems, QList<QSslError::SslError>{static_cast<QSslError::SslError>(problem)});
        QCOMPARE(client.socket.peerCertificateChain().size(), 2);
    }

    void refusedRefuses()
    {
        const auto server = serving("refused");
        for (const auto address : {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6}) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress(address), server->target().port());
            QVERIFY(!socket.waitForConnected(patienceMs));
            if (address == QHostAddress::LocalHost)
                QCOMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
        }
    }

    void synDroppedDropsEverySyn()
    {
        const auto server = serving("syn_dropped");
        const qint64 before = listenOverflows();
        // Three SYNs go out in this time (at 0, 1 and 2 or 3 s); one alone could have been unlucky.
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server->target().port());
        QVERIFY(!socket.waitForConnected(3500));
        QCOMPARE(socket.error(), QAbstractSocket::SocketTimeoutError);
        if (before < 0) QSKIP("the kernel does not count dropped SYNs");
        QVERIFY(listenOverflows() >= before + 2);
    }

    void resetComesAfterTheClientHello()
    {
        const auto server = serving("reset");
        const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto close = qScopeGuard([&] { ::close(descriptor); });
        const timeval patience{patienceMs / 1000, 0};
        QCOMPARE(::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(server->target().port());
        QCOMPARE(::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        const QByteArray hello = QByteArray::fromHex("1603010200010001fc0303") + QByteArray(502, 'x');
        QCOMPARE(::send(descriptor, hello.constData(), hello.size(), MSG_NOSIGNAL), hello.size());
        char byte = 0;
        QCOMPARE(::recv(descriptor, &byte, 1, 0), -1);
        QCOMPARE(errno, ECONNRESET);
    }

    void plainHttpAnswersAHelloInPlainHttp()
    {
        const auto server = serving("plain_http");
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server->target().port());
        QVERIFY(socket.waitForConnected(patienceMs));
        socket.write(QByteArray::fromHex("160301020001000100"));
        const QByteArray answer = readToEnd(&socket);
        QCOMPARE(statusOf(answer), 400);
        QVERIFY(!Client(*server).secure);
    }

    void slowTakesItsTime()
    {
        const auto server = serving("slow");
        Client client(*server);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(statusOf(client.ask()), 401);
        QVERIFY(clock.elapsed() >= 2499);
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("errorType");
        QTest::addColumn<QByteArray>("mark");
        const auto row = [](const char* id, int status, const QString& type, const char* mark) {
            QTest::newRow(id) << QByteArray(id) << status << type << QByteArray(mark);
        };
        row("unauthorized", 401, u"authentication_error"_s, "\r\nrequest-id: ");
        row("rate_limited", 429, u"rate_limit_error"_s, "\r\nretry-after: 30\r\n");
        row("overloaded", 529, u"overloaded_error"_s, "\r\nrequest-id: ");
        row("region_blocked", 403, u"forbidden"_s, "Request not allowed");
        row("not_the_api", 200, {}, "<title>");
        row("invalid_request", 400, u"invalid_request_error"_s, "\r\nrequest-id: ");
        row("credit_low", 400, u"invalid_request_error"_s, "credit balance is too low");
        row("billing", 402, u"billing_error"_s, "\r\nrequest-id: ");
        row("not_permitted", 403, u"permission_error"_s, "\r\nrequest-id: ");
        row("not_found", 404, u"not_found_error"_s, "\r\nrequest-id: ");
        row("too_large", 413, u"request_too_large"_s, "\r\nrequest-id: ");
        row("spending_limit", 429, u"rate_limit_error"_s, "enforced_spend_limit_reached");
        row("server_fault", 500, u"api_error"_s, "\r\nrequest-id: ");
        row("server_timeout", 504, u"timeout_error"_s, "\r\nrequest-id: ");
        row("edge_too_large", 413, {}, "\r\ncf-ray: ");
        row("edge_challenge", 403, {}, "\r\ncf-mitigated: challenge\r\n");
        row("edge_without_api", 520, {}, "\r\ncf-ray: ");
        row("redirect_loop", 302, {}, "\r\nlocation: /v1/models\r\n");
    }
    void answers()
    {
        QFETCH(QByteArray, id);
        QFETCH(int, status);
        QFETCH(QString, errorType);
        QFETCH(QByteArray, mark);
        const auto server = serving(id.constData());
        const QByteArray answer = Client(*server).ask("x-api-key: practice\r\n");
        QCOMPARE(statusOf(answer), status);
        QCOMPARE(errorTypeOf(answer), errorType);
        QVERIFY2(answer.contains(mark), answer.constData());
        QCOMPARE(answer.contains("request-id"), answer.contains("\"type\":\"error\""));
    }

    void theRegionsRefusalHasNoneOfTheUsualMarks()
    {
        const QByteArray answer = Client(*serving("region_blocked")).ask();
        QVERIFY(answer.endsWith(R"({"error":{"message":"Request not allowed","type":"forbidden"}})"));
    }

    void aSpendingLimitNamesNoTimeToWait()
    {
        const QByteArray answer = Client(*serving("spending_limit")).ask("x-api-key: practice\r\n");
        QVERIFY(!answer.toLower().contains("retry-after"));
    }

    void fourSucceedAndFourFail()
    {
        const auto server = serving("flapping");
        QList<int> statuses;
        for (int index = 0; index < 9; ++index)
            statuses.append(statusOf(Client(*server).ask()));
        QCOMPARE(statuses, (QList<int>{401, 401, 401, 401, 503, 503, 503, 503, 401}));
    }

    void everyThirdRequestFails()
    {
        const auto server = serving("intermittent");
        QList<int> statuses;
        for (int index = 0; index < 6; ++index)
            statuses.append(statusOf(Client(*server).ask()));
        QCOMPARE(statuses, (QList<int>{401, 401, 503, 401, 401, 503}));
    }

    void silentNeverAnswers()
    {
        const auto server = serving("silent");
        QSignalSpy served(server.get(), &PracticeServer::served);
        Client client(*server);
        QVERIFY(client.secure);
        QCOMPARE(client.ask({}, 700), QByteArray());
        QCOMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
        QTRY_COMPARE(served.size(), 1);
        QVERIFY(!served.at(0).at(0).value<PracticeServed>().status);
    }

    void closedEarlyClosesWithoutAByte()
    {
        const auto server = serving("closed_early");
        Client client(*server);
        QVERIFY(client.secure);
        QCOMPARE(client.ask(), QByteArray());
        QCOMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
    }

    void aLoginPageAnswersForEverything()
    {
        const auto server = serving("captive_portal_like");
        QVERIFY(!Client(*server).secure);
        const QList<Control> controls = server->target().controls;
        QCOMPARE(controls.size(), 2);
        for (const Control& control : controls) {
            const QUrl url(control.url);
            QTcpSocket socket;
            socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
            QVERIFY(socket.waitForConnected(patienceMs));
            socket.write("GET " + url.path().toLatin1() + " HTTP/1.1\r\nhost: localhost\r\n\r\n");
            const QByteArray answer = readToEnd(&socket);
            QCOMPARE(statusOf(answer), 302);
            QVERIFY(answer.contains("\r\nlocation: /login\r\n"));
        }
    }

    void strangeRequestsEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no request line") << QByteArray("\r\n\r\n");
        QTest::newRow("an escape in the path") << QByteArray("GET /\x1b[31m HTTP/1.1\r\n\r\n");
        QTest::newRow("a small method") << QByteArray("get / HTTP/1.1\r\n\r\n");
        QTest::newRow("another protocol") << QByteArray("GET / SPDY/3\r\n\r\n");
        QTest::newRow("no colon") << QByteArray("GET / HTTP/1.1\r\nnonsense\r\n\r\n");
        QTest::newRow("a body too large")
            << QByteArray("POST / HTTP/1.1\r\ncontent-length: 99999999\r\n\r\n");
        QTest::newRow("a body below nothing") << QByteArray("POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n");
        QTest::newRow("an endless head") << QByteArray("GET / HTTP/1.1\r\nx: " + QByteArray(200'000, 'y'));
    }
    void strangeRequestsEndTheConnection()
    {
        QFETCH(QByteArray, bytes);
        const auto server = serving("healthy");
        QSignalSpy served(server.get(), &PracticeServer::served);
        Client client(*server);
        QVERIFY(client.secure);
        client.socket.write(bytes);
        const QByteArray answer = readToEnd(&client.socket);
        QCOMPARE(answer, QByteArray());
        QTRY_COMPARE(served.size(), 1);
        QCOMPARE(served.at(0).at(0).value<PracticeServed>().what, u"malformed"_s);
        QCOMPARE(statusOf(Client(*server).ask()), 401);
    }

    void aBodyIsReadBeforeTheAnswer()
    {
        const auto server = serving("healthy");
        Client client(*server);
        client.socket.write("POST /v1/messages HTTP/1.1\r\ncontent-length: 5\r\n\r\nab");
        QVERIFY(!client.socket.waitForReadyRead(200));
        client.socket.write("cde");
        const QByteArray answer = readToEnd(&client.socket);
        QCOMPARE(statusOf(answer), 401);
    }

    void headHasNoBody()
    {
        PracticeRequest head = request(false);
        head.method = "HEAD";
        const auto reply =
            practiceReply(*practiceScenario(u"healthy"_s), head, 1, QDateTime::currentDateTimeUtc());
        QVERIFY(reply.bytes.endsWith("\r\n\r\n"));
        QVERIFY(!reply.bytes.contains("content-length: 0"));
    }

    void aKeyIsNeverKept()
    {
        const auto read = readPracticeRequest("GET / HTTP/1.1\r\nAuthorization: Bearer secret");
        QVERIFY(read && read->hasKey);
        const auto reply =
            practiceReply(*practiceScenario(u"unauthorized"_s), *read, 1, QDateTime::currentDateTimeUtc());
        QVERIFY(!reply.bytes.contains("secret"));
    }

    void manyAtOnceAndGoingInTheMiddle()
    {
        auto server = serving("slow");
        std::vector<std::unique_ptr<Client>> clients;
        for (int index = 0; index < 20; ++index) {
            clients.push_back(std::make_unique<Client>(*server));
            QVERIFY(clients.back()->secure);
            clients.back()->socket.write("GET / HTTP/1.1\r\n\r\n");
            QVERIFY(clients.back()->socket.waitForBytesWritten(patienceMs));
        }
        server.reset();
        for (const auto& client : clients) {
            QVERIFY(client->socket.state() == QAbstractSocket::UnconnectedState ||
                    client->socket.waitForDisconnected(patienceMs));
        }
    }

    void goingBeforeItIsReady()
    {
        for (int round = 0; round < 20; ++round) {
            PracticeServer server(*practiceScenario(u"syn_dropped"_s));
            if (round % 2) server.start();
        }
    }
};

QTEST_GUILESS_MAIN(TestPractice)
#include "tst_practice.moc"
