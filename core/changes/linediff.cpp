// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/changes/linediff.h"

#include <QList>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype context = 3;
/// Comparing every line with every other stops here; beyond it the middle is told as one replacement.
constexpr qsizetype mostComparisons = 1'000'000;

/// Lines with their ends; the last may have none.
QList<QByteArray> linesOf(const QByteArray& text)
{
    QList<QByteArray> lines;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype end = text.indexOf('\n', begin);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        lines.append(text.mid(begin, next - begin));
        begin = next;
    }
    return lines;
}

struct Line
{
    char mark = ' ';
    QByteArray text;
};

void append(QList<Line>* out, char mark, const QList<QByteArray>& lines)
{
    for (const QByteArray& each : lines)
        out->append({mark, each});
}

/// The longest common subsequence, by the table of lengths.
QList<Line> compared(const QList<QByteArray>& before, const QList<QByteArray>& after)
{
    QList<Line> out;
    const qsizetype rows = before.size();
    const qsizetype columns = after.size();
    if (rows * columns > mostComparisons) {
        append(&out, '-', before);
        append(&out, '+', after);
        return out;
    }
    std::vector<int> length(static_cast<std::size_t>((rows + 1) * (columns + 1)), 0);
    const auto at = [&](qsizetype row, qsizetype column) -> int& {
        return length[static_cast<std::size_t>(row * (columns + 1) + column)];
    };
    for (qsizetype row = rows - 1; row >= 0; --row) {
        for (qsizetype column = columns - 1; column >= 0; --column)
            at(row, column) = before.at(row) == after.at(column)
                                  ? at(row + 1, column + 1) + 1
                                  : std::max(at(row + 1, column), at(row, column + 1));
    }
    qsizetype row = 0;
    qsizetype column = 0;
    while (row < rows && column < columns) {
        if (before.at(row) == after.at(column)) {
            out.append({' ', before.at(row++)});
            ++column;
        } else if (at(row + 1, column) >= at(row, column + 1)) {
            out.append({'-', before.at(row++)});
        } else {
            out.append({'+', after.at(column++)});
        }
    }
    append(&out, '-', before.mid(row));
    append(&out, '+', after.mid(column));
    return out;
}

QList<Line> allLines(const QList<QByteArray>& before, const QList<QByteArray>& after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    QList<Line> out;
    append(&out, ' ', before.mid(0, head));
    out +=
        compared(before.mid(head, before.size() - head - tail), after.mid(head, after.size() - head - tail));
    append(&out, ' ', before.mid(before.size() - tail));
    return out;
}

QByteArray rangeText(qsizetype first, qsizetype count)
{
    // An empty range stands behind the line before it.
    const qsizetype begin = count == 0 ? first - 1 : first;
    return QByteArray::number(begin) + (count == 1 ? QByteArray() : ',' + QByteArray::number(count));
}

/// One "@@" and its lines, [begin, end) of all.
QByteArray hunk(const QList<Line>& all, qsizetype begin, qsizetype end)
{
    const auto count = [&](qsizetype from, qsizetype to, char without) {
        return std::count_if(all.begin() + from, all.begin() + to,
                             [&](const Line& line) { return line.mark != without; });
    };
    QByteArray out = "@@ -" + rangeText(count(0, begin, '+') + 1, count(begin, end, '+')) + " +" +
                     rangeText(count(0, begin, '-') + 1, count(begin, end, '-')) + " @@\n";
    for (const Line& line : all.mid(begin, end - begin)) {
        out += line.mark + line.text;
        if (!line.text.endsWith('\n')) out += "\n\\ No newline at end of file\n";
    }
    return out;
}

const QString& hidden()
{
    static const QString mark = u"[…]"_s;
    return mark;
}

/// Names whose values are secrets, in the files that settings stand in.
const QString& secretName()
{
    static const QString name =
        u"[\\w.-]*(?:key|token|secret|passw|passphrase|headers|auth|credential|cookie|bearer)[\\w.-]*"_s;
    return name;
}

QString withoutSecrets(QString line)
{
    static const auto option = QRegularExpression::CaseInsensitiveOption;
    static const QRegularExpression inJson(
        u"(\"%1\"\\s*:\\s*)(?:\"(?:[^\"\\\\]|\\\\.)*\"?|[^\\s,}{\\[\\]]+)"_s.arg(secretName()), option);
    static const QRegularExpression assigned(u"(%1\\s*=\\s*)(?!=).+"_s.arg(secretName()), option);
    static const QRegularExpression inFish(u"(\\bset\\s+(?:-\\w+\\s+)*%1\\s+).+"_s.arg(secretName()), option);
    static const QRegularExpression header(
        u"((?:bearer|basic)\\s+|%1:\\s*)[\\w.~+/=-]{8,}"_s.arg(secretName()), option);
    static const QRegularExpression user(u"(://)[^/\\s\"']*@"_s);
    static const QRegularExpression apiKey(u"\\bsk-[\\w-]{6,}"_s);
    static const QRegularExpression longRun(u"(?<![\\w./-])[A-Za-z0-9+=_][A-Za-z0-9+/=_-]{39,}"_s);
    line.replace(inJson, u"\\1\""_s + hidden() + u'"');
    for (const QRegularExpression* each : {&assigned, &inFish, &header})
        line.replace(*each, u"\\1"_s + hidden());
    line.replace(user, u"\\1"_s + hidden() + u'@');
    return line.replace(apiKey, hidden()).replace(longRun, hidden());
}

} // namespace

QByteArray unifiedDifference(const QByteArray& before, const QByteArray& after, const QString& beforeName,
                             const QString& afterName)
{
    const QList<Line> all = allLines(linesOf(before), linesOf(after));
    QByteArray out;
    for (qsizetype at = 0; at < all.size();) {
        if (all.at(at).mark == ' ') {
            ++at;
            continue;
        }
        qsizetype last = at;
        for (qsizetype next = at; next < all.size() && next - last <= 2 * context; ++next) {
            if (all.at(next).mark != ' ') last = next;
        }
        out += hunk(all, std::max<qsizetype>(0, at - context), std::min(all.size(), last + 1 + context));
        at = last + 1 + context;
    }
    if (out.isEmpty()) return out;
    return "--- " + beforeName.toUtf8() + "\n+++ " + afterName.toUtf8() + '\n' + out;
}

QStringList shownDifference(const QByteArray& difference)
{
    QStringList shown;
    const QList<QByteArray> lines = linesOf(difference);
    for (QByteArray line : lines) {
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        shown.append(shown.size() < 2 ? QString::fromUtf8(line) : withoutSecrets(QString::fromUtf8(line)));
    }
    return shown;
}

} // namespace pathlight
