// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/staple.h"

#include "core/net/x509.h"

#include <openssl/ocsp.h>

namespace pathlight {

namespace {

using ResponsePointer = std::unique_ptr<OCSP_RESPONSE, FreeBy<OCSP_RESPONSE_free>>;
using BasicPointer = std::unique_ptr<OCSP_BASICRESP, FreeBy<OCSP_BASICRESP_free>>;
using IdPointer = std::unique_ptr<OCSP_CERTID, FreeBy<OCSP_CERTID_free>>;

BasicPointer signedAnswer(const StapleQuestion& question)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(question.response.constData());
    const ResponsePointer response(d2i_OCSP_RESPONSE(nullptr, &bytes, question.response.size()));
    if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) return {};
    BasicPointer basic(OCSP_response_get1_basic(response.get()));
    if (!basic || OCSP_basic_verify(basic.get(), question.chain, question.store, 0) != 1) return {};
    return basic;
}

/// A day either way, for clocks that are a little off.
bool isCurrent(const ASN1_GENERALIZEDTIME* begin, const ASN1_GENERALIZEDTIME* end, const QDateTime& time)
{
    const QDateTime from = timeOf(begin);
    const QDateTime until = timeOf(end);
    return (!from.isValid() || from <= time.addDays(1)) && (!until.isValid() || until >= time.addDays(-1));
}

} // namespace

StapleAnswer readStaple(const StapleQuestion& question)
{
    StapleAnswer answer;
    const BasicPointer basic = signedAnswer(question);
    const IdPointer id(basic ? OCSP_cert_to_id(nullptr, question.leaf, question.issuer) : nullptr);
    int status = -1;
    ASN1_GENERALIZEDTIME* revoked = nullptr;
    ASN1_GENERALIZEDTIME* begin = nullptr;
    ASN1_GENERALIZEDTIME* end = nullptr;
    const bool found =
        id && OCSP_resp_find_status(basic.get(), id.get(), &status, nullptr, &revoked, &begin, &end) == 1;
    if (found && status == V_OCSP_CERTSTATUS_REVOKED) {
        answer.status = StapleStatus::Revoked;
        answer.revokedAt = timeOf(revoked);
    } else if (found && status == V_OCSP_CERTSTATUS_GOOD) {
        answer.status = isCurrent(begin, end, question.time) ? StapleStatus::Good : StapleStatus::Stale;
    } else if (found) {
        answer.status = StapleStatus::Unknown;
    }
    forgetErrors();
    return answer;
}

} // namespace pathlight
