// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/variables.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype longestValue = 1000;

/// Names that count in lower and in upper case.
constexpr std::array proxyNames{"http_proxy"_L1, "https_proxy"_L1, "all_proxy"_L1, "no_proxy"_L1};

constexpr std::array otherNames{"SSL_CERT_FILE"_L1,
                                "SSL_CERT_DIR"_L1,
                                "REQUESTS_CA_BUNDLE"_L1,
                                "CURL_CA_BUNDLE"_L1,
                                "NODE_EXTRA_CA_CERTS"_L1,
                                "NODE_OPTIONS"_L1,
                                "NODE_TLS_REJECT_UNAUTHORIZED"_L1,
                                "NODE_USE_ENV_PROXY"_L1,
                                "NODE_USE_SYSTEM_CA"_L1,
                                "API_TIMEOUT_MS"_L1,
                                "AWS_REGION"_L1,
                                "AWS_DEFAULT_REGION"_L1,
                                "AWS_PROFILE"_L1,
                                "AWS_ACCESS_KEY_ID"_L1,
                                "AWS_SECRET_ACCESS_KEY"_L1,
                                "AWS_SESSION_TOKEN"_L1,
                                "AWS_BEARER_TOKEN_BEDROCK"_L1,
                                "AWS_CA_BUNDLE"_L1,
                                "CLOUD_ML_REGION"_L1,
                                "GOOGLE_APPLICATION_CREDENTIALS"_L1};

constexpr std::array prefixes{"ANTHROPIC_"_L1,     "CLAUDE_CODE_"_L1, "CLAUDE_ENABLE_"_L1,
                              "CLAUDE_STREAM_"_L1, "CLAUDE_BYTE_"_L1, "VERTEX_REGION_"_L1};

/// Parts of a name that make its value a secret. ANTHROPIC_CUSTOM_HEADERS may hold an Authorization header.
constexpr std::array secretParts{"TOKEN"_L1,    "KEY"_L1,        "SECRET"_L1,
                                 "PASSWORD"_L1, "PASSPHRASE"_L1, "HEADERS"_L1};

/// Which model is asked changes nothing about the connection.
bool concernsModels(const QString& name)
{
    return name.contains("_MODEL"_L1);
}

bool isUrl(const QString& name, const QString& value)
{
    return value.contains("://"_L1) || name.endsWith("_URL"_L1) ||
           (name.endsWith("_PROXY"_L1, Qt::CaseInsensitive) &&
            !name.startsWith("no_"_L1, Qt::CaseInsensitive));
}

bool isControl(QChar character)
{
    return character.unicode() < 0x20 || character.unicode() == 0x7f;
}

bool isQuoted(const QString& value)
{
    return value.startsWith(u'"') || value.startsWith(u'\'') || value.startsWith(u'\u201c');
}

/// An OAuth token goes into Authorization and an API key into x-api-key; swapped, both are refused (case
/// 150).
bool isForAnotherHeader(const QString& name, const QString& value)
{
    if (name == "ANTHROPIC_API_KEY"_L1) return value.startsWith("sk-ant-oat"_L1);
    return name == "ANTHROPIC_AUTH_TOKEN"_L1 && value.startsWith("sk-ant-api"_L1);
}

/// Only where a client would send or open the value as it stands.
bool isTakenLiterally(const QString& name, bool secret)
{
    return secret || name.endsWith("_URL"_L1) || name.endsWith("_FILE"_L1) || name.endsWith("_BUNDLE"_L1) ||
           name.endsWith("_CERTS"_L1) || name.endsWith("_PROXY"_L1, Qt::CaseInsensitive);
}

std::optional<QString> problemOf(const QString& name, const QString& value, bool secret)
{
    if (!isTakenLiterally(name, secret)) return std::nullopt;
    const bool isProxy = name.endsWith("_PROXY"_L1, Qt::CaseInsensitive);
    // An empty proxy variable is a way to say "no proxy", and custom headers stand on lines of their own.
    if (value.isEmpty()) return isProxy ? std::nullopt : std::optional(u"empty"_s);
    if (!name.endsWith("HEADERS"_L1) && std::any_of(value.begin(), value.end(), isControl))
        return u"control_character"_s;
    if (isQuoted(value)) return u"quotes"_s;
    const auto isForeign = [](QChar character) { return character.unicode() > 0x7e; };
    if (secret && std::any_of(value.begin(), value.end(), isForeign)) return u"not_ascii"_s;
    if (isForAnotherHeader(name, value)) return u"wrong_header"_s;
    return std::nullopt;
}

} // namespace

bool matters(const QString& name, const QStringList& credentials)
{
    if (credentials.contains(name)) return true;
    const QString lower = name.toLower();
    const bool oneCase = name == lower || name == name.toUpper();
    if (oneCase && std::find(proxyNames.begin(), proxyNames.end(), lower) != proxyNames.end()) return true;
    if (std::find(otherNames.begin(), otherNames.end(), name) != otherNames.end()) return true;
    return !concernsModels(name) &&
           std::any_of(prefixes.begin(), prefixes.end(),
                       [&](QLatin1StringView each) { return name.startsWith(each); });
}

bool isSecret(const QString& name, const QStringList& credentials)
{
    if (credentials.contains(name)) return true;
    const QStringList parts = name.toUpper().split(u'_');
    return std::any_of(secretParts.begin(), secretParts.end(),
                       [&](QLatin1StringView each) { return parts.contains(each); });
}

QString configFolder(const QProcessEnvironment& environment, const QString& home)
{
    const QString set = environment.value(u"XDG_CONFIG_HOME"_s);
    return set.isEmpty() ? home + u"/.config"_s : set;
}

QString withoutCredentials(const QString& url)
{
    QString shown = url.section(u'?', 0, 0);
    const qsizetype scheme = shown.indexOf("://"_L1);
    const qsizetype begin = scheme < 0 ? 0 : scheme + 3;
    // To the last "@", for a password may hold one, or a slash, unescaped.
    if (const qsizetype at = shown.lastIndexOf(u'@'); at >= begin) shown.remove(begin, at + 1 - begin);
    return shown;
}

VariableEvidence describeVariable(const QString& name, const QString& value, const QString& source,
                                  const QStringList& credentials)
{
    VariableEvidence evidence;
    evidence.name = name;
    evidence.source = source;
    evidence.secret = isSecret(name, credentials);
    evidence.problem = problemOf(name, value, evidence.secret);
    if (evidence.secret) {
        evidence.value = value.isEmpty() ? u"set, empty"_s : u"set, %1 characters"_s.arg(value.size());
        return evidence;
    }
    evidence.value = isUrl(name, value) ? withoutCredentials(value) : value;
    if (evidence.value.size() > longestValue) evidence.value = evidence.value.left(longestValue) + u'\u2026';
    return evidence;
}

} // namespace pathlight
