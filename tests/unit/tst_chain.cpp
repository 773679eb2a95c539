// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chain.h"
#include "core/net/truststore.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/ocsp.h>
#include <openssl/pkcs7.h>

#include "testpki.h"

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A small public key infrastructure: one trusted root, one intermediate, and what is wrong.
struct World
{
    QTemporaryDir folder;
    pki::Identity root = pki::make({"Lab Root", "Lab Trust", {}, true});
    pki::Identity middle = pki::make({"Lab Issuing", "Lab Trust", {}, true}, &root);
    pki::Identity leaf =
        pki::make({"api.example", {}, "DNS:api.example,DNS:*.wild.example,IP:192.0.2.7"}, &middle);
    pki::Identity strangeRoot = pki::make({"Strange Root", "Strangers", {}, true});
    pki::Identity strangeLeaf = pki::make({"api.example", {}, "DNS:api.example"}, &strangeRoot);
    QString bundle = pki::writeBundle(folder.filePath(u"roots.pem"_s), {root});

    ChainQuestion question(const QList<pki::Identity>& chain, const QString& name = u"api.example"_s) const
    {
        ChainQuestion question;
        for (const pki::Identity& each : chain)
            question.chainDer.append(each.der());
        question.trustPaths = {bundle};
        question.serverName = name;
        question.time = QDateTime::currentDateTimeUtc();
        return question;
    }
};

QStringList errorsOf(const ChainCheck& check)
{
    QStringList errors;
    for (const ChainProblem& problem : check.problems)
        errors.append(u"%1@%2"_s.arg(nameOf(problem.error)).arg(problem.depth));
    errors.sort();
    return errors;
}

QByteArray signedStaple(const pki::Identity& leaf, const pki::Identity& issuer, const pki::Identity& signer,
                        int status, long madeAt = 0)
{
    OCSP_BASICRESP* const basic = OCSP_BASICRESP_new();
    OCSP_CERTID* const id = OCSP_cert_to_id(nullptr, leaf.certificate.get(), issuer.certificate.get());
    ASN1_TIME* const now = X509_gmtime_adj(nullptr, madeAt);
    ASN1_TIME* const next = X509_gmtime_adj(nullptr, madeAt + 5 * 86400L);
    OCSP_basic_add1_status(basic, id, status, OCSP_REVOKED_STATUS_KEYCOMPROMISE, now, now, next);
    OCSP_basic_sign(basic, signer.certificate.get(), signer.key.key.get(), EVP_sha256(), nullptr, 0);
    OCSP_RESPONSE* const response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
    unsigned char* bytes = nullptr;
    const int size = i2d_OCSP_RESPONSE(response, &bytes);
    const QByteArray staple(reinterpret_cast<const char*>(bytes), size);
    OPENSSL_free(bytes);
    OCSP_RESPONSE_free(response);
    OCSP_BASICRESP_free(basic);
    OCSP_CERTID_free(id);
    ASN1_TIME_free(now);
    ASN1_TIME_free(next);
    return staple;
}

} // namespace

