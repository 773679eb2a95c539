// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/chain.h"

#include "core/report/evidencerows.h"
#include "ui/graphics/ink.h"

#include <algorithm>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double indent = 26;
constexpr double cardGap = 10;
constexpr double cardPadding = 7;
constexpr double markSide = 16;
constexpr qsizetype mostCards = 12;

QString errorWords(ChainError error, const Texts& texts)
{
    return texts(u"view.chain.error."_s + nameOf(error));
}

/// The common name inside a distinguished name of RFC 2253; all of it where there is none.
QString commonNameIn(const QString& subject)
{
    for (const QString& part : subject.split(u',')) {
        const QString trimmed = part.trimmed();
        if (trimmed.startsWith("CN="_L1)) return trimmed.mid(3);
    }
    return subject;
}

QString dayOf(const QString& instant)
{
    return instant.left(10);
}

/// What breaks at this certificate of those that were sent.
QList<ChainProblem> problemsAt(const TlsEvidence& tls, int place)
{
    QList<ChainProblem> found;
    for (const ChainProblem& problem : tls.errors) {
        if (problem.certificate.value_or(problem.depth) == place) found.append(problem);
    }
    return found;
}

QString problemWords(const QList<ChainProblem>& problems, const Texts& texts)
{
    QStringList words;
    for (const ChainProblem& problem : problems) {
        const QString each = errorWords(problem.error, texts);
        if (!words.contains(each)) words.append(each);
    }
    return words.join(u"; "_s);
}

ChainCard cardOf(const TlsEvidence& tls, qsizetype index, const Texts& texts)
{
    const CertificateEvidence& certificate = tls.chain[index];
    ChainCard card;
    const bool root = certificate.selfSigned && index > 0;
    card.role = texts(index == 0 ? u"view.chain.leaf"_s
                      : root     ? u"view.chain.root"_s
                                 : u"view.chain.intermediate"_s);
    card.name = certificate.commonName.isEmpty() ? commonNameIn(certificate.subject) : certificate.commonName;
    QStringList details;
    if (index == 0 && !certificate.names.isEmpty())
        details.append(
            texts(u"view.chain.names"_s, {{u"names"_s, certificate.names.mid(0, 4).join(u", "_s)}}));
    if (!certificate.issuerName.isEmpty())
        details.append(texts(u"view.chain.issued_by"_s, {{u"issuer"_s, certificate.issuerName}}));
    if (!certificate.notBefore.isEmpty() || !certificate.notAfter.isEmpty())
        details.append(texts(u"view.chain.valid"_s, {{u"from"_s, dayOf(certificate.notBefore)},
                                                     {u"to"_s, dayOf(certificate.notAfter)}}));
    card.detail = details.join(texts(u"view.list_separator"_s));
    card.problem = problemWords(problemsAt(tls, static_cast<int>(index)), texts);
    if (!card.problem.isEmpty())
        card.standing = Standing::Failed;
    else if (!tls.verified)
        card.standing = Standing::Unknown;
    return card;
}

/// What the server did not send: the root a store ends in, or the issuer that nobody here knows.
std::optional<ChainCard> unsentCard(const TlsEvidence& tls, const Texts& texts)
{
    const CertificateEvidence& last = tls.chain.last();
    if (last.selfSigned) return std::nullopt;
    ChainCard card;
    card.sent = false;
    card.role = texts(u"view.chain.root"_s);
    for (const TrustStoreEvidence& store : tls.stores) {
        if (!store.root) continue;
        card.name = commonNameIn(*store.root);
        card.detail = texts(u"view.chain.root_from_store"_s);
        return card;
    }
    const bool missing = std::any_of(tls.errors.begin(), tls.errors.end(), [](const ChainProblem& problem) {
        return problem.error == ChainError::AuthorityUnknown || problem.error == ChainError::Incomplete;
    });
    if (!missing) return std::nullopt;
    card.name = commonNameIn(last.issuer);
    card.detail = texts(u"view.chain.not_known"_s);
    card.standing = Standing::Unknown;
    return card;
}

} // namespace

QList<ChainCard> chainCards(const TlsEvidence& tls, const Texts& texts)
{
    QList<ChainCard> cards;
    if (tls.chain.isEmpty()) return cards;
    if (const auto unsent = unsentCard(tls, texts)) cards.append(*unsent);
    for (qsizetype index = std::min(tls.chain.size(), mostCards) - 1; index >= 0; --index)
        cards.append(cardOf(tls, index, texts));
    return cards;
}

