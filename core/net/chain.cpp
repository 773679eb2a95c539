// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chain.h"

#include "core/net/staple.h"
#include "core/net/truststore.h"
#include "core/net/x509.h"

#include <QHostAddress>
#include <QUrl>

#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509_vfy.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

using ContextPointer = std::unique_ptr<X509_STORE_CTX, FreeBy<X509_STORE_CTX_free>>;

/// Keys and signatures below 112 bits are refused, as by the OpenSSL that most clients here use.
constexpr int securityLevel = 2;
constexpr int mostProblems = 20;
constexpr qsizetype mostPlaces = 4;
constexpr qsizetype longestPlace = 500;

struct StackFree
{
    void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using StackPointer = std::unique_ptr<STACK_OF(X509), StackFree>;

StackPointer stackOf(const QList<QByteArray>& chainDer)
{
    StackPointer stack(sk_X509_new_null());
    for (const QByteArray& der : chainDer) {
        X509Pointer certificate = parseCertificate(der);
        if (certificate && sk_X509_push(stack.get(), certificate.get()) > 0)
            (void)certificate.release(); // The stack owns it now.
    }
    return stack;
}

ChainError errorFor(int code)
{
    switch (code) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
        return ChainError::AuthorityUnknown;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return ChainError::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return ChainError::NotYetValid;
    case X509_V_ERR_CERT_REVOKED:
        return ChainError::Revoked;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return ChainError::NameInvalid;
    default:
        return ChainError::Invalid;
    }
}

/// One trusted root missing is one problem, however many certificates below it suffer.
bool isKnown(const QList<ChainProblem>& problems, const ChainProblem& problem)
{
    return std::any_of(problems.begin(), problems.end(), [&](const ChainProblem& each) {
        if (each.error != problem.error) return false;
        return each.depth == problem.depth || problem.error == ChainError::AuthorityUnknown;
    });
}

/// Where a certificate stands among those that were sent; null: it is not one of them.
std::optional<int> placeOf(const X509* certificate, STACK_OF(X509) * sent)
{
    for (int index = 0; certificate && index < sk_X509_num(sent); ++index) {
        if (X509_cmp(sk_X509_value(sent, index), certificate) == 0) return index;
    }
    return std::nullopt;
}

/// Notes the problem and tells OpenSSL to go on.
int collect(int accepted, X509_STORE_CTX* context)
{
    if (accepted) return 1;
    auto* const problems = static_cast<QList<ChainProblem>*>(X509_STORE_CTX_get_app_data(context));
    const int code = X509_STORE_CTX_get_error(context);
    const ChainProblem problem{
        errorFor(code), X509_STORE_CTX_get_error_depth(context),
        placeOf(X509_STORE_CTX_get_current_cert(context), X509_STORE_CTX_get0_untrusted(context)),
        QString::fromUtf8(X509_verify_cert_error_string(code))};
    if (problems->size() < mostProblems && !isKnown(*problems, problem)) problems->append(problem);
    return 1;
}

void setName(X509_VERIFY_PARAM* parameters, const QString& serverName)
{
    if (!QHostAddress(serverName).isNull()) {
        X509_VERIFY_PARAM_set1_ip_asc(parameters, serverName.toUtf8().constData());
        return;
    }
    QByteArray name = QUrl::toAce(serverName);
    if (name.endsWith('.')) name.chop(1);
    // A name that cannot be written in ASCII matches no certificate; an empty one would match every one.
    if (name.isEmpty()) name = "invalid.";
    X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(parameters, name.constData(), static_cast<std::size_t>(name.size()));
}

ContextPointer contextFor(const ChainQuestion& question, const TrustStore& store, STACK_OF(X509) * chain)
{
    ContextPointer context(X509_STORE_CTX_new());
    if (X509_STORE_CTX_init(context.get(), store.handle(), sk_X509_value(chain, 0), chain) != 1) return {};
    X509_STORE_CTX_set_default(context.get(), "ssl_server");
    X509_VERIFY_PARAM* const parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_auth_level(parameters, securityLevel);
    X509_VERIFY_PARAM_set_time(parameters, question.time.toSecsSinceEpoch());
    setName(parameters, question.serverName);
    X509_STORE_CTX_set_verify_cb(context.get(), collect);
    return context;
}

/// The web addresses where the certificate says its issuer's can be fetched (RFC 5280 section 4.2.2.1).
QStringList placesIn(const X509* certificate)
{
    auto* const access =
        static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
    QStringList found;
    for (int index = 0; index < sk_ACCESS_DESCRIPTION_num(access) && found.size() < mostPlaces; ++index) {
        const ACCESS_DESCRIPTION* each = sk_ACCESS_DESCRIPTION_value(access, index);
        const bool issuers = OBJ_obj2nid(each->method) == NID_ad_ca_issuers;
        if (!issuers || each->location->type != GEN_URI) continue;
        const ASN1_IA5STRING* place = each->location->d.uniformResourceIdentifier;
        const QByteArray url(reinterpret_cast<const char*>(ASN1_STRING_get0_data(place)),
                             ASN1_STRING_length(place));
        const bool isWeb = url.toLower().startsWith("http://") || url.toLower().startsWith("https://");
        if (isWeb && url.size() <= longestPlace) found.append(printable(url, longestPlace));
    }
    AUTHORITY_INFO_ACCESS_free(access);
    forgetErrors();
    return found;
}

/// Does the certificate carry signed certificate timestamps (RFC 6962)? Every public authority puts them in,
/// and nobody else has a reason to.
bool isPubliclyLogged(X509* certificate)
{
    return X509_get_ext_by_NID(certificate, NID_ct_precert_scts, -1) >= 0;
}

