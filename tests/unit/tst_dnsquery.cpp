// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/dnsmessage.h"
#include "core/net/dnsquery.h"

#include <QCoroTask>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>
#include <QtEndian>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray number16(int value)
{
    return QByteArray(1, static_cast<char>(value >> 8)) + static_cast<char>(value & 0xff);
}

QByteArray wireName(const QByteArray& name)
{
    QByteArray wire;
    for (const QByteArray& label : name.split('.'))
        wire += static_cast<char>(label.size()) + label;
    return wire + '\0';
}

/// A resource record for the name that the question holds.
QByteArray record(const QByteArray& owner, int type, int ttl, const QByteArray& data)
{
    return owner + number16(type) + number16(1) + number16(ttl >> 16) + number16(ttl & 0xffff) +
           number16(static_cast<int>(data.size())) + data;
}

const QByteArray theQuestionsName("\xc0\x0c", 2);

QByteArray addressRecord(const QByteArray& address, int ttl = 300)
{
    return record(theQuestionsName, 1, ttl, address);
}

/// An answer to the query as it came: its id and its question, and these records.
struct Answer
{
    QList<QByteArray> records = {};
    int flags = 0x8180;
    int idAdded = 0;
    int announced = -1; ///< how many records the head speaks of, where it lies

    [[nodiscard]] QByteArray to(const QByteArray& query) const
    {
        const QByteArray question = query.mid(12, query.indexOf('\0', 12) + 5 - 12);
        const int id = (static_cast<quint8>(query[0]) << 8 | static_cast<quint8>(query[1])) + idAdded;
        const int count = announced < 0 ? static_cast<int>(records.size()) : announced;
        return number16(id & 0xffff) + number16(flags) + number16(1) + number16(count) + number16(0) +
               number16(0) + question + records.join();
    }
};

const QByteArray one("\xc6\x33\x64\x01", 4); // 198.51.100.1
const QByteArray two("\xc6\x33\x64\x02", 4);

/// A name server on loopback; what it answers to each query is the test's.
class NameServer final : public QObject
{
public:
    using Say = std::function<QList<QByteArray>(const QByteArray& query, int count)>;

    explicit NameServer(Say say) : m_say(std::move(say))
    {
        // The same port must be free for both.
        for (int attempt = 0; attempt < 20 && !m_tcp.isListening(); ++attempt) {
            m_udp.close();
            if (m_udp.bind(QHostAddress::LocalHost)) m_tcp.listen(QHostAddress::LocalHost, m_udp.localPort());
        }
        connect(&m_udp, &QUdpSocket::readyRead, this, &NameServer::serveUdp);
        connect(&m_tcp, &QTcpServer::newConnection, this, &NameServer::serveTcp);
    }

    [[nodiscard]] quint16 port() const { return m_udp.localPort(); }
    [[nodiscard]] bool hasTcp() const { return m_tcp.isListening(); }
    QList<QByteArray> queries;
    QByteArray saysByTcp;
    std::function<QByteArray(const QByteArray& query)> answerByTcp; ///< where saysByTcp is empty
    bool answersTcp = true;
    QByteArray strangerSays; ///< from another port, with the right id, before the true answer

private:
    void serveUdp()
    {
        while (m_udp.hasPendingDatagrams()) {
            QByteArray query(static_cast<qsizetype>(m_udp.pendingDatagramSize()), '\0');
            QHostAddress from;
            quint16 port = 0;
            m_udp.readDatagram(query.data(), query.size(), &from, &port);
            queries.append(query);
            if (!strangerSays.isEmpty())
                QUdpSocket().writeDatagram(query.left(2) + strangerSays.mid(2), from, port);
            const QList<QByteArray> answers = m_say(query, static_cast<int>(queries.size()));
            for (const QByteArray& answer : answers)
                m_udp.writeDatagram(answer, from, port);
        }
    }

    void serveTcp()
    {
        QTcpSocket* const socket = m_tcp.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            if (!answersTcp) {
                socket->disconnectFromHost();
                return;
            }
            const QByteArray query = socket->readAll().mid(2);
            QByteArray answer = saysByTcp;
            if (answer.isEmpty())
                answer = answerByTcp ? answerByTcp(query) : Answer{{addressRecord(one)}}.to(query);
            const QByteArray framed = number16(static_cast<int>(answer.size())) + answer;
            socket->write(framed.left(5));
            socket->flush();
            socket->write(framed.mid(5));
        });
    }

    QUdpSocket m_udp;
    QTcpServer m_tcp;
    Say m_say;
};

