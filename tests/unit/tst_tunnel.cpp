// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxyauth.h"
#include "core/net/tunnel.h"

#include <QCoroTask>
#include <QTest>

#include "pipestream.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What the proxy says to each thing it hears, in order; after the last line it may end.
struct Script
{
    QList<QByteArray> lines;
    StreamEnd then = StreamEnd::Open;
};

struct Conversation
{
    Tunnel tunnel;
    QByteArray heard;
};

Conversation talk(const Script& script, const ProxyRoute& route, const QString& host = u"api.example"_s,
                  std::chrono::milliseconds time = 3s)
{
    auto [client, proxy] = PipeStream::pair();
    auto lines = std::make_shared<QList<QByteArray>>(script.lines);
    auto heard = std::make_shared<QByteArray>();
    proxy->onChange([=](PipeStream* end) {
        const QByteArray bytes = end->read();
        if (bytes.isEmpty()) return;
        *heard += bytes;
        if (!lines->isEmpty()) end->write(lines->takeFirst());
        if (lines->isEmpty() && script.then != StreamEnd::Open) end->endAs(script.then);
    });
    Conversation result;
    result.tunnel = QCoro::waitFor(openTunnel(Scope::lasting(time), client.get(), route, host, 443));
    result.heard = *heard;
    return result;
}

ProxyRoute routeOf(const QString& scheme, const QByteArray& user = {}, const QByteArray& password = {})
{
    return {{scheme, u"proxy.example"_s, 3128, !user.isEmpty()}, user, password};
}