namespace {

QString storeName(const TrustStoreEvidence& store, const Texts& texts)
{
    if (store.store == "system"_L1) return texts(u"view.stores.system"_s);
    if (store.store == "vendor"_L1) return texts(u"view.stores.vendor"_s);
    if (store.store == "system+ca-file"_L1) return texts(u"view.stores.system_ca"_s);
    if (isBroughtAlong(store)) return texts(u"view.stores."_s + store.store);
    return store.store;
}

TableRow storeRow(const TrustStoreEvidence& store, const Texts& texts)
{
    const Standing standing = !store.accepts   ? Standing::Unknown
                              : *store.accepts ? Standing::Passed
                                               : Standing::Failed;
    const QString word = texts(!store.accepts   ? u"view.stores.unknown"_s
                               : *store.accepts ? u"view.stores.yes"_s
                                                : u"view.stores.no"_s);
    QString because = problemWords(store.problems, texts);
    if (store.root) because = commonNameIn(*store.root);
    if (!store.accepts && because.isEmpty()) because = texts(u"view.stores.not_there"_s);
    const QString name = storeName(store, texts);
    TableRow row;
    row.cells.append({name, store.source == name ? QString() : store.source, {}, {}, false});
    row.cells.append({word, {}, standing, {}, true});
    row.cells.append({because, {}, {}, {}, false});
    return row;
}

} // namespace

Table storeTable(const TlsEvidence& tls, const Texts& texts)
{
    Table table;
    table.columns = {{texts(u"view.stores.store"_s), Qt::AlignLeft, 120, 280},
                     {texts(u"view.stores.accepts"_s), Qt::AlignLeft, 70, 110},
                     {texts(u"view.stores.because"_s), Qt::AlignLeft, 110, 280}};
    for (const TrustStoreEvidence& store : tls.stores)
        table.rows.append(storeRow(store, texts));
    return table;
}

namespace {

struct CardFonts
{
    QFont role = pictureFont(10.5);
    QFont name = pictureFont(13, QFont::DemiBold);
    QFont detail = pictureFont(11);
    QFont problem = pictureFont(12, QFont::DemiBold);
};

double cardWidth(double width, qsizetype index)
{
    return std::max(160.0, width - static_cast<double>(index) * indent);
}

double cardHeight(const ChainCard& card, double width, const CardFonts& fonts)
{
    const double inner = width - 2 * cardPadding - markSide - 12;
    double height = lineHeight(fonts.name) + wrappedHeight(fonts.detail, card.detail, inner);
    if (!card.problem.isEmpty()) height += wrappedHeight(fonts.problem, card.problem, inner);
    return height + 2 * cardPadding;
}

void paintCard(QPainter& painter, const QRectF& box, const ChainCard& card, const CardFonts& fonts,
               const Palette& palette)
{
    const bool broken = card.standing == Standing::Failed;
    QPen pen(broken ? palette.failed : palette.line, broken ? 2 : 1);
    if (!card.sent) pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(broken ? tintOf(card.standing, palette) : palette.panel);
    painter.drawRoundedRect(box, 6, 6);
    drawMark(painter, QRectF(box.left() + cardPadding + 2, box.top() + cardPadding + 1, markSide, markSide),
             card.standing, palette);
    QRectF inner = box.adjusted(cardPadding + markSide + 10, cardPadding, -cardPadding - 2, 0);
    const double roleWidth = textWidth(fonts.role, card.role) + 4;
    const double nameHeight = lineHeight(fonts.name);
    drawLine(painter, QRectF(inner.left(), inner.top(), inner.width() - roleWidth - 8, nameHeight), card.name,
             fonts.name, palette.text);
    drawLine(painter, QRectF(inner.right() - roleWidth, inner.top(), roleWidth, nameHeight), card.role,
             fonts.role, palette.quiet, Qt::AlignRight | Qt::AlignVCenter);
    inner.setTop(inner.top() + nameHeight);
    if (!card.problem.isEmpty())
        inner.setTop(inner.top() + drawWrapped(painter, inner, card.problem, fonts.problem, palette.failed));
    drawWrapped(painter, inner, card.detail, fonts.detail, palette.quiet);
}

} // namespace

double chainHeight(const QList<ChainCard>& cards, double width)
{
    const CardFonts fonts;
    double height = 4;
    for (qsizetype index = 0; index < cards.size(); ++index)
        height += cardHeight(cards[index], cardWidth(width, index), fonts) + cardGap;
    return height;
}

void paintChain(QPainter& painter, const QRectF& box, const QList<ChainCard>& cards, const Palette& palette)
{
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const CardFonts fonts;
    double y = box.top() + 2;
    for (qsizetype index = 0; index < cards.size(); ++index) {
        const double width = cardWidth(box.width() - 2, index);
        const QRectF card(box.right() - 1 - width, y, width, cardHeight(cards[index], width, fonts));
        if (index > 0) {
            const double x = card.left() - indent / 2;
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(palette.line, 1.4));
            painter.drawPolyline(
                QPolygonF{QPointF(x, y - cardGap), QPointF(x, y + 18), QPointF(card.left(), y + 18)});
        }
        paintCard(painter, card, cards[index], fonts, palette);
        y += card.height() + cardGap;
    }
}

QString inWords(const QList<ChainCard>& cards)
{
    QStringList lines;
    for (const ChainCard& card : cards) {
        QString line = card.role + u": "_s + card.name;
        if (!card.problem.isEmpty()) line += u" – "_s + card.problem;
        lines.append(card.detail.isEmpty() ? line : line + u" ("_s + card.detail + u')');
    }
    return lines.join(u'\n');
}

} // namespace pathlight
