// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chain.h"
#include "core/report/authority.h"
#include "tests/unit/testpki.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// The certificate of an intercepting authority, given to the user.
class TestAuthority final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void tellsTheRootItself();
    void exportsTheCertificateAndTheAdvice();
    void saysWhyNot();
    void refusesOtherBytes_data();
    void refusesOtherBytes();

private:
    [[nodiscard]] Report withAuthority() const;

    pki::Identity m_root;
    QString m_sha256;
};

void TestAuthority::initTestCase()
{
    pki::Wish wish;
    wish.commonName = "Example Inspection Root";
    wish.authority = true;
    m_root = pki::make(wish);
    m_sha256 =
        QString::fromLatin1(QCryptographicHash::hash(m_root.der(), QCryptographicHash::Sha256).toHex());
}

Report TestAuthority::withAuthority() const
{
    Report report;
    TlsEvidence tls;
    tls.verified = false;
    tls.stores = {{u"system"_s, u"/etc/ssl"_s, false, {}, {}, {}, {}, {}, {}}};
    tls.authority = AuthorityEvidence{u"CN=Example Inspection Root\u001b[2J"_s, m_sha256, u"presented"_s,
                                      true, QString::fromLatin1(m_root.pem())};
    report.evidence.tls = tls;
    return report;
}

void TestAuthority::tellsTheRootItself()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"root.pem"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(m_root.pem());
    file.close();
    pki::Wish wish;
    wish.commonName = "api.lab.example";
    wish.names = "DNS:api.lab.example";
    const pki::Identity leaf = pki::make(wish, &m_root);
    ChainQuestion question;
    question.chainDer = {leaf.der()};
    question.trustPaths = {file.fileName()};
    question.serverName = u"api.lab.example"_s;
    question.time = QDateTime::currentDateTimeUtc();
    const ChainCheck accepted = checkChain(question);
    QCOMPARE(accepted.accepts, std::optional(true));
    QCOMPARE(accepted.rootDer, m_root.der());
    question.serverName = u"other.example"_s;
    QVERIFY(checkChain(question).rootDer.isEmpty());
}

void TestAuthority::exportsTheCertificateAndTheAdvice()
{
    const ExportedAuthority authority = exportedAuthority(withAuthority());
    QCOMPARE(authority.problem, QString());
    QCOMPARE(QString(authority.sha256).remove(u':').toLower(), m_sha256);
    for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
        const QByteArray file = authorityFile(authority, u"/tmp/it's\nmine.pem"_s, Texts(language));
        // Every line before the certificate is a comment, and the certificate is the one.
        const QByteArray comments = file.left(file.indexOf("-----BEGIN"));
        for (const QByteArray& line : comments.split('\n'))
            QVERIFY2(line.isEmpty() || line.startsWith('#'), line.constData());
        QVERIFY(!file.contains('\x1b'));
        QCOMPARE(certificateFrom(file), m_root.der());
        QVERIFY(comments.contains(authority.sha256.toUtf8()));
        QVERIFY(comments.contains("NODE_EXTRA_CA_CERTS"));
        QVERIFY(!comments.contains('{'));
    }
}

void TestAuthority::saysWhyNot()
{
    Report report = withAuthority();
    report.header.practice = true;
    QCOMPARE(exportedAuthority(report).problem, u"practice"_s);
    report = withAuthority();
    report.evidence.tls->authority->pem.reset();
    QCOMPARE(exportedAuthority(report).problem, u"redacted"_s);
    report.evidence.tls->authority.reset();
    QCOMPARE(exportedAuthority(report).problem, u"not_seen"_s);
    report.evidence.tls->verified = true;
    QCOMPARE(exportedAuthority(report).problem, u"public"_s);
    QCOMPARE(exportedAuthority(Report()).problem, u"public"_s);
}

void TestAuthority::refusesOtherBytes_data()
{
    QTest::addColumn<QString>("pem");
    const QString pem = QString::fromLatin1(m_root.pem());
    QTest::newRow("empty") << QString();
    QTest::newRow("two") << pem + pem;
    QTest::newRow("a line before") << u"# mine\n"_s + pem;
    QTest::newRow("another certificate") << QString::fromLatin1(pki::make(pki::Wish()).pem());
    QTest::newRow("changed") << QString(pem).replace(60, 1, pem.at(60) == u'A' ? u"B"_s : u"A"_s);
    QTest::newRow("endless") << QString(100'000, u'A');
}

void TestAuthority::refusesOtherBytes()
{
    QFETCH(QString, pem);
    Report report = withAuthority();
    report.evidence.tls->authority->pem = pem;
    QCOMPARE(exportedAuthority(report).problem, u"damaged"_s);
}

QTEST_GUILESS_MAIN(TestAuthority)
#include "tst_authority.moc"
