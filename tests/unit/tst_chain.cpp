// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chain.h"
#include "core/net/truststore.h"

#include <QTemporaryDir>
#include <QTest>

#include <openssl/ocsp.h>

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
                        int status)
{
    OCSP_BASICRESP* const basic = OCSP_BASICRESP_new();
    OCSP_CERTID* const id = OCSP_cert_to_id(nullptr, leaf.certificate.get(), issuer.certificate.get());
    ASN1_TIME* const now = X509_gmtime_adj(nullptr, 0);
    OCSP_basic_add1_status(basic, id, status, OCSP_REVOKED_STATUS_KEYCOMPROMISE, now, now, nullptr);
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

    void aSignedStapleRevokes()
    {
        const World world;
        ChainQuestion question = world.question({world.leaf, world.middle});
        question.stapledOcsp =
            signedStaple(world.leaf, world.middle, world.middle, V_OCSP_CERTSTATUS_REVOKED);
        QCOMPARE(errorsOf(checkChain(question)), QStringList(u"revoked@0"_s));
        question.stapledOcsp = signedStaple(world.leaf, world.middle, world.middle, V_OCSP_CERTSTATUS_GOOD);
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        // Signed by somebody else, or not an answer at all: it says nothing.
        question.stapledOcsp =
            signedStaple(world.leaf, world.middle, world.strangeRoot, V_OCSP_CERTSTATUS_REVOKED);
        QCOMPARE(checkChain(question).accepts, std::optional(true));
        question.stapledOcsp = "garbage";
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
};

QTEST_GUILESS_MAIN(TestChain)
#include "tst_chain.moc"