DnsRequest requestTo(quint16 port)
{
    DnsRequest request;
    request.name = u"api.example"_s;
    request.resolver = QHostAddress(QHostAddress::LocalHost);
    request.port = port;
    request.sendAtMs = {0, 60, 120};
    return request;
}

DnsReply ask(const DnsRequest& request, std::chrono::milliseconds time = 3s)
{
    return QCoro::waitFor(askDns(Scope::lasting(time), request));
}

QStringList textsOf(const QList<QHostAddress>& addresses)
{
    QStringList texts;
    for (const QHostAddress& address : addresses)
        texts.append(address.toString());
    return texts;
}

} // namespace

class TestDnsQuery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAnAnswer()
    {
        NameServer server([](const QByteArray& query, int) {
            return QList{Answer{{addressRecord(one, 300), addressRecord(two, 60)}}.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.outcome, u"answered"_s);
        QCOMPARE(reply.rcode, u"NOERROR"_s);
        QCOMPARE(textsOf(reply.addresses), QStringList({u"198.51.100.1"_s, u"198.51.100.2"_s}));
        QCOMPARE(reply.addressesInAll, 2);
        QCOMPARE(reply.ttl, std::optional(60));
        QCOMPARE(reply.tries, 1);
        QCOMPARE(reply.answers, 1);
        QVERIFY(reply.ms > 0 && reply.ms < 3000);
        QCOMPARE(server.queries.size(), 1);
        // One question, recursion desired, and an EDNS record announcing 1,232 bytes.
        QCOMPARE(server.queries[0].mid(2, 10), QByteArray("\x01\x00\x00\x01\x00\x00\x00\x00\x00\x01", 10));
        QVERIFY(server.queries[0].contains(QByteArray("\x00\x00\x29\x04\xd0", 5)));
    }

    void followsAliases()
    {
        NameServer server([](const QByteArray& query, int) {
            const QByteArray edge = wireName("edge.example");
            const QByteArray far = wireName("far.example");
            return QList{Answer{{record(theQuestionsName, 5, 30, edge), record(edge, 5, 40, far),
                                 record(far, 1, 50, one), record(wireName("stranger.example"), 1, 5, two)}}
                             .to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.cname, QStringList({u"edge.example"_s, u"far.example"_s}));
        QCOMPARE(textsOf(reply.addresses), QStringList(u"198.51.100.1"_s));
        QCOMPARE(reply.ttl, std::optional(30));
    }

    void aliasesInACircleEnd()
    {
        NameServer server([](const QByteArray& query, int) {
            return QList{Answer{{record(theQuestionsName, 5, 30, theQuestionsName)}}.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.outcome, u"answered"_s);
        QCOMPARE(reply.cname.size(), 16);
    }

    void namesErrors_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("rcode");
        QTest::newRow("SERVFAIL") << 2 << u"SERVFAIL"_s;
        QTest::newRow("NXDOMAIN") << 3 << u"NXDOMAIN"_s;
        QTest::newRow("REFUSED") << 5 << u"REFUSED"_s;
        QTest::newRow("unknown") << 14 << u"RCODE14"_s;
    }

    void namesErrors()
    {
        QFETCH(int, code);
        NameServer server([code](const QByteArray& query, int) {
            return QList{Answer{{}, 0x8180 | code}.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.outcome, u"answered"_s);
        QTEST(reply.rcode, "rcode");
        QVERIFY(reply.addresses.isEmpty());
    }

    void asksAgainWithoutEdns()
    {
        NameServer server([](const QByteArray& query, int count) {
            return QList{count == 1 ? query.left(2) + QByteArray("\x81\x81\0\0\0\0\0\0\0\0", 10)
                                    : Answer{{addressRecord(one)}}.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.rcode, u"NOERROR"_s);
        QCOMPARE(reply.tries, 2);
        QCOMPARE(server.queries[1].mid(10, 2), QByteArray("\0\0", 2));
        QVERIFY(server.queries[0].left(2) != server.queries[1].left(2));
    }

    void asksSeveralTimes()
    {
        NameServer server([](const QByteArray& query, int count) {
            return count < 3 ? QList<QByteArray>() : QList{Answer{{addressRecord(one)}}.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.outcome, u"answered"_s);
        QCOMPARE(reply.tries, 3);
        QVERIFY(reply.ms >= 120);
    }

    void silenceIsTold()
    {
        NameServer server([](const QByteArray&, int) { return QList<QByteArray>(); });
        const DnsReply reply = ask(requestTo(server.port()), 200ms);
        QCOMPARE(reply.outcome, u"timed_out"_s);
        QCOMPARE(reply.tries, 3);
        QCOMPARE(reply.answers, 0);
        QVERIFY(reply.rcode.isEmpty());
        QVERIFY(reply.ms >= 200);
    }

    void refusalIsTold()
    {
        quint16 port = 0;
        {
            QUdpSocket socket;
            QVERIFY(socket.bind(QHostAddress::LocalHost));
            port = socket.localPort();
        }
        DnsRequest request = requestTo(port);
        request.sendAtMs = {0, 60'000, 120'000};
        const DnsReply reply = ask(request);
        QCOMPARE(reply.outcome, u"refused"_s);
        // Two refusals, so that one stray ICMP message is no verdict, and no waiting between them.
        QCOMPARE(reply.tries, 2);
        DnsRequest byTcp = requestTo(port);
        byTcp.transport = DnsTransport::Tcp;
        QCOMPARE(ask(byTcp).outcome, u"refused"_s);
    }

    void strangersAreNotHeard()
    {
        NameServer server([](const QByteArray& query, int) {
            QByteArray otherQuestion = Answer{{addressRecord(two)}}.to(query);
            otherQuestion[13] = 'b';
            QByteArray query2 = query;
            return QList{Answer{{addressRecord(two)}, 0x8180, 1}.to(query), otherQuestion, query2,
                         QByteArray("x"), Answer{{addressRecord(one)}}.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(textsOf(reply.addresses), QStringList(u"198.51.100.1"_s));
        QCOMPARE(reply.answers, 1);
    }

    /// The right id and question, from a port that was not asked.
    void strangersElsewhereAreNotHeard()
    {
        NameServer server(
            [](const QByteArray& query, int) { return QList{Answer{{addressRecord(one)}}.to(query)}; });
        const DnsQuestion question{u"api.example"_s, DnsType::A, 0, true};
        server.strangerSays = Answer{{addressRecord(two)}}.to(dnsQuestionBytes(question));
        DnsRequest request = requestTo(server.port());
        request.lingerMs = 200;
        const DnsReply reply = ask(request);
        QCOMPARE(textsOf(reply.addresses), QStringList(u"198.51.100.1"_s));
        QCOMPARE(reply.answers, 1);
        QVERIFY(!reply.answersDiffer);
    }

    /// A question sent again has two answers that agree; the one that differs still is to come.
    void lingersPastAnswersThatAgree()
    {
        NameServer server([](const QByteArray& query, int) {
            const QByteArray good = Answer{{addressRecord(one)}}.to(query);
            return QList{good, good, Answer{{addressRecord(two)}}.to(query)};
        });
        DnsRequest request = requestTo(server.port());
        request.lingerMs = 500;
        const DnsReply reply = ask(request);
        QVERIFY(reply.answersDiffer);
        QCOMPARE(textsOf(reply.addresses), QStringList(u"198.51.100.1"_s));
        QCOMPARE(textsOf(reply.otherAddresses), QStringList(u"198.51.100.2"_s));
    }

    /// Servers turn the order of their addresses.
    void anotherOrderIsNoOtherAnswer()
    {
        NameServer server([](const QByteArray& query, int) {
            return QList{Answer{{addressRecord(one), addressRecord(two)}}.to(query),
                         Answer{{addressRecord(two), addressRecord(one)}}.to(query)};
        });
        DnsRequest request = requestTo(server.port());
        request.lingerMs = 200;
        const DnsReply reply = ask(request);
        QCOMPARE(reply.answers, 2);
        QVERIFY(!reply.answersDiffer);
    }

    /// An injected answer comes first; the true one follows it (PROCEDURES 3.4).
    void twoAnswersAreSeen()
    {
        NameServer server([](const QByteArray& query, int) {
            return QList{Answer{{addressRecord(two)}}.to(query), Answer{{addressRecord(one)}}.to(query)};
        });
        DnsRequest request = requestTo(server.port());
        request.lingerMs = 200;
        const DnsReply reply = ask(request);
        QCOMPARE(textsOf(reply.addresses), QStringList(u"198.51.100.2"_s));
        QCOMPARE(reply.answers, 2);
        QVERIFY(reply.answersDiffer);
    }

    void sameAnswersDoNotDiffer()
    {
        NameServer server([](const QByteArray& query, int) {
            return QList{Answer{{addressRecord(one)}}.to(query), Answer{{addressRecord(one)}}.to(query)};
        });
        DnsRequest request = requestTo(server.port());
        request.lingerMs = 200;
        const DnsReply reply = ask(request);
        QCOMPARE(reply.answers, 2);
        QVERIFY(!reply.answersDiffer);
    }

    void truncatedGoesOverTcp()
    {
        NameServer server([](const QByteArray& query, int) { return QList{Answer{{}, 0x8380}.to(query)}; });
        QVERIFY(server.hasTcp());
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.outcome, u"answered"_s);
        QCOMPARE(reply.transport, DnsTransport::Tcp);
        QCOMPARE(textsOf(reply.addresses), QStringList(u"198.51.100.1"_s));
        server.answersTcp = false;
        QCOMPARE(ask(requestTo(server.port())).outcome, u"refused"_s);
    }

    void nonsenseOverTcpIsTold()
    {
        NameServer server([](const QByteArray&, int) { return QList<QByteArray>(); });
        server.saysByTcp = "this is no DNS message at all";
        DnsRequest request = requestTo(server.port());
        request.transport = DnsTransport::Tcp;
        QCOMPARE(ask(request).outcome, u"malformed"_s);
    }

    void nonsenseIsTold()
    {
        NameServer server([](const QByteArray& query, int) {
            return QList{Answer{{addressRecord(one)}, 0x8180, 0, 9000}.to(query)};
        });
        QCOMPARE(ask(requestTo(server.port())).outcome, u"malformed"_s);
    }

    /// Anybody can send nonsense; what is well-formed after it counts.
    void nonsenseDoesNotHideTheAnswer()
    {
        NameServer server([](const QByteArray& query, int) {
            return QList{Answer{{addressRecord(two)}, 0x8180, 0, 9000}.to(query),
                         Answer{{addressRecord(one)}}.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.outcome, u"answered"_s);
        QCOMPARE(textsOf(reply.addresses), QStringList(u"198.51.100.1"_s));
    }

    void manyAddressesAreBounded()
    {
        NameServer server([](const QByteArray& query, int) {
            Answer answer;
            for (int index = 0; index < 3000; ++index)
                answer.records.append(addressRecord(QByteArray("\xc6\x33", 2) + number16(index)));
            return QList{answer.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.addresses.size(), 100);
        QCOMPARE(reply.addressesInAll, 3000);
    }

    /// As many as a message can hold, and one that claims ten thousand.
    void tenThousandAddressesAreSurvived()
    {
        NameServer server([](const QByteArray& query, int) { return QList{Answer{{}, 0x8380}.to(query)}; });
        server.answerByTcp = [](const QByteArray& query) {
            Answer answer;
            for (int index = 0; index < 4000; ++index)
                answer.records.append(addressRecord(QByteArray("\xc6\x33", 2) + number16(index)));
            return answer.to(query);
        };
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.outcome, u"answered"_s);
        QCOMPARE(reply.transport, DnsTransport::Tcp);
        QCOMPARE(reply.addresses.size(), 100);
        QCOMPARE(reply.addressesInAll, 4000);
        server.answerByTcp = [](const QByteArray& query) {
            Answer answer{{addressRecord(one)}};
            answer.announced = 10'000;
            return answer.to(query);
        };
        QCOMPARE(ask(requestTo(server.port())).outcome, u"malformed"_s);
    }

    /// More than the 1,232 bytes that were announced room for: taken where the network brings it.
    void oversizedIsRead()
    {
        NameServer server([](const QByteArray& query, int) {
            Answer answer;
            for (int index = 0; index < 300; ++index)
                answer.records.append(addressRecord(QByteArray("\xc6\x33", 2) + number16(index)));
            return QList{answer.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QCOMPARE(reply.transport, DnsTransport::Udp);
        QCOMPARE(reply.addressesInAll, 300);
    }

    void pointersInACircleEnd_data()
    {
        QTest::addColumn<QByteArray>("owner");
        // The question stands at 12 and has 17 bytes, so that the first record begins at 29.
        QTest::newRow("to itself") << QByteArray("\xc0\x1d", 2);
        QTest::newRow("past the end") << QByteArray("\xff\xff", 2);
        QTest::newRow("a label, then back to it") << QByteArray("\x01x\xc0\x1d", 4);
        QTest::newRow("one to the other and back") << QByteArray("\xc0\x1f\xc0\x1d", 4);
    }

    void pointersInACircleEnd()
    {
        QFETCH(QByteArray, owner);
        NameServer server([owner](const QByteArray& query, int) {
            return QList{Answer{{record(owner, 1, 60, two)}}.to(query)};
        });
        const DnsReply reply = ask(requestTo(server.port()));
        QVERIFY2(reply.outcome == "malformed"_L1 || reply.addresses.isEmpty(), qPrintable(reply.outcome));
    }

    void sixIsReadToo()
    {
        NameServer server([](const QByteArray& query, int) {
            const QByteArray address = QByteArray::fromHex("20010db8000000000000000000000010");
            return QList{Answer{{record(theQuestionsName, 28, 300, address)}}.to(query)};
        });
        DnsRequest request = requestTo(server.port());
        request.type = DnsType::AAAA;
        QCOMPARE(textsOf(ask(request).addresses), QStringList(u"2001:db8::10"_s));
    }

    void namesThatCannotBeAsked()
    {
        DnsRequest request = requestTo(9);
        request.name = u"a..b"_s;
        QCOMPARE(ask(request).outcome, u"malformed"_s);
        request.name = QString(70, u'x') + u".example"_s;
        QCOMPARE(ask(request).outcome, u"malformed"_s);
    }

    void namesReverseQuestions()
    {
        QCOMPARE(reverseName(QHostAddress(u"198.51.100.7"_s)), u"7.100.51.198.in-addr.arpa"_s);
        QCOMPARE(reverseName(QHostAddress(u"2001:db8::a"_s)),
                 u"a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"_s);
    }

    /// A reverse name is its owner's to write: what it holds is bounded, and no terminal or page may obey it.
    void escapesHostileNames()
    {
        QByteArray hostile("\x1b[31m<b>\xe2\x80\xae");
        const DnsQuestion question{reverseName(QHostAddress(u"198.51.100.7"_s)), DnsType::PTR, 7, true};
        QList<QByteArray> records{record(theQuestionsName, 12, 30, wireName(hostile + ".example"))};
        for (int more = 0; more < 40; ++more)
            records.append(record(theQuestionsName, 12, 30, wireName("core-1.far.example")));
        const DnsMessage message = readDnsMessage(Answer{records}.to(dnsQuestionBytes(question)), question);
        QCOMPARE(message.match, DnsMatch::Answer);
        QCOMPARE(message.names.size(), 16);
        QCOMPARE(message.names.at(1), u"core-1.far.example"_s);
        for (const QChar each : message.names.constFirst())
            QVERIFY2((each.isLetterOrNumber() || u".-_\\"_s.contains(each)) && each.unicode() < 128,
                     qPrintable(message.names.constFirst()));
        const QByteArray wide(63, '\x01');
        const QByteArray longest = wide + '.' + wide + '.' + wide;
        const QByteArray bytes =
            Answer{{record(theQuestionsName, 12, 30, wireName(longest))}}.to(dnsQuestionBytes(question));
        QCOMPARE(readDnsMessage(bytes, question).names.constFirst().size(), 253);
    }

    void isCancelled()
    {
        NameServer server([](const QByteArray&, int) { return QList<QByteArray>(); });
        const auto source = std::make_shared<CancelSource>();
        auto task = askDns(Scope(source, QDeadlineTimer(5000)), requestTo(server.port()));
        source->cancel();
        QCOMPARE(QCoro::waitFor(task).outcome, u"cancelled"_s);
    }

    /// No message, however broken, is read out of its bounds or taken for more than it holds.
    void survivesGarbage()
    {
        std::srand(3);
        const DnsQuestion question{u"api.example"_s, DnsType::A, 0x1234, true};
        const QByteArray sound =
            Answer{{record(theQuestionsName, 5, 30, wireName("edge.example")), addressRecord(one)}}.to(
                dnsQuestionBytes(question));
        int answers = 0;
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes = sound.left(12 + std::rand() % (sound.size() - 11));
            for (int change = std::rand() % 4; change > 0; --change)
                bytes[2 + std::rand() % (bytes.size() - 2)] = static_cast<char>(std::rand());
            const DnsMessage message = readDnsMessage(bytes, question);
            answers += message.match == DnsMatch::Answer;
            QVERIFY(message.cname.size() <= 16 && message.addresses.size() <= 100);
        }
        QVERIFY(answers > 0 && answers < 20'000);
    }
};

QTEST_GUILESS_MAIN(TestDnsQuery)
#include "tst_dnsquery.moc"
