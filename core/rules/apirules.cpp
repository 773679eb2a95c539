// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include <QHash>

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

QString codeFor(const ApiEvidence& api)
{
    if (isRegionRefusal(api)) return u"api.region_unsupported"_s;
    const QString named = api.errorType.value_or(QString());
    const QString type = isKnownType(named) ? named : typeFor(api.status.value_or(0));
    return type.isEmpty() ? u"http.error"_s : u"api."_s + type;
}

void refused(const Facts& facts, Findings& out)
{
    const ApiEvidence& api = *facts.evidence.api;
    const auto& http = facts.evidence.http;
    if (!http || !http->fromTheApi.value_or(false) || apiServes(facts)) return;
    Finding& finding = out.fault(codeFor(api), 0.96);
    finding.blocks = true;
    if (api.status) finding.arguments.insert(u"status"_s, QString::number(*api.status));
    if (api.requestId) finding.arguments.insert(u"requestId"_s, *api.requestId);
    if (api.errorMessage) finding.arguments.insert(u"message"_s, *api.errorMessage);
    if (api.errorType) finding.arguments.insert(u"errorType"_s, *api.errorType);
    if (api.region) finding.arguments.insert(u"country"_s, *api.region);
    if (api.retryAfterSeconds) finding.arguments.insert(u"retryAfter"_s, spoken(*api.retryAfterSeconds));
    finding.because = {u"api.status"_s, u"api.errorType"_s};
}

} // namespace

std::span<const Rule> apiRules()
{
    static constexpr Rule rules[] = {
        {"refused", "the API's own error, by its type (FACTS 3.1)", refused},
    };
    return rules;
}

} // namespace pathlight