/// A root names itself one; what it signed directly has no link missing below it.
bool isSignedByRoot(X509* certificate)
{
    return nameEntry(X509_get_issuer_name(certificate), NID_commonName)
        .contains(u"root"_s, Qt::CaseInsensitive);
}

/// See checkChain(): is the missing root rather a missing link?
bool isGap(X509* topmost, const TrustStore& store)
{
    if (X509_self_signed(topmost, 0) == 1) return false;
    const QString organisation = nameEntry(X509_get_issuer_name(topmost), NID_organizationName);
    if (isPubliclyLogged(topmost) || store.hasOrganisation(organisation)) return true;
    return !placesIn(topmost).isEmpty() && !isSignedByRoot(topmost);
}

void tellGaps(STACK_OF(X509) * built, const TrustStore& store, QList<ChainProblem>& problems)
{
    const int length = sk_X509_num(built);
    if (length < 1 || !isGap(sk_X509_value(built, length - 1), store)) return;
    for (ChainProblem& problem : problems) {
        if (problem.error == ChainError::AuthorityUnknown) problem.error = ChainError::Incomplete;
    }
}

void tellRevocation(const ChainQuestion& question, const TrustStore& store, STACK_OF(X509) * built,
                    ChainCheck& check)
{
    if (question.stapledOcsp.isEmpty() || sk_X509_num(built) < 2) return;
    const StapleAnswer answer = readStaple({question.stapledOcsp, sk_X509_value(built, 0),
                                            sk_X509_value(built, 1), built, store.handle(), question.time});
    check.staple = answer.status;
    check.revokedAt = answer.revokedAt;
    if (answer.status != StapleStatus::Revoked) return;
    check.problems.append({ChainError::Revoked, 0, 0,
                           QString::fromUtf8(X509_verify_cert_error_string(X509_V_ERR_CERT_REVOKED))});
}

QString nameOfRoot(STACK_OF(X509) * built)
{
    const X509_NAME* name = X509_get_subject_name(sk_X509_value(built, sk_X509_num(built) - 1));
    const QString common = nameEntry(name, NID_commonName);
    return common.isEmpty() ? nameEntry(name, NID_organizationName) : common;
}

QByteArray derOf(const X509* certificate)
{
    unsigned char* bytes = nullptr;
    const int size = certificate ? i2d_X509(certificate, &bytes) : 0;
    if (size <= 0) return {};
    const QByteArray der(reinterpret_cast<const char*>(bytes), size);
    OPENSSL_free(bytes);
    return der;
}

} // namespace

ChainCheck checkChain(const ChainQuestion& question)
{
    const auto store = question.store ? question.store : TrustStore::load(question.trustPaths);
    const StackPointer chain = stackOf(question.chainDer + question.fetched);
    ChainCheck check;
    if (store->isEmpty() || sk_X509_num(chain.get()) < 1) return check;
    const ContextPointer context = contextFor(question, *store, chain.get());
    if (!context) return check;
    X509_STORE_CTX_set_app_data(context.get(), &check.problems);
    const int verified = X509_verify_cert(context.get());
    STACK_OF(X509)* const built = X509_STORE_CTX_get0_chain(context.get());
    if (verified != 1 && check.problems.isEmpty())
        check.problems.append({ChainError::Invalid, 0, 0, u"the chain could not be verified"_s});
    if (built) {
        tellGaps(built, *store, check.problems);
        tellRevocation(question, *store, built, check);
    }
    for (ChainProblem& problem : check.problems) {
        if (problem.certificate.value_or(0) >= question.chainDer.size()) problem.certificate.reset();
    }
    check.accepts = check.problems.isEmpty();
    if (*check.accepts && built) {
        check.root = nameOfRoot(built);
        check.rootDer = derOf(sk_X509_value(built, sk_X509_num(built) - 1));
    }
    forgetErrors();
    return check;
}

QStringList issuerPlaces(const QByteArray& der)
{
    const X509Pointer certificate = parseCertificate(der);
    return certificate ? placesIn(certificate.get()) : QStringList();
}

bool isSignedBy(const QByteArray& der, const QByteArray& issuerDer)
{
    const X509Pointer certificate = parseCertificate(der);
    const X509Pointer issuer = parseCertificate(issuerDer);
    const bool is = certificate && issuer &&
                    X509_check_issued(issuer.get(), certificate.get()) == X509_V_OK &&
                    X509_verify(certificate.get(), X509_get0_pubkey(issuer.get())) == 1;
    forgetErrors();
    return is;
}

namespace {

using Pkcs7Pointer = std::unique_ptr<PKCS7, FreeBy<PKCS7_free>>;

X509Pointer fromPem(const QByteArray& bytes)
{
    const BioPointer bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
    // No password is asked for: a certificate has none.
    const auto noPassword = [](char*, int, int, void*) { return -1; };
    return X509Pointer(PEM_read_bio_X509(bio.get(), nullptr, noPassword, nullptr));
}

QByteArray fromPkcs7(const QByteArray& bytes)
{
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.constData());
    const Pkcs7Pointer bundle(d2i_PKCS7(nullptr, &at, bytes.size()));
    if (!bundle || !PKCS7_type_is_signed(bundle.get()) || !bundle->d.sign) return {};
    return derOf(sk_X509_value(bundle->d.sign->cert, 0));
}

} // namespace

QByteArray certificateFrom(const QByteArray& bytes)
{
    QByteArray der = derOf(parseCertificate(bytes).get());
    if (der.isEmpty()) der = derOf(fromPem(bytes).get());
    if (der.isEmpty()) der = fromPkcs7(bytes);
    forgetErrors();
    return der;
}

} // namespace pathlight
