// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/changes/jsonedit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A member's bytes: [keyBegin, keyEnd) with its quotes, [valueBegin, valueEnd).
struct Member
{
    QString key;
    qsizetype keyBegin = 0;
    qsizetype keyEnd = 0;
    qsizetype valueBegin = 0;
    qsizetype valueEnd = 0;
};

struct Object
{
    qsizetype open = 0;  ///< the brace
    qsizetype close = 0; ///< the other one
    QList<Member> members;
};

bool isBlank(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

QByteArray quoted(const QString& text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

/// Walks over a text that Qt's parser has accepted, so each thing stands where the grammar has it. It never
/// leaves the text all the same.
class Scanner
{
public:
    explicit Scanner(const QByteArray& text, qsizetype at) : m_text(text), m_at(at) { blanks(); }

    [[nodiscard]] qsizetype at() const { return m_at; }

    Object object()
    {
        Object object;
        object.open = m_at++;
        for (blanks(); !isOver() && m_text.at(m_at) != '}'; blanks()) {
            object.members.append(member());
            blanks();
            if (!isOver() && m_text.at(m_at) == ',') ++m_at;
        }
        object.close = m_at;
        return object;
    }

private:
    [[nodiscard]] bool isOver() const { return m_at >= m_text.size(); }

    void blanks()
    {
        while (!isOver() && isBlank(m_text.at(m_at)))
            ++m_at;
    }

    void string()
    {
        for (++m_at; !isOver() && m_text.at(m_at) != '"'; ++m_at) {
            if (m_text.at(m_at) == '\\') ++m_at;
        }
        m_at = std::min(m_at + 1, m_text.size());
    }

    void nested()
    {
        int depth = 0;
        do {
            const char character = m_text.at(m_at);
            if (character == '"') {
                string();
                continue;
            }
            if (character == '{' || character == '[') ++depth;
            if (character == '}' || character == ']') --depth;
            ++m_at;
        } while (depth > 0 && !isOver());
    }

    void value()
    {
        if (isOver()) return;
        const char first = m_text.at(m_at);
        if (first == '"') return string();
        if (first == '{' || first == '[') return nested();
        while (!isOver() && !isBlank(m_text.at(m_at)) && !QByteArrayView(",]}").contains(m_text.at(m_at)))
            ++m_at;
    }

    Member member()
    {
        Member member;
        member.keyBegin = m_at;
        string();
        member.keyEnd = m_at;
        const QByteArray key = m_text.mid(member.keyBegin, member.keyEnd - member.keyBegin);
        member.key = QJsonDocument::fromJson('[' + key + ']').array().first().toString();
        blanks();
        ++m_at;
        blanks();
        member.valueBegin = m_at;
        value();
        member.valueEnd = m_at;
        return member;
    }

    const QByteArray& m_text;
    qsizetype m_at;
};

Object topOf(const QByteArray& text)
{
    const qsizetype mark = text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    return Scanner(text, mark).object();
}

/// How this text is laid out.
struct Layout
{
    bool lines = false;      ///< a member a line
    QByteArray lineEnd;      ///< "\n" or "\r\n"
    QByteArray indentation;  ///< of one level
    QByteArray colon = ": "; ///< between key and value
};

QByteArray afterLastLineEnd(const QByteArray& blanks)
{
    return blanks.mid(blanks.lastIndexOf('\n') + 1);
}

Layout layoutOf(const QByteArray& text, const Object& top)
{
    Layout layout;
    layout.lines = top.members.isEmpty() || text.mid(top.open, top.close - top.open).contains('\n');
    layout.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    layout.indentation = "  ";
    if (top.members.isEmpty()) return layout;
    const Member& first = top.members.first();
    const QByteArray before = text.mid(top.open + 1, first.keyBegin - top.open - 1);
    if (before.contains('\n')) layout.indentation = afterLastLineEnd(before);
    layout.colon = text.mid(first.keyEnd, first.valueBegin - first.keyEnd);
    return layout;
}

/// The blanks that begin the line in which this byte stands.
QByteArray indentationAt(const QByteArray& text, qsizetype at)
{
    const qsizetype begin = text.lastIndexOf('\n', at) + 1;
    qsizetype end = begin;
    while (end < at && isBlank(text.at(end)))
        ++end;
    return text.mid(begin, end - begin);
}

/// What stands between the comma, or the brace, and the last member's key.
QByteArray blanksBeforeLast(const QByteArray& text, const Object& object)
{
    const Member& last = object.members.last();
    qsizetype begin = object.open + 1;
    if (object.members.size() > 1)
        begin = text.indexOf(',', object.members.at(object.members.size() - 2).valueEnd) + 1;
    return text.mid(begin, last.keyBegin - begin);
}

QByteArray inserted(QByteArray text, const Object& object, const Layout& layout, const QByteArray& key,
                    const QByteArray& value)
{
    const QByteArray member = key + layout.colon + value;
    if (!object.members.isEmpty()) {
        QByteArray blanks = blanksBeforeLast(text, object);
        if (blanks.isEmpty() && layout.colon.endsWith(' ')) blanks = " ";
        return text.insert(object.members.last().valueEnd, "," + blanks + member);
    }
    QByteArray inside = member;
    if (layout.lines) {
        const QByteArray outer = layout.lineEnd + indentationAt(text, object.open);
        inside = outer + layout.indentation + member + outer;
    }
    return text.replace(object.open + 1, object.close - object.open - 1, inside);
}

QByteArray removed(QByteArray text, const Object& object, qsizetype index)
{
    const Member& member = object.members.at(index);
    qsizetype begin = object.open + 1;
    qsizetype end = object.close;
    if (index + 1 < object.members.size()) {
        begin = member.keyBegin;
        end = object.members.at(index + 1).keyBegin;
    } else if (index > 0) {
        begin = object.members.at(index - 1).valueEnd;
        end = member.valueEnd;
    }
    return text.remove(begin, end - begin);
}

std::pair<int, int> placeOf(const QByteArray& text, qsizetype offset)
{
    const QByteArray before = text.left(offset);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const qsizetype column = QString::fromUtf8(before.mid(lineStart)).size() + 1;
    return {static_cast<int>(before.count('\n')) + 1, static_cast<int>(column)};
}

JsonEdit refused(const QByteArray& text, const QString& problem)
{
    return {text, problem, 0, 0};
}

/// One step down the path, or the member itself.
struct Found
{
    int count = 0;
    qsizetype index = -1;
};

Found memberOf(const Object& object, const QString& key)
{
    Found found;
    for (qsizetype index = 0; index < object.members.size(); ++index) {
        if (object.members.at(index).key != key) continue;
        ++found.count;
        found.index = index;
    }
    return found;
}

JsonEdit edited(QByteArray text, const QStringList& path, const QString& key,
                const std::optional<QString>& value)
{
    const QByteArray original = text;
    Object object = topOf(text);
    const Layout layout = layoutOf(text, object);
    for (const QString& name : path) {
        Found found = memberOf(object, name);
        if (found.count > 1) return refused(original, u"duplicate_key"_s);
        if (found.count == 0) {
            if (!value) return {original, {}, 0, 0};
            const qsizetype open = object.open;
            text = inserted(text, object, layout, quoted(name), "{}");
            object = Scanner(text, open).object();
            found = memberOf(object, name);
        }
        const qsizetype begin = object.members.at(found.index).valueBegin;
        if (text.at(begin) != '{') return refused(original, u"not_an_object"_s);
        object = Scanner(text, begin).object();
    }
    const Found found = memberOf(object, key);
    if (found.count > 1) return refused(original, u"duplicate_key"_s);
    if (found.count == 0)
        return {value ? inserted(text, object, layout, quoted(key), quoted(*value)) : original, {}, 0, 0};
    if (!value) return {removed(text, object, found.index), {}, 0, 0};
    const Member& member = object.members.at(found.index);
    return {text.replace(member.valueBegin, member.valueEnd - member.valueBegin, quoted(*value)), {}, 0, 0};
}

} // namespace

JsonEdit withJsonMember(const QByteArray& text, const QStringList& path, const QString& key,
                        const std::optional<QString>& value)
{
    if (std::all_of(text.begin(), text.end(), isBlank))
        return value ? edited("{}\n", path, key, value) : JsonEdit{text, {}, 0, 0};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto [line, column] = placeOf(text, error.offset);
        return {text, u"not_json"_s, line, column};
    }
    if (!document.isObject()) return refused(text, u"not_an_object"_s);
    return edited(text, path, key, value);
}

} // namespace pathlight
