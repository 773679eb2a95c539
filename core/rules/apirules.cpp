// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/regions.h"
#include "core/rules/rule.h"

#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// The API's error type by its status, for an answer whose body does not name one (FACTS 3.1).
QString typeFor(int status)
{
    static const QHash<int, QString> types{{400, u"invalid_request_error"_s},
                                           {401, u"authentication_error"_s},
                                           {402, u"billing_error"_s},
                                           {403, u"permission_error"_s},
                                           {404, u"not_found_error"_s},
                                           {408, u"timeout_error"_s},
                                           {413, u"request_too_large"_s},
                                           {429, u"rate_limit_error"_s},
                                           {500, u"api_error"_s},
                                           {502, u"api_error"_s},
                                           {503, u"api_error"_s},
                                           {504, u"timeout_error"_s},
                                           {529, u"overloaded_error"_s}};
    return types.value(status);
}

bool isKnownType(const QString& type)
{
    static const QStringList types{
        u"invalid_request_error"_s, u"authentication_error"_s, u"billing_error"_s,
        u"permission_error"_s,      u"not_found_error"_s,      u"request_too_large"_s,
        u"rate_limit_error"_s,      u"timeout_error"_s,        u"api_error"_s,
        u"overloaded_error"_s};
    return types.contains(type);
}

/// FACTS 3.1: 403 with the type `forbidden`, message `Request not allowed`.
bool isRegionRefusal(const ApiEvidence& api)
{
    return api.status == 403 &&
           (api.errorType == u"forbidden"_s ||
            api.errorMessage.value_or(QString()).contains("Request not allowed"_L1, Qt::CaseInsensitive));
}

bool says(const ApiEvidence& api, QLatin1StringView words)
{
    return api.errorMessage.value_or(QString()).contains(words, Qt::CaseInsensitive);
}

/// "Your credit balance is too low" comes as a 400 (CASES 154), and is about payment all the same.
bool isLowCredit(const ApiEvidence& api)
{
    return api.status == 400 && says(api, "credit balance is too low"_L1);
}

QString codeFor(const ApiEvidence& api)
{
    if (isRegionRefusal(api)) return u"api.region_unsupported"_s;
    if (isLowCredit(api)) return u"api.billing_error"_s;
    const QString named = api.errorType.value_or(QString());
    const QString type = isKnownType(named) ? named : typeFor(api.status.value_or(0));
    return type.isEmpty() ? u"http.error"_s : u"api."_s + type;
}

/// What a refused key tells apart (FACTS 3.1 and 3.2, CASES 150): by the API's words, then by the key's form.
QString readingOfKey(const ApiEvidence& api)
{
    if (says(api, "CORS"_L1)) return u"key_cors"_s;
    if (api.keySent && says(api, "is required"_L1)) return u"key_lost"_s;
    if (says(api, "expired"_L1)) return u"key_expired"_s;
    if (says(api, "revoked"_L1) || says(api, "disabled"_L1)) return u"key_revoked"_s;
    if (api.keyForm == "oauth_token"_L1) return u"key_is_token"_s;
    return api.keyForm == "other"_L1 ? u"key_form"_s : QString();
}

/// Which limit: the money (no Retry-After, and no retry helps), a sharp rise, or one of the counted ones,
/// which the headers name (FACTS 3.1 and 3.2).
QString readingOfLimit(const ApiEvidence& api)
{
    if (api.errorCode == "enforced_spend_limit_reached"_L1) return u"limit_spend"_s;
    if (says(api, "acceleration"_L1)) return u"limit_acceleration"_s;
    for (const RateLimitEvidence& limit : api.rateLimit) {
        if (limit.remaining != 0) continue;
        return limit.kind == "requests"_L1 ? u"limit_requests"_s : u"limit_tokens"_s;
    }
    if (says(api, "workspace"_L1)) return u"limit_workspace"_s;
    return api.retryAfterSeconds ? u"limit_wait"_s : u"limit_no_retry_after"_s;
}

/// Clients append /v1/messages themselves (CASES 3).
bool isDoubledPath(const QString& url)
{
    return url.contains("/v1/v1/"_L1) || url.contains("/messages/v1/"_L1);
}

/// Whether the country that the edge sees is one of the published list: where it is, the refusal speaks of
/// the address, not of the country.
QString readingOfRegion(const ApiEvidence& api)
{
    const auto standing = standingOfRegion(api.region.value_or(QString()));
    if (!standing) return {};
    if (*standing == RegionStanding::InPart) return u"region_in_part"_s;
    return *standing == RegionStanding::Listed ? u"region_listed"_s : u"region_unlisted"_s;
}

/// What tells apart the kinds of one error type, as a key of the texts "reading.…"; empty: nothing does.
QString readingOf(const QString& code, const ApiEvidence& api, const HttpEvidence& http)
{
    if (code == "api.authentication_error"_L1) return readingOfKey(api);
    if (code == "api.rate_limit_error"_L1) return readingOfLimit(api);
    if (code == "api.region_unsupported"_L1) return readingOfRegion(api);
    if (code == "api.billing_error"_L1) return isLowCredit(api) ? u"credit_low"_s : QString();
    if (code == "api.not_found_error"_L1) {
        if (isDoubledPath(http.url)) return u"path_doubled"_s;
        return says(api, "model"_L1) ? u"model_unknown"_s : QString();
    }
    if (code == "api.request_too_large"_L1) return api.requestId ? u"size_by_api"_s : u"size_by_edge"_s;
    if (code == "api.invalid_request_error"_L1)
        return says(api, "usage limit"_L1) || says(api, "spend limit"_L1) ? u"limit_own"_s : QString();
    const bool isServers = api.status.value_or(0) >= 500;
    if (api.requestId) return {};
    return isServers ? u"server_without_id"_s
                     : (code == "api.permission_error"_L1 ? u"permission_without_id"_s : QString());
}

