// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxyauth.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostChallenges = 10;
constexpr qsizetype mostParameters = 20;
constexpr qsizetype longestScheme = 40;

bool isTokenByte(char c)
{
    static const QByteArray marks("!#$%&'*+-.^_`|~");
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.contains(c);
}

bool isToken(const QByteArray& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenByte);
}

/// A header's parts between commas; a comma inside quotes parts nothing.
QList<QByteArray> partsOf(const QByteArray& value)
{
    QList<QByteArray> parts{QByteArray()};
    bool quoted = false;
    for (qsizetype at = 0; at < value.size(); ++at) {
        const char c = value[at];
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted) {
            parts.append(QByteArray());
            continue;
        }
        parts.last() += c;
        if (quoted && c == '\\' && at + 1 < value.size()) parts.last() += value[++at];
    }
    return parts;
}

QByteArray unquoted(const QByteArray& given)
{
    const QByteArray text = given.trimmed();
    if (text.size() < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
    QByteArray plain;
    for (qsizetype at = 1; at < text.size() - 1; ++at) {
        if (text[at] == '\\' && at + 2 < text.size()) ++at;
        plain += text[at];
    }
    return plain;
}

QByteArray quoted(QByteArray text)
{
    text.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + text + '"';
}

/// A part is "Scheme", "Scheme name=value" or, of the challenge before it, "name=value".
void takePart(const QByteArray& part, QList<AuthChallenge>* challenges)
{
    const QByteArray before = part.contains('=') ? part.left(part.indexOf('=')).trimmed() : part;
    const qsizetype blank = before.indexOf(' ');
    const bool begins = blank > 0 || !part.contains('=');
    const QByteArray scheme = blank > 0 ? before.left(blank) : before;
    if (begins && isToken(scheme) && challenges->size() < mostChallenges)
        challenges->append({scheme.left(longestScheme), {}});
    const QByteArray name = before.mid(blank + 1).trimmed().toLower();
    if (challenges->isEmpty() || !part.contains('=') || !isToken(name)) return;
    auto& parameters = challenges->last().parameters;
    if (parameters.size() < mostParameters && !parameters.contains(name))
        parameters.insert(name, unquoted(part.mid(part.indexOf('=') + 1)));
}

/// A Digest challenge that can be answered.
struct Digest
{
    AuthChallenge challenge;
    QCryptographicHash::Algorithm hash = QCryptographicHash::Md5;
    QString name; ///< of the algorithm, as the RFC spells it
    bool session = false;
    bool hasQop = false;

    [[nodiscard]] QByteArray value(const QByteArray& parameter) const
    {
        return challenge.parameters.value(parameter);
    }
    [[nodiscard]] QByteArray hex(const QByteArray& text) const
    {
        return QCryptographicHash::hash(text, hash).toHex();
    }
};

bool offersAuth(const QByteArray& qop)
{
    const QList<QByteArray> words = qop.toLower().split(',');
    return std::any_of(words.begin(), words.end(),
                       [](const QByteArray& word) { return word.trimmed() == "auth"; });
}

std::optional<Digest> readDigest(const AuthChallenge& challenge)
{
    if (challenge.scheme.compare("Digest", Qt::CaseInsensitive) != 0) return std::nullopt;
    Digest digest;
    digest.challenge = challenge;
    QByteArray algorithm = challenge.parameters.value("algorithm", "MD5").toUpper();
    digest.session = algorithm.endsWith("-SESS");
    if (digest.session) algorithm.chop(5);
    if (algorithm == "SHA-256")
        digest.hash = QCryptographicHash::Sha256;
    else if (algorithm != "MD5")
        return std::nullopt;
    digest.name = QString::fromLatin1(algorithm);
    digest.hasQop = challenge.parameters.contains("qop");
    // "auth-int" alone would need the body of every request to be signed.
    const bool usable = !digest.hasQop || offersAuth(digest.value("qop"));
    return usable && !digest.value("nonce").isEmpty() ? std::optional(digest) : std::nullopt;
}

std::optional<Digest> strongest(const QList<AuthChallenge>& challenges)
{
    std::optional<Digest> best;
    for (const AuthChallenge& challenge : challenges) {
        const auto digest = readDigest(challenge);
        const bool better =
            digest &&
            (!best || (best->hash == QCryptographicHash::Md5 && digest->hash == QCryptographicHash::Sha256));
        if (better) best = digest;
    }
    return best;
}

/// RFC 7616 section 3.4.1; without qop as RFC 2069 had it, which some proxies still speak.
QByteArray responseTo(const Digest& digest, const ProxyRoute& route, const QByteArray& method,
                      const QByteArray& uri, const QByteArray& cnonce)
{
    QByteArray secret = digest.hex(route.user + ':' + digest.value("realm") + ':' + route.password);
    const QByteArray nonce = digest.value("nonce");
    if (digest.session) secret = digest.hex(secret + ':' + nonce + ':' + cnonce);
    const QByteArray request = digest.hex(method + ':' + uri);
    if (!digest.hasQop) return digest.hex(secret + ':' + nonce + ':' + request);
    return digest.hex(secret + ':' + nonce + ":00000001:" + cnonce + ":auth:" + request);
}

} // namespace

QList<AuthChallenge> proxyChallenges(const QList<HttpHeader>& headers)
{
    QList<AuthChallenge> challenges;
    for (const HttpHeader& header : headers) {
        if (header.name.compare("proxy-authenticate", Qt::CaseInsensitive) != 0) continue;
        for (const QByteArray& part : partsOf(header.value))
            takePart(part.trimmed(), &challenges);
    }
    return challenges;
}

AuthAnswer basicAnswer(const ProxyRoute& route)
{
    const QByteArray credential = route.user + ':' + route.password;
    return {"Basic " + credential.toBase64(), u"Basic"_s};
}

std::optional<AuthAnswer> digestAnswer(const QList<AuthChallenge>& challenges, const ProxyRoute& route,
                                       const QByteArray& method, const QByteArray& uri,
                                       const QByteArray& cnonce)
{
    const auto digest = strongest(challenges);
    if (!digest) return std::nullopt;
    const QByteArray realm = digest->value("realm");
    const bool hidesUser = digest->value("userhash").toLower() == "true";
    const QByteArray user = hidesUser ? digest->hex(route.user + ':' + realm) : route.user;
    QByteArray header = "Digest username=" + quoted(user) + ", realm=" + quoted(realm) +
                        ", nonce=" + quoted(digest->value("nonce")) + ", uri=" + quoted(uri) +
                        ", response=\"" + responseTo(*digest, route, method, uri, cnonce) + '"';
    if (digest->challenge.parameters.contains("algorithm"))
        header += ", algorithm=" + digest->name.toLatin1() + (digest->session ? "-sess" : "");
    if (digest->hasQop) header += ", qop=auth, nc=00000001";
    if (digest->hasQop || digest->session) header += ", cnonce=" + quoted(cnonce);
    if (digest->challenge.parameters.contains("opaque"))
        header += ", opaque=" + quoted(digest->value("opaque"));
    if (hidesUser) header += ", userhash=true";
    return AuthAnswer{header, u"Digest "_s + digest->name};
}

} // namespace pathlight
