// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chain.h"

#include "core/net/staple.h"
#include "core/net/truststore.h"
#include "core/net/x509.h"

#include <QHostAddress>
#include <QUrl>

#include <openssl/x509_vfy.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

using ContextPointer = std::unique_ptr<X509_STORE_CTX, FreeBy<X509_STORE_CTX_free>>;

/// Keys and signatures below 112 bits are refused, as by the OpenSSL that most clients here use.
constexpr int securityLevel = 2;
constexpr int mostProblems = 20;

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
        if (certificate && sk_X509_push(stack.get(), certificate.get()) > 0) certificate.release();
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

/// Notes the problem and tells OpenSSL to go on.
int collect(int accepted, X509_STORE_CTX* context)
{
    if (accepted) return 1;
    auto* const problems = static_cast<QList<ChainProblem>*>(X509_STORE_CTX_get_app_data(context));
    const int code = X509_STORE_CTX_get_error(context);
    const ChainProblem problem{errorFor(code), X509_STORE_CTX_get_error_depth(context),
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

/// Does the certificate say where its issuer's certificate can be fetched (RFC 5280 section 4.2.2.1)?
bool namesIssuersPlace(X509* certificate)
{
    auto* const access =
        static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
    bool found = false;
    for (int index = 0; index < sk_ACCESS_DESCRIPTION_num(access); ++index) {
        const ACCESS_DESCRIPTION* each = sk_ACCESS_DESCRIPTION_value(access, index);
        const bool issuers = OBJ_obj2nid(each->method) == NID_ad_ca_issuers;
        if (!issuers || each->location->type != GEN_URI) continue;
        const ASN1_IA5STRING* place = each->location->d.uniformResourceIdentifier;
        const QByteArray url(reinterpret_cast<const char*>(ASN1_STRING_get0_data(place)),
                             ASN1_STRING_length(place));
        found = found || url.toLower().startsWith("http");
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
    return namesIssuersPlace(topmost) && !isSignedByRoot(topmost);
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
                    QList<ChainProblem>& problems)
{
    if (question.stapledOcsp.isEmpty() || sk_X509_num(built) < 2) return;
    const StapleQuestion staple{question.stapledOcsp, sk_X509_value(built, 0), sk_X509_value(built, 1), built,
                                store.handle()};
    if (!stapleSaysRevoked(staple)) return;
    problems.append(
        {ChainError::Revoked, 0, QString::fromUtf8(X509_verify_cert_error_string(X509_V_ERR_CERT_REVOKED))});
}

QString nameOfRoot(STACK_OF(X509) * built)
{
    const X509_NAME* name = X509_get_subject_name(sk_X509_value(built, sk_X509_num(built) - 1));
    const QString common = nameEntry(name, NID_commonName);
    return common.isEmpty() ? nameEntry(name, NID_organizationName) : common;
}

} // namespace

ChainCheck checkChain(const ChainQuestion& question)
{
    const auto store = TrustStore::load(question.trustPaths);
    const StackPointer chain = stackOf(question.chainDer);
    ChainCheck check;
    if (store->isEmpty() || sk_X509_num(chain.get()) < 1) return check;
    const ContextPointer context = contextFor(question, *store, chain.get());
    if (!context) return check;
    X509_STORE_CTX_set_app_data(context.get(), &check.problems);
    const int verified = X509_verify_cert(context.get());
    STACK_OF(X509)* const built = X509_STORE_CTX_get0_chain(context.get());
    if (verified != 1 && check.problems.isEmpty())
        check.problems.append({ChainError::Invalid, 0, u"the chain could not be verified"_s});
    if (built) {
        tellGaps(built, *store, check.problems);
        tellRevocation(question, *store, built, check.problems);
    }
    check.accepts = check.problems.isEmpty();
    if (*check.accepts && built) check.root = nameOfRoot(built);
    forgetErrors();
    return check;
}

} // namespace pathlight