void describe(const ApiEvidence& api, Finding& finding)
{
    if (api.status) finding.arguments.insert(u"status"_s, QString::number(*api.status));
    if (api.requestId) finding.arguments.insert(u"requestId"_s, *api.requestId);
    if (api.errorMessage) finding.arguments.insert(u"message"_s, *api.errorMessage);
    if (api.errorType) finding.arguments.insert(u"errorType"_s, *api.errorType);
    if (api.region) {
        finding.arguments.insert(u"country"_s, *api.region);
        finding.arguments.insert(u"asOf"_s, regionListDate());
    }
    if (api.retryAfterSeconds) finding.arguments.insert(u"retryAfter"_s, spoken(*api.retryAfterSeconds));
}

void refused(const Facts& facts, Findings& out)
{
    const ApiEvidence& api = *facts.evidence.api;
    const auto& http = facts.evidence.http;
    if (!http || !http->fromTheApi.value_or(false) || apiServes(facts)) return;
    Finding& finding = out.fault(codeFor(api), 0.96);
    finding.blocks = true;
    describe(api, finding);
    const QString reading = readingOf(finding.code, api, *http);
    if (!reading.isEmpty()) finding.arguments.insert(u"reading"_s, reading);
    // A header that was sent and did not arrive was taken out on the way.
    if (reading == "key_lost"_L1) finding.whose = u"path"_s;
    if (api.statusPage && api.statusPage->indicator)
        finding.arguments.insert(u"disturbance"_s, *api.statusPage->indicator);
    finding.because = {u"api.status"_s, u"api.errorType"_s};
}

bool passed(const SizedRequestEvidence& request)
{
    return request.fromTheApi.value_or(false) && request.status != 413;
}

/// Two of one size that did not reach the API, and came to the same; null: it is not so.
const SizedRequestEvidence* stoppedTwice(const QList<SizedRequestEvidence>& sizes)
{
    if (sizes.size() < 3) return nullptr;
    const SizedRequestEvidence& last = sizes[sizes.size() - 1];
    const SizedRequestEvidence& before = sizes[sizes.size() - 2];
    const bool isSame =
        last.bytes == before.bytes && last.outcome == before.outcome && last.status == before.status;
    return isSame && !passed(last) ? &last : nullptr;
}

/// Without a key the API may refuse before it has read a body, and closing on what it did not read looks
/// like a reset from here: then only what was said, or a silence, counts.
QString codeForSize(const SizedRequestEvidence& stopped, bool keySent)
{
    switch (stopped.outcome) {
    case ExchangeOutcome::Answered:
        if (stopped.status == 413) return u"api.request_too_large"_s;
        return stopped.status.value_or(0) >= 500 ? u"http.error"_s : u"http.blocked"_s;
    case ExchangeOutcome::TimedOut:
        return u"http.timed_out"_s;
    case ExchangeOutcome::ClosedEarly:
    case ExchangeOutcome::Reset:
        return keySent ? u"http.closed"_s : QString();
    default:
        return {};
    }
}

QString readingOfSize(const SizedRequestEvidence& stopped)
{
    if (stopped.outcome == ExchangeOutcome::TimedOut) return u"size_silent"_s;
    if (stopped.outcome != ExchangeOutcome::Answered) return u"size_cut"_s;
    if (stopped.status != 413) return u"size_page"_s;
    if (stopped.fromTheApi.value_or(false)) return u"size_by_api"_s;
    return stopped.rayId ? u"size_limit_edge"_s : u"size_limit_way"_s;
}

qint64 largestThatPassed(const QList<SizedRequestEvidence>& sizes)
{
    qint64 largest = 0;
    for (const SizedRequestEvidence& each : sizes) {
        if (passed(each)) largest = std::max<qint64>(largest, each.bytes);
    }
    return largest;
}

/// Small requests reach the API and larger ones do not (FACTS 2.4: test by size).
void sizeLimit(const Facts& facts, Findings& out)
{
    const ApiEvidence& api = *facts.evidence.api;
    const SizedRequestEvidence* const stopped = stoppedTwice(api.sizes);
    const qint64 largest = largestThatPassed(api.sizes);
    if (!stopped || largest == 0 || largest >= stopped->bytes) return;
    const QString code = codeForSize(*stopped, api.keySent);
    if (code.isEmpty()) return;
    Finding& finding = out.fault(code, 0.85);
    finding.arguments = {{u"reading"_s, readingOfSize(*stopped)},
                         {u"size"_s, QString::number(stopped->bytes / 1024)},
                         {u"before"_s, QString::number(largest / 1024)}};
    if (stopped->status) finding.arguments.insert(u"status"_s, QString::number(*stopped->status));
    if (stopped->serverHeader) finding.arguments.insert(u"server"_s, *stopped->serverHeader);
    if (stopped->rayId) finding.arguments.insert(u"rayId"_s, *stopped->rayId);
    if (!stopped->rayId) finding.whose = u"path"_s;
    finding.because = {u"api.sizes"_s};
}

} // namespace

std::span<const Rule> apiRules()
{
    static constexpr Rule rules[] = {
        {"refused", "the API's own error, by its type (FACTS 3.1)", refused},
        {"size limit", "small requests pass and larger ones do not (FACTS 2.4)", sizeLimit},
    };
    return rules;
}

} // namespace pathlight