const QByteArray bookRealm("realm=\"http-auth@example.org\", qop=\"auth, auth-int\", ");
const QByteArray bookNonce("nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"");
const QByteArray bookWord("f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

/// The answer to these challenges as RFC 7616 section 3.9.1 asks, with its names and numbers.
std::optional<AuthAnswer> answerByTheBook(const QList<QByteArray>& challenges)
{
    QList<HttpHeader> headers;
    for (const QByteArray& each : challenges)
        headers.append(HttpHeader{"Proxy-Authenticate", each});
    const ProxyRoute route = routeOf(u"http"_s, "Mufasa", "Circle of Life");
    return digestAnswer(proxyChallenges(headers), route, "GET", "/dir/index.html", bookWord);
}

QByteArray responseIn(const std::optional<AuthAnswer>& answer)
{
    if (!answer) return {};
    const qsizetype start = answer->header.indexOf("response=\"") + 10;
    return answer->header.mid(start, answer->header.indexOf('"', start) - start);
}

QByteArray demanding(const QByteArray& challenge, const QByteArray& more = {})
{
    return "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nProxy-Authenticate: " +
           challenge + "\r\n" + more + "\r\n";
}

} // namespace

class TestTunnel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensByConnect()
    {
        const Conversation talked =
            talk({{"HTTP/1.1 200 Connection established\r\nServer: squid/6\r\n\r\n"}}, routeOf(u"http"_s));
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QCOMPARE(talked.tunnel.status, std::optional(200));
        QCOMPARE(talked.tunnel.serverHeader, std::optional(u"squid/6"_s));
        QVERIFY(talked.tunnel.ms > 0);
        QCOMPARE(talked.heard,
                 QByteArray("CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\n"
                            "User-Agent: pathlight/" PATHLIGHT_VERSION "\r\nAccept: */*\r\n\r\n"));
    }

    void sendsTheCredential()
    {
        const Conversation talked =
            talk({{"HTTP/1.1 200 OK\r\n\r\n"}}, routeOf(u"https"_s, "user", "p@ss:word"));
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QVERIFY(talked.heard.contains("Proxy-Authorization: Basic dXNlcjpwQHNzOndvcmQ=\r\n"));
    }

    void bracketsAddresses()
    {
        const Conversation talked = talk({{"HTTP/1.1 200 OK\r\n\r\n"}}, routeOf(u"http"_s), u"2001:db8::1"_s);
        QVERIFY(talked.heard.startsWith("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n"));
    }

    void namesTheAnswer_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<int>("then");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("status"); // 0: none
        const auto row = [](const char* name, QByteArray says, StreamEnd then, TunnelOutcome outcome,
                            int status) {
            QTest::newRow(name) << says << int(then) << int(outcome) << status;
        };
        const auto open = StreamEnd::Open;
        const auto closed = StreamEnd::ClosedByPeer;
        row("403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", open, TunnelOutcome::Denied, 403);
        row("405", "HTTP/1.1 405 Not Allowed\r\nContent-Length: 0\r\n\r\n", open, TunnelOutcome::Denied, 405);
        row("502", "HTTP/1.1 502 Bad Gateway\r\n\r\n", closed, TunnelOutcome::BadGateway, 502);
        row("503, page cut", "HTTP/1.1 503 No\r\nContent-Length: 99\r\n\r\npage", closed,
            TunnelOutcome::BadGateway, 503);
        row("redirect", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", open, TunnelOutcome::Denied, 302);
        row("garbage", "SSH-2.0-OpenSSH_9\r\n", open, TunnelOutcome::ProtocolError, 0);
        row("closed", "", closed, TunnelOutcome::ProtocolError, 0);
        row("reset", "", StreamEnd::Reset, TunnelOutcome::ProtocolError, 0);
        row("silence", "", open, TunnelOutcome::TimedOut, 0);
        row("half a head", "HTTP/1.1 200 O", open, TunnelOutcome::TimedOut, 0);
        row("page that never ends", "HTTP/1.1 403 Forbidden\r\n\r\npage", open, TunnelOutcome::Denied, 403);
    }

    void namesTheAnswer()
    {
        QFETCH(QByteArray, says);
        QFETCH(int, then);
        QFETCH(int, status);
        const Tunnel tunnel =
            talk({{says}, StreamEnd(then)}, routeOf(u"http"_s), u"api.example"_s, 150ms).tunnel;
        QTEST(int(tunnel.outcome), "outcome");
        QCOMPARE(tunnel.status.value_or(0), status);
    }

    void listsTheSchemes()
    {
        const Tunnel tunnel =
            talk({{"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n"
                   "Proxy-Authenticate: Negotiate\r\n"
                   "Proxy-Authenticate: Digest realm=\"a, b\", nonce=\"c\", Basic realm=\"d\"\r\n"
                   "Proxy-Authenticate: NTLM\r\n\r\n"}},
                 routeOf(u"http"_s))
                .tunnel;
        QCOMPARE(tunnel.outcome, TunnelOutcome::AuthRequired);
        for (const QString& scheme : {u"Negotiate"_s, u"Digest"_s, u"Basic"_s, u"NTLM"_s})
            QVERIFY2(tunnel.authSchemes.contains(scheme), qPrintable(scheme));
    }

    void digestByTheBook_data()
    {
        QTest::addColumn<QList<QByteArray>>("challenges");
        QTest::addColumn<QByteArray>("response");
        QTest::addColumn<QString>("method");
        const auto row = [](const char* name, const QList<QByteArray>& challenges, const char* response,
                            const QString& method) {
            QTest::newRow(name) << challenges << QByteArray(response) << method;
        };
        const QByteArray md5 = "Digest " + bookRealm + "algorithm=MD5, " + bookNonce;
        const QByteArray sha = "Digest " + bookRealm + "algorithm=SHA-256, " + bookNonce;
        const char* const md5Response = "8ca523f5e9506fed4657c9700eebdbec";
        const char* const shaResponse = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
        row("MD5", {md5}, md5Response, u"Digest MD5"_s);
        row("SHA-256", {sha}, shaResponse, u"Digest SHA-256"_s);
        row("the stronger of two", {md5, sha}, shaResponse, u"Digest SHA-256"_s);
        row("the stronger of two in one header", {sha + ", " + md5}, shaResponse, u"Digest SHA-256"_s);
        row("MD5 where nothing is said", {"Basic realm=\"x\", Digest " + bookRealm + bookNonce}, md5Response,
            u"Digest MD5"_s);
        row("a session", {"Digest " + bookRealm + "algorithm=MD5-sess, " + bookNonce},
            "e783283f46242139c486a698fec7211d", u"Digest MD5"_s);
        row("before qop", {"digest realm=\"http-auth@example.org\", " + bookNonce},
            "7b2cc3b30e75b4777ea31027084363fd", u"Digest MD5"_s);
        row("an algorithm nobody knows", {"Digest " + bookRealm + "algorithm=SHA-9, " + bookNonce}, "", {});
        row("signed bodies only", {"Digest realm=\"x\", qop=\"auth-int\", " + bookNonce}, "", {});
        row("no nonce", {"Digest realm=\"x\""}, "", {});
        row("no Digest", {"Negotiate", "NTLM TlRMTVNTUAAB=="}, "", {});
    }

    void digestByTheBook()
    {
        QFETCH(QList<QByteArray>, challenges);
        QFETCH(QString, method);
        const auto answer = answerByTheBook(challenges);
        QTEST(responseIn(answer), "response");
        QCOMPARE(answer ? answer->method : QString(), method);
    }

    void digestHidesTheUser()
    {
        const auto answer =
            answerByTheBook({"Digest " + bookRealm + "userhash=true, opaque=\"a\\\"b\", " + bookNonce});
        QVERIFY(answer);
        QVERIFY(answer->header.contains("username=\"4238f3a16167373febb9bc4d43db9cc4\""));
        QVERIFY(answer->header.contains("userhash=true"));
        QVERIFY(answer->header.contains("opaque=\"a\\\"b\""));
        QVERIFY(!answer->header.contains("Mufasa"));
        QVERIFY(!answer->header.contains("Circle"));
    }

    void readsChallenges()
    {
        QByteArray many;
        for (int count = 0; count < 30; ++count)
            many += "S" + QByteArray::number(count) + " a=b, ";
        QCOMPARE(proxyChallenges({{"Proxy-Authenticate", many}}).size(), 10);
        const auto odd =
            proxyChallenges({{"proxy-authenticate", "a=b, ,\"x\", Digest realm = \"a, B=c\\\\\", q"},
                             {"WWW-Authenticate", "Basic"}});
        QCOMPARE(odd.size(), 2);
        QCOMPARE(odd[0].scheme, QByteArray("Digest"));
        QCOMPARE(odd[0].parameters.value("realm"), QByteArray("a, B=c\\"));
        QCOMPARE(odd[1].scheme, QByteArray("q"));
    }

    /// Basic first, as clients send it; where that is refused and Digest offered, that.
    void answersDigest()
    {
        const QByteArray challenge = "Digest realm=\"r\", qop=\"auth\", nonce=\"n\"";
        const Conversation talked =
            talk({{demanding(challenge), "HTTP/1.1 200 OK\r\n\r\n"}}, routeOf(u"http"_s, "me", "secret"));
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QCOMPARE(talked.tunnel.authTried, std::optional(u"Digest MD5"_s));
        QCOMPARE(talked.tunnel.authSchemes, QStringList{u"Digest"_s});
        QCOMPARE(talked.heard.count("CONNECT api.example:443 HTTP/1.1"), 2);
        QVERIFY(
            talked.heard.contains("Proxy-Authorization: Digest username=\"me\", realm=\"r\", nonce=\"n\", "
                                  "uri=\"api.example:443\", response=\""));
        QVERIFY(!talked.heard.contains("secret"));
    }

    void tellsWhatWasRefused_data()
    {
        QTest::addColumn<QList<QByteArray>>("lines");
        QTest::addColumn<int>("then");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("tried");
        QTest::addColumn<bool>("again");
        const QByteArray digest = "Digest realm=\"r\", nonce=\"n\"";
        const auto row = [](const char* name, const QList<QByteArray>& lines, StreamEnd then,
                            const char* user, const QString& tried, bool again) {
            QTest::newRow(name) << lines << int(then) << QByteArray(user) << tried << again;
        };
        const auto open = StreamEnd::Open;
        const auto closed = StreamEnd::ClosedByPeer;
        row("nothing was given", {demanding(digest)}, open, "", {}, false);
        row("Basic, and nothing else is offered", {demanding("Basic realm=\"r\"")}, open, "me", u"Basic"_s,
            false);
        row("Basic to a company's sign-in", {demanding("NTLM")}, open, "me", u"Basic"_s, false);
        row("Digest", {demanding(digest), demanding(digest)}, open, "me", u"Digest MD5"_s, false);
        row("the connection is closed", {demanding(digest)}, closed, "me", u"Basic"_s, true);
        row("it says that it closes", {demanding(digest, "Connection: close\r\n")}, open, "me", u"Basic"_s,
            true);
        row("closed at the second request", {demanding(digest), {}}, closed, "me", u"Basic"_s, true);
    }

    void tellsWhatWasRefused()
    {
        QFETCH(QList<QByteArray>, lines);
        QFETCH(int, then);
        QFETCH(QByteArray, user);
        const Tunnel tunnel =
            talk({lines, StreamEnd(then)}, routeOf(u"http"_s, user, "pw"), u"api.example"_s, 300ms).tunnel;
        QCOMPARE(tunnel.outcome, TunnelOutcome::AuthRequired);
        QCOMPARE(tunnel.status, std::optional(407));
        QTEST(tunnel.authTried.value_or(QString()), "tried");
        QTEST(tunnel.again, "again");
    }

    void opensBySocks()
    {
        const Conversation talked =
            talk({{QByteArray("\5\0", 2), QByteArray("\5\0\0\1\0\0\0\0\0\0", 10)}}, routeOf(u"socks5h"_s));
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QCOMPARE(talked.heard, QByteArray("\5\1\0", 3) + QByteArray("\5\1\0\3\x0b"
                                                                    "api.example\x01\xbb",
                                                                    18));
    }

    void logsIntoSocks()
    {
        const ProxyRoute route = routeOf(u"socks5"_s, "me", "secret");
        const Script good{{QByteArray("\5\2", 2), QByteArray("\1\0", 2),
                           QByteArray("\5\0\0\3\4"
                                      "name\0\1",
                                      11)}};
        const Conversation talked = talk(good, route, u"192.0.2.9"_s);
        QCOMPARE(talked.tunnel.outcome, TunnelOutcome::Open);
        QCOMPARE(talked.heard, QByteArray("\5\2\0\2", 4) + QByteArray("\1\2me\6secret", 11) +
                                   QByteArray("\5\1\0\1\xc0\0\2\x09\x01\xbb", 10));
        QCOMPARE(talked.tunnel.authTried, std::optional(u"SOCKS5"_s));
        const Script bad{{QByteArray("\5\2", 2), QByteArray("\1\1", 2)}};
        QCOMPARE(talk(bad, route).tunnel.outcome, TunnelOutcome::AuthRequired);
        QCOMPARE(talk(bad, route).tunnel.authTried, std::optional(u"SOCKS5"_s));
    }

    void namesTheSocksReply_data()
    {
        QTest::addColumn<int>("reply");
        QTest::addColumn<int>("outcome");
        const QList<TunnelOutcome> outcomes{TunnelOutcome::Open,          TunnelOutcome::BadGateway,
                                            TunnelOutcome::Denied,        TunnelOutcome::BadGateway,
                                            TunnelOutcome::BadGateway,    TunnelOutcome::BadGateway,
                                            TunnelOutcome::BadGateway,    TunnelOutcome::ProtocolError,
                                            TunnelOutcome::ProtocolError, TunnelOutcome::ProtocolError};
        for (int reply = 0; reply < outcomes.size(); ++reply)
            QTest::addRow("%d", reply) << reply << int(outcomes[reply]);
    }

    void namesTheSocksReply()
    {
        QFETCH(int, reply);
        QByteArray answer("\5\0\0\1\0\0\0\0\0\0", 10);
        answer[1] = static_cast<char>(reply);
        const Tunnel tunnel = talk({{QByteArray("\5\0", 2), answer}}, routeOf(u"socks5"_s)).tunnel;
        QTEST(int(tunnel.outcome), "outcome");
        QCOMPARE(tunnel.status, std::optional(reply));
    }

    void oddSocksServers()
    {
        const ProxyRoute route = routeOf(u"socks5"_s);
        QCOMPARE(talk({{QByteArray("\5\xff", 2)}}, route).tunnel.outcome, TunnelOutcome::AuthRequired);
        QCOMPARE(talk({{"HTTP/1.1 400 Bad\r\n\r\n"}}, route).tunnel.outcome, TunnelOutcome::ProtocolError);
        QCOMPARE(talk({{QByteArray("\5\2", 2)}}, route).tunnel.outcome, TunnelOutcome::ProtocolError);
        QCOMPARE(talk({{QByteArray("\5", 1)}, StreamEnd::ClosedByPeer}, route).tunnel.outcome,
                 TunnelOutcome::ProtocolError);
        QCOMPARE(
            talk({{QByteArray("\5\0", 2), QByteArray("\5\0\0\x09\0\0\0\0\0\0", 10)}}, route).tunnel.outcome,
            TunnelOutcome::ProtocolError);
        QCOMPARE(talk({{}}, route, u"api.example"_s, 100ms).tunnel.outcome, TunnelOutcome::TimedOut);
        QCOMPARE(talk({{QByteArray("\5\0", 2)}}, route, u"api.example"_s, 100ms).tunnel.outcome,
                 TunnelOutcome::TimedOut);
    }
};

QTEST_GUILESS_MAIN(TestTunnel)
#include "tst_tunnel.moc"
