// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/resolvconf.h"
#include "core/net/systemlookup.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// Names that need no network, and threads that nobody waits for.
class TestSystemLookup final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsLocalhost();
    void takesAnAddressAsItsOwnName();
    void namesTheError();
    void answersFromTheEventLoopOnly();
    void neverWaitsForItsThread();
    void seesRemarksBehindServers();
};

void TestSystemLookup::findsLocalhost()
{
    SystemLookup lookup(u"localhost"_s);
    QSignalSpy changes(&lookup, &SystemLookup::changed);
    QTRY_VERIFY(lookup.answer());
    QCOMPARE(changes.size(), 1);
    QVERIFY(lookup.answer()->error.isEmpty());
    const QList<QHostAddress>& addresses = lookup.answer()->addresses;
    QVERIFY(!addresses.isEmpty());
    for (const QHostAddress& each : addresses) {
        QVERIFY(each.isLoopback());
        QCOMPARE(addresses.count(each), 1);
    }
    QVERIFY(lookup.answer()->ms >= 0);
}

void TestSystemLookup::takesAnAddressAsItsOwnName()
{
    SystemLookup lookup(u"192.0.2.7"_s);
    QTRY_VERIFY(lookup.answer());
    QCOMPARE(lookup.answer()->addresses, QList{QHostAddress(u"192.0.2.7"_s)});
}

void TestSystemLookup::namesTheError()
{
    // Longer than a name may be (RFC 1035 section 2.3.4): refused without a question to anybody.
    SystemLookup lookup(QString(300, u'x'));
    QTRY_VERIFY(lookup.answer());
    QVERIFY(lookup.answer()->addresses.isEmpty());
    QVERIFY2(lookup.answer()->error.startsWith("EAI_"_L1), qPrintable(lookup.answer()->error));
}

void TestSystemLookup::seesRemarksBehindServers()
{
    const QByteArray text("# nameserver 192.0.2.1 # no line of its own\n"
                          "nameserver 192.0.2.53   # the office's\n"
                          "nameserver 192.0.2.54\t \n"
                          "nameserver 2001:db8::53 old\n"
                          "nameserver nowhere # no address\n"
                          "search example.com # no server\n");
    QCOMPARE(platform::serversWithRemarks(text), (QStringList{u"192.0.2.53"_s, u"2001:db8::53"_s}));
    QCOMPARE(platform::readResolvConf(text).nameServers,
             (QStringList{u"192.0.2.53"_s, u"192.0.2.54"_s, u"2001:db8::53"_s}));
    QVERIFY(platform::serversWithRemarks({}).isEmpty());
}

void TestSystemLookup::answersFromTheEventLoopOnly()
{
    SystemLookup lookup(u"127.0.0.1"_s);
    QVERIFY(!lookup.answer());
    QTRY_VERIFY(lookup.answer());
}

void TestSystemLookup::neverWaitsForItsThread()
{
    const auto gate = std::make_shared<QSemaphore>();
    const auto left = std::make_shared<QSemaphore>();
    auto call = std::make_unique<DetachedCall>([gate, left] {
        gate->acquire();
        left->release();
    });
    QVERIFY(!call->isDone());
    call.reset();
    // The object is gone and its thread still runs: it ends by itself and tells nobody.
    gate->release();
    QVERIFY(left->tryAcquire(1, 5000));
}

QTEST_GUILESS_MAIN(TestSystemLookup)
#include "tst_systemlookup.moc"