class TestChain final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsASoundChain()
    {
        const World world;
        for (const QString& name :
             {u"api.example"_s, u"API.example"_s, u"a.wild.example"_s, u"192.0.2.7"_s}) {
            const ChainCheck check = checkChain(world.question({world.leaf, world.middle}, name));
            QCOMPARE(errorsOf(check), QStringList());
            QCOMPARE(check.accepts, std::optional(true));
            QCOMPARE(check.root, std::optional(u"Lab Root"_s));
        }
    }

    void refusesOtherNames()
    {
        const World world;
        for (const QString& name : {u"other.example"_s, u"a.b.wild.example"_s, u"192.0.2.8"_s, QString()}) {
            const ChainCheck check = checkChain(world.question({world.leaf, world.middle}, name));
            QCOMPARE(errorsOf(check), QStringList(u"name_invalid@0"_s));
            QCOMPARE(check.accepts, std::optional(false));
        }
    }

    void tellsDatesByTheTimeGiven()
    {
        const World world;
        ChainQuestion question = world.question({world.leaf, world.middle});
        question.time = QDateTime::currentDateTimeUtc().addDays(120);
        QCOMPARE(errorsOf(checkChain(question)),
                 QStringList({u"expired@0"_s, u"expired@1"_s, u"expired@2"_s}));
        question.time = QDateTime::currentDateTimeUtc().addDays(-30);
        QVERIFY(errorsOf(checkChain(question)).contains(u"not_yet_valid@0"_s));
        question.time = QDateTime::currentDateTimeUtc();
        QCOMPARE(checkChain(question).accepts, std::optional(true));
    }

    /// The mark stands at the certificate as it was sent, wherever it stands in the chain as built.
    void marksTheCertificateThatBreaks()
    {
        const World world;
        pki::Wish old{"Lab Issuing Old", "Lab Trust", {}, true};
        old.notAfter = QDateTime::currentDateTimeUtc().addDays(-1);
        const pki::Identity middle = pki::make(old, &world.root);
        const pki::Identity leaf = pki::make({"api.example", {}, "DNS:api.example"}, &middle);
        const ChainCheck check = checkChain(world.question({leaf, world.strangeRoot, middle}));
        QCOMPARE(errorsOf(check), QStringList(u"expired@1"_s));
        QCOMPARE(check.problems[0].certificate, std::optional(2));
        // The root is the store's: what is wrong with it is wrong with nothing that was sent.
        ChainQuestion later = world.question({world.leaf, world.middle});
        later.time = QDateTime::currentDateTimeUtc().addDays(120);
        QList<std::optional<int>> places;
        for (const ChainProblem& problem : checkChain(later).problems)
            places.append(problem.certificate);
        QVERIFY(places.contains(std::optional(0)) && places.contains(std::optional(1)));
        QVERIFY(places.contains(std::nullopt));
    }

    /// What a missing link's place brings makes the chain whole, and is no certificate that was sent.
    void buildsWithWhatWasFetched()
    {
        const World world;
        ChainQuestion question = world.question({world.leaf});
        question.fetched = {world.middle.der()};
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        question.fetched = {world.strangeRoot.der()};
        QCOMPARE(errorsOf(checkChain(question)), QStringList(u"chain_incomplete@0"_s));
        QVERIFY(isSignedBy(world.leaf.der(), world.middle.der()));
        QVERIFY(!isSignedBy(world.leaf.der(), world.root.der()));
        // The same name with another key signed nothing.
        const pki::Identity twin = pki::make({"Lab Issuing", "Lab Trust", {}, true}, &world.root);
        QVERIFY(!isSignedBy(world.leaf.der(), twin.der()));
        QVERIFY(!isSignedBy("rubbish", world.middle.der()));
    }

    void readsWhereIssuersAre()
    {
        pki::Wish wish{"api.example", {}, "DNS:api.example"};
        wish.issuersPlace =
            "URI:http://a.example/ca.der,caIssuers;URI:ftp://b.example/,caIssuers;URI:http://" +
            QByteArray(600, 'x') + ",caIssuers;URI:https://c.example/";
        QCOMPARE(issuerPlaces(pki::make(wish).der()),
                 QStringList({u"http://a.example/ca.der"_s, u"https://c.example/"_s}));
        wish.issuersPlace =
            "URI:http://1.example/,caIssuers;URI:http://2.example/,caIssuers;URI:http://3.example/,"
            "caIssuers;URI:http://4.example/,caIssuers;URI:http://5.example/";
        QCOMPARE(issuerPlaces(pki::make(wish).der()).size(), 4);
        QCOMPARE(issuerPlaces("rubbish"), QStringList());
    }

    /// DER, PEM and the bundles that some authorities serve; nothing else is one.
    void readsWhatAnIssuersPlaceServes()
    {
        const World world;
        const QByteArray der = world.middle.der();
        QCOMPARE(certificateFrom(der), der);
        QCOMPARE(certificateFrom("a remark\n" + world.middle.pem()), der);
        PKCS7* const bundle = PKCS7_new();
        PKCS7_set_type(bundle, NID_pkcs7_signed);
        PKCS7_content_new(bundle, NID_pkcs7_data);
        PKCS7_add_certificate(bundle, world.middle.certificate.get());
        unsigned char* bytes = nullptr;
        const int size = i2d_PKCS7(bundle, &bytes);
        const QByteArray served(reinterpret_cast<const char*>(bytes), size);
        OPENSSL_free(bytes);
        PKCS7_free(bundle);
        QCOMPARE(certificateFrom(served), der);
        for (const QByteArray& each :
             {QByteArray(), QByteArray("<html>no</html>"), QByteArray("\x30\x82\xff\xff", 4),
              der.left(der.size() / 2), served.left(served.size() / 2)})
            QCOMPARE(certificateFrom(each), QByteArray());
    }

    /// Each thing that is wrong is told, not the first alone.
    void tellsEveryProblem()
    {
        const World world;
        pki::Wish old{"api.example", {}, "DNS:other.example"};
        old.notAfter = QDateTime::currentDateTimeUtc().addDays(-1);
        const pki::Identity leaf = pki::make(old, &world.strangeRoot);
        const ChainCheck check = checkChain(world.question({leaf, world.strangeRoot}));
        QCOMPARE(errorsOf(check),
                 QStringList({u"authority_unknown@1"_s, u"expired@0"_s, u"name_invalid@0"_s}));
    }

    void knowsAGapFromAStranger()
    {
        const World world;
        // The intermediate is missing; its organisation owns a root of the store.
        QCOMPARE(errorsOf(checkChain(world.question({world.leaf}))), QStringList(u"chain_incomplete@0"_s));
        // It was issued by somebody this store has never heard of.
        QCOMPARE(errorsOf(checkChain(world.question({world.strangeLeaf}))),
                 QStringList(u"authority_unknown@0"_s));
        QCOMPARE(errorsOf(checkChain(world.question({world.strangeLeaf, world.strangeRoot}))),
                 QStringList(u"authority_unknown@1"_s));
        // Its issuer's certificate can be fetched, and is no root: a public authority writes that.
        pki::Wish fetched{"api.example", {}, "DNS:api.example"};
        fetched.issuersPlace = "URI:http://certificates.example/issuer.der";
        const pki::Identity issuer =
            pki::make({"Strange Issuer 1", "Strangers", {}, true}, &world.strangeRoot);
        QCOMPARE(errorsOf(checkChain(world.question({pki::make(fetched, &issuer)}))),
                 QStringList(u"chain_incomplete@0"_s));
        // Signed by a root, nothing is missing below it: the root itself is the stranger.
        const pki::Identity leaf = pki::make(fetched, &world.strangeRoot);
        QCOMPARE(errorsOf(checkChain(world.question({leaf}))), QStringList(u"authority_unknown@0"_s));
        // Only public authorities log what they sign.
        pki::Wish logged{"api.example", {}, "DNS:api.example"};
        logged.logged = true;
        QCOMPARE(errorsOf(checkChain(world.question({pki::make(logged, &world.strangeRoot)}))),
                 QStringList(u"chain_incomplete@0"_s));
        // Sent with its unknown root it is no gap.
        QCOMPARE(errorsOf(checkChain(world.question({leaf, world.strangeRoot}))),
                 QStringList(u"authority_unknown@1"_s));
    }

    void knowsSelfSigned()
    {
        const World world;
        const pki::Identity lonely = pki::make({"api.example", "Lab Trust", "DNS:api.example"});
        QCOMPARE(errorsOf(checkChain(world.question({lonely}))), QStringList(u"authority_unknown@0"_s));
    }

    void takesTheChainInAnyOrder()
    {
        const World world;
        const ChainCheck check =
            checkChain(world.question({world.leaf, world.strangeRoot, world.root, world.middle}));
        QCOMPARE(check.accepts, std::optional(true));
    }

    void aBrokenSignatureIsInvalid()
    {
        const World world;
        ChainQuestion question = world.question({world.leaf, world.middle});
        QByteArray& der = question.chainDer[0];
        der[der.size() - 5] = static_cast<char>(der[der.size() - 5] ^ 0x55);
        const ChainCheck check = checkChain(question);
        QCOMPARE(check.accepts, std::optional(false));
        QCOMPARE(errorsOf(check), QStringList(u"invalid@0"_s));
    }

    void withoutRootsNothingIsKnown()
    {
        const World world;
        ChainQuestion question = world.question({world.leaf, world.middle});
        question.trustPaths = {world.folder.filePath(u"absent.pem"_s)};
        QCOMPARE(checkChain(question).accepts, std::optional<bool>());
        question.trustPaths = {};
        QCOMPARE(checkChain(question).accepts, std::optional<bool>());
        question = world.question({});
        QCOMPARE(checkChain(question).accepts, std::optional<bool>());
        question.chainDer = {"no certificate"};
        QCOMPARE(checkChain(question).accepts, std::optional<bool>());
    }

    void readsDirectoriesAndNoticesChanges()
    {
        const World world;
        const QString folder = world.folder.filePath(u"roots"_s);
        QVERIFY(QDir().mkdir(folder));
        pki::writeBundle(folder + u"/strange.crt"_s, {world.strangeRoot});
        ChainQuestion question = world.question({world.strangeLeaf});
        question.trustPaths = {folder};
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        pki::writeBundle(folder + u"/0a1b2c3d.0"_s, {world.root});
        QCOMPARE(TrustStore::load({folder})->count(), 1);
        QCOMPARE(checkChain(question).accepts, std::optional(false));
    }

    void countsACertificateOnce()
    {
        const World world;
        const QString twice =
            pki::writeBundle(world.folder.filePath(u"twice.pem"_s), {world.root, world.root, world.middle});
        const auto store = TrustStore::load({twice, world.bundle});
        QCOMPARE(store->count(), 2);
        QVERIFY(store->hasOrganisation(u"Lab Trust"_s));
        QCOMPARE(TrustStore::load({twice, world.bundle}).get(), store.get());
    }

    void tellsItsAge()
    {
        QTemporaryDir folder;
        QList<pki::Identity> roots;
        for (const int daysAgo : {9000, 4000, 6000}) {
            pki::Wish wish;
            wish.commonName = "root of " + QByteArray::number(daysAgo);
            wish.authority = true;
            wish.notBefore = QDateTime::currentDateTimeUtc().addDays(-daysAgo);
            wish.notAfter = wish.notBefore.addDays(5000);
            roots.append(pki::make(wish));
        }
        const auto store = TrustStore::load({pki::writeBundle(folder.filePath(u"old.pem"_s), roots)});
        QCOMPARE(store->count(), 3);
        QCOMPARE(store->newestRoot()->daysTo(QDateTime::currentDateTimeUtc()), 4000);
        QCOMPARE(store->expiredAt(QDateTime::currentDateTimeUtc()), 2);
        QCOMPARE(store->expiredAt(QDateTime::currentDateTimeUtc().addYears(-10)), 1);
        QVERIFY(!TrustStore::load({folder.filePath(u"absent.pem"_s)})->newestRoot());
    }

    void aSignedStapleRevokes()
    {
        const World world;
        ChainQuestion question = world.question({world.leaf, world.middle});
        question.stapledOcsp =
            signedStaple(world.leaf, world.middle, world.middle, V_OCSP_CERTSTATUS_REVOKED);
        QCOMPARE(errorsOf(checkChain(question)), QStringList(u"revoked@0"_s));
        QCOMPARE(checkChain(question).staple, std::optional(StapleStatus::Revoked));
        QVERIFY(std::abs(checkChain(question).revokedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        question.stapledOcsp =
            signedStaple(world.leaf, world.middle, world.middle, V_OCSP_CERTSTATUS_UNKNOWN);
        QCOMPARE(checkChain(question).staple, std::optional(StapleStatus::Unknown));
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        question.stapledOcsp = signedStaple(world.leaf, world.middle, world.middle, V_OCSP_CERTSTATUS_GOOD);
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        QCOMPARE(checkChain(question).staple, std::optional(StapleStatus::Good));
        // An answer about another certificate of the same issuer.
        const pki::Identity sister = pki::make({"b.example", {}, "DNS:b.example"}, &world.middle);
        question.stapledOcsp = signedStaple(sister, world.middle, world.middle, V_OCSP_CERTSTATUS_REVOKED);
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        QCOMPARE(checkChain(question).staple, std::optional(StapleStatus::Unproven));
        // Signed by somebody else, or not an answer at all: it says nothing.
        question.stapledOcsp =
            signedStaple(world.leaf, world.middle, world.strangeRoot, V_OCSP_CERTSTATUS_REVOKED);
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        QCOMPARE(checkChain(question).staple, std::optional(StapleStatus::Unproven));
        question.stapledOcsp = "garbage";
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        QCOMPARE(checkChain(question).staple, std::optional(StapleStatus::Unproven));
        // Good last year: nothing is known of today, and nobody is accused of it.
        question.stapledOcsp =
            signedStaple(world.leaf, world.middle, world.middle, V_OCSP_CERTSTATUS_GOOD, -400 * 86400L);
        QCOMPARE(checkChain(question).staple, std::optional(StapleStatus::Stale));
        QCOMPARE(checkChain(question).accepts, std::optional(true));
    }

    void describesACertificate()
    {
        const World world;
        const CertificateEvidence evidence = describeCertificate(world.leaf.der());
        QCOMPARE(evidence.subject, u"CN=api.example"_s);
        QCOMPARE(evidence.issuer, u"CN=Lab Issuing,O=Lab Trust"_s);
        QCOMPARE(evidence.commonName, u"api.example"_s);
        QCOMPARE(evidence.issuerName, u"Lab Trust"_s);
        QCOMPARE(evidence.names, QStringList({u"api.example"_s, u"*.wild.example"_s, u"192.0.2.7"_s}));
        QVERIFY(!evidence.selfSigned && !evidence.authority);
        QCOMPARE(evidence.sha256.size(), 64);
        const auto end = QDateTime::fromString(evidence.notAfter, Qt::ISODate);
        QVERIFY(std::abs(end.secsTo(QDateTime::currentDateTimeUtc().addDays(90))) < 60);
        QVERIFY(describeCertificate(world.root.der()).selfSigned);
        QVERIFY(describeCertificate(world.root.der()).authority);
    }

    void hostileNamesAreBounded()
    {
        const pki::Identity nasty = pki::make({"a\x01\xe2\x80\xae"
                                               "b\n",
                                               QByteArray(60, 'x'), "DNS:one.example,DNS:two\x02.example"});
        const CertificateEvidence evidence = describeCertificate(nasty.der());
        for (const QString& text : QStringList{evidence.subject, evidence.commonName} + evidence.names) {
            QVERIFY(std::all_of(text.begin(), text.end(), [](QChar each) { return each.isPrint(); }));
            QVERIFY(text.size() <= 500);
        }
        QCOMPARE(describeCertificate("rubbish").subject, QString());
    }

    /// A name of 64 KB, and two thousand of them.
    void absurdNamesAreBounded()
    {
        const World world;
        const pki::Identity longName =
            pki::make({"api.example", {}, "DNS:" + QByteArray(64 * 1024, 'x')}, &world.middle);
        const CertificateEvidence described = describeCertificate(longName.der());
        QCOMPARE(described.names.size(), 1);
        QVERIFY(described.names[0].size() <= 254);
        QCOMPARE(errorsOf(checkChain(world.question({longName, world.middle}))),
                 QStringList(u"name_invalid@0"_s));
        QByteArray many = "DNS:n0.example";
        for (int number = 1; number < 2000; ++number)
            many += ",DNS:n" + QByteArray::number(number) + ".example";
        QCOMPARE(describeCertificate(pki::make({"api.example", {}, many}).der()).names.size(), 50);
    }

    /// A hundred certificates, each signed by the next: verified in bounded time, and refused.
    void absurdDepthIsBounded()
    {
        const World world;
        QList<pki::Identity> chain{world.root};
        for (int number = 0; number < 100; ++number)
            chain.prepend(
                pki::make({"Lab " + QByteArray::number(number), "Lab Trust", {}, true}, &chain.first()));
        chain.prepend(pki::make({"api.example", {}, "DNS:api.example"}, &chain.first()));
        QElapsedTimer clock;
        clock.start();
        const ChainCheck check = checkChain(world.question(chain));
        QVERIFY(check.accepts.has_value());
        QVERIFY(check.problems.size() <= 20);
        QVERIFY(clock.elapsed() < 5000);
    }
};

QTEST_GUILESS_MAIN(TestChain)
#include "tst_chain.moc"
