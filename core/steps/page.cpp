// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/printable.h"
#include "core/steps/http.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Of a page no more than this is looked at; a filter's or portal's page says its thing at the top.
constexpr qsizetype pageStart = 32 * 1024;

/// Removes `<open …>…</close>` and single tags, by hand: a pattern could be made to take very long.
QString withoutMarkup(const QString& html)
{
    QString text;
    qsizetype at = 0;
    while (at < html.size() && text.size() < 4000) {
        const qsizetype open = html.indexOf(u'<', at);
        text += html.mid(at, open < 0 ? -1 : open - at) + u' ';
        if (open < 0) break;
        const QString tag = html.mid(open + 1, 7).toLower();
        QString end = u">"_s;
        if (tag.startsWith("script"_L1)) end = u"</script>"_s;
        if (tag.startsWith("style"_L1)) end = u"</style>"_s;
        if (tag.startsWith("!--"_L1)) end = u"-->"_s;
        const qsizetype close = html.indexOf(end, open, Qt::CaseInsensitive);
        if (close < 0) break;
        at = close + end.size();
    }
    return text;
}

} // namespace

std::optional<QString> pageTitle(const QByteArray& body)
{
    const QString html = QString::fromUtf8(body.left(pageStart));
    const qsizetype open = html.indexOf("<title"_L1, 0, Qt::CaseInsensitive);
    const qsizetype begin = open < 0 ? -1 : html.indexOf(u'>', open);
    if (begin < 0) return std::nullopt;
    const qsizetype end = html.indexOf("</title"_L1, begin, Qt::CaseInsensitive);
    const QString title = html.mid(begin + 1, end < 0 ? 400 : end - begin - 1).simplified();
    if (title.isEmpty()) return std::nullopt;
    return printable(title.toUtf8(), 120);
}

QString bodyExcerpt(const QByteArray& body)
{
    const QString text = QString::fromUtf8(body.left(pageStart));
    const bool isHtml = text.left(1000).contains("<html"_L1, Qt::CaseInsensitive) ||
                        text.left(1000).contains("<!doctype"_L1, Qt::CaseInsensitive);
    const QString readable = isHtml ? withoutMarkup(text) : text;
    return printable(readable.simplified().toUtf8(), 300);
}

} // namespace pathlight
