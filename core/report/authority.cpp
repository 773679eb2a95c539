// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/authority.h"

#include "core/report/plaintext.h"

#include <QCryptographicHash>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostPem = 32 * 1024;

/// The bytes of the one certificate in a PEM text; empty: it is not exactly one.
QByteArray derIn(const QString& pem)
{
    static const QRegularExpression block(
        u"\\A-----BEGIN CERTIFICATE-----\\n([A-Za-z0-9+/=\\n]+)-----END CERTIFICATE-----\\n\\z"_s);
    if (pem.size() > mostPem) return {};
    const auto match = block.match(pem);
    const auto decoded =
        QByteArray::fromBase64Encoding(match.captured(1).remove(u'\n').toLatin1(),
                                       QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    const bool isDer = decoded && decoded.decoded.size() > 100 && decoded.decoded.startsWith('\x30');
    return isDer ? decoded.decoded : QByteArray();
}

QString fingerprint(const QByteArray& der)
{
    return QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex(':'))
        .toUpper();
}

ExportedAuthority none(const QString& problem)
{
    return {{}, {}, {}, problem};
}

} // namespace

ExportedAuthority exportedAuthority(const Report& report)
{
    const auto& tls = report.evidence.tls;
    if (!tls || tls->stores.isEmpty()) return none(u"public"_s);
    if (!tls->authority) {
        const bool refused = !tls->verified.value_or(true);
        return none(refused ? u"not_seen"_s : u"public"_s);
    }
    if (report.header.practice) return none(u"practice"_s);
    if (!tls->authority->pem) return none(u"redacted"_s);
    const QByteArray der = derIn(*tls->authority->pem);
    const QString hash = fingerprint(der);
    const bool same = QString(hash).remove(u':').compare(tls->authority->sha256, Qt::CaseInsensitive) == 0;
    if (der.isEmpty() || !same) return none(u"damaged"_s);
    return {visibleText(tls->authority->subject), hash, tls->authority->pem->toLatin1(), {}};
}

QStringList authorityAdvice(const ExportedAuthority& authority, const QString& file, const Texts& texts)
{
    if (!authority.problem.isEmpty()) return {texts(u"authority.problem."_s + authority.problem)};
    // It stands between single quotes.
    const QString shown = visibleText(file).replace(u"'"_s, u"'\\''"_s);
    QStringList lines{texts(u"authority.subject"_s, {{u"subject"_s, authority.subject}}),
                      u"SHA-256: "_s + authority.sha256,
                      QString(),
                      texts(u"authority.warning"_s),
                      QString(),
                      texts(u"authority.settings"_s)};
    for (const QString& client : {u"claude-code"_s, u"claude-code-npm"_s, u"anthropic-typescript"_s,
                                  u"anthropic-python"_s, u"python-requests"_s, u"curl"_s})
        lines.append(u"- "_s + texts(u"authority.client."_s + client, {{u"path"_s, shown}}));
    lines.append(texts(u"authority.replaces"_s, {{u"path"_s, shown}}));
    return lines;
}

QByteArray authorityFile(const ExportedAuthority& authority, const QString& file, const Texts& texts)
{
    QByteArray bytes;
    for (const QString& line : authorityAdvice(authority, file, texts))
        bytes += (line.isEmpty() ? u"#"_s : QString(u"# "_s + line)).toUtf8() + '\n';
    return bytes + authority.pem;
}

} // namespace pathlight
