// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pdf/plaincharacters.h"

#include "ui/theme.h"

#include <QFontDatabase>
#include <QRawFont>

#include <algorithm>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char16_t firstRadical = 0x2E80; // CJK and Kangxi radicals
constexpr char16_t lastRadical = 0x2FDF;
constexpr char16_t firstWord = 0x4E00; // CJK unified ideographs
constexpr char16_t lastWord = 0x9FFF;

QHash<quint32, char16_t> charactersByGlyph(const QRawFont& font)
{
    QString words;
    for (char16_t word = firstWord; word <= lastWord; ++word)
        words.append(QChar(word));
    const QList<quint32> glyphs = font.glyphIndexesForString(words);
    QHash<quint32, char16_t> found;
    for (qsizetype index = 0; index < glyphs.size(); ++index) {
        if (glyphs[index] != 0) found.insert(glyphs[index], static_cast<char16_t>(firstWord + index));
    }
    return found;
}

void addRadicals(const QRawFont& font, QHash<char16_t, char16_t>* plain)
{
    const QHash<quint32, char16_t> words = charactersByGlyph(font);
    for (char16_t radical = firstRadical; radical <= lastRadical; ++radical) {
        const QList<quint32> glyph = font.glyphIndexesForString(QString(QChar(radical)));
        if (glyph.isEmpty() || plain->contains(radical)) continue;
        const auto word = words.constFind(glyph.first());
        if (word != words.constEnd()) plain->insert(radical, *word);
    }
}

QHash<char16_t, char16_t> makePlainCharacters()
{
    // A tab has no glyph but the space's; figure and en dash are alike in most fonts.
    QHash<char16_t, char16_t> plain{{u'\t', u' '}, {u'\u2012', u'\u2013'}};
    for (const QString& family : pictureFont(12).families()) {
        QFont font = pictureFont(12);
        font.setFamilies({family});
        const QRawFont raw = QRawFont::fromFont(font, QFontDatabase::SimplifiedChinese);
        if (raw.isValid()) addRadicals(raw, &plain);
    }
    return plain;
}

/// Replaces the code points in one table: those in the brackets of `<first> <last> [<meaning> …]`.
void restoreTable(char* begin, const char* end, const QHash<char16_t, char16_t>& plain)
{
    bool inBrackets = false;
    for (char* at = begin; at + 6 <= end; ++at) {
        if (*at == '[') inBrackets = true;
        if (*at == ']') inBrackets = false;
        if (!inBrackets || *at != '<' || at[5] != '>') continue;
        bool isNumber = false;
        const ushort code = QByteArray::fromRawData(at + 1, 4).toUShort(&isNumber, 16);
        if (!isNumber || !plain.contains(code)) continue;
        const QByteArray digits = QByteArray::number(plain.value(code), 16).toUpper().rightJustified(4, '0');
        std::copy_n(digits.constData(), 4, at + 1);
    }
}

} // namespace

const QHash<char16_t, char16_t>& plainCharacters()
{
    static const QHash<char16_t, char16_t> plain = makePlainCharacters();
    return plain;
}

void restorePlainCharacters(QByteArray* pdf, const QHash<char16_t, char16_t>& plain)
{
    static const QByteArray opening = "beginbfrange";
    static const QByteArray closing = "endbfrange";
    char* data = pdf->data(); // its own from here on
    qsizetype from = 0;
    while ((from = pdf->indexOf(opening, from)) >= 0) {
        const qsizetype until = pdf->indexOf(closing, from);
        if (until < 0) return;
        restoreTable(data + from, data + until, plain);
        from = until;
    }
}

} // namespace pathlight
