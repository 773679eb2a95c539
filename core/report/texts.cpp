// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/texts.h"

#include "core/evidence/resource.h"
#include "core/report/knowledge.h"
#include "core/report/plaintext.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>

#include <array>
#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype maximumArgumentLength = 2000;

/// An argument as text; null where it was not given.
std::optional<QString> argumentText(const QJsonObject& arguments, const QString& name)
{
    const QJsonValue value = arguments.value(name);
    if (value.isString()) return visibleText(value.toString().left(maximumArgumentLength));
    if (value.isDouble()) return QString::number(value.toDouble(), 'g', 12);
    if (!value.isArray()) return std::nullopt;
    QStringList parts;
    for (const QJsonValue& each : value.toArray())
        parts.append(each.toString().left(200));
    return visibleText(parts.join(u", "_s).left(maximumArgumentLength));
}

using Supply = std::function<std::optional<QString>(const QString& name)>;

/// Replaces each placeholder; `missing` is set where one had neither a value nor a default.
QString replacePlaceholders(const QString& text, const Supply& supply, bool* missing)
{
    static const QRegularExpression placeholder(u"\\{([A-Za-z][A-Za-z0-9]*)(\\|([^{}]*))?\\}"_s);
    QString out;
    qsizetype done = 0;
    for (auto matches = placeholder.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        out += QStringView(text).mid(done, match.capturedStart() - done);
        done = match.capturedEnd();
        const auto value = supply(match.captured(1));
        if (value && !value->isEmpty())
            out += *value;
        else if (match.hasCaptured(2))
            out += match.captured(3);
        else
            *missing = true;
    }
    return out + QStringView(text).mid(done);
}

/// May this value, which may come from the network, stand in a command that a person pastes into a shell?
/// Letters and digits of any script, and punctuation without meaning to a shell; never an option.
bool isSafeInCommand(const QString& value)
{
    static const QString allowed = u"._:/%@+=,~-[]"_s;
    if (value.startsWith(u'-') || value.startsWith(u'~')) return false;
    return std::all_of(value.begin(), value.end(),
                       [](QChar c) { return c.isLetterOrNumber() || allowed.contains(c); });
}

/// A command with its placeholders filled in; empty where a value it cannot do without is missing or unsafe.
QString fillInCommand(const QString& command, const QJsonObject& arguments)
{
    bool missing = false;
    const QString filled = replacePlaceholders(
        command,
        [&](const QString& name) -> std::optional<QString> {
            auto value = argumentText(arguments, name);
            if (value && !isSafeInCommand(*value)) value.reset();
            return value;
        },
        &missing);
    return missing ? QString() : filled;
}

std::optional<KnowledgeFile> loadKnowledge(const QString& language, const QString& code)
{
    static const QRegularExpression codeForm(u"^[a-z0-9_]+(\\.[a-z0-9_]+){0,3}$"_s);
    if (!codeForm.match(code).hasMatch()) return std::nullopt;
    for (const QString& folder : {language, u"en"_s}) {
        QFile file(u":/pathlight/knowledge/%1/%2.md"_s.arg(folder, code));
        if (!file.open(QIODevice::ReadOnly)) continue;
        if (const auto knowledge = readKnowledge(QString::fromUtf8(file.readAll()))) return knowledge;
    }
    return std::nullopt;
}

/// The remedy for this system; null where it is for others alone.
std::optional<Remedy> remedyFrom(const RemedyTemplate& remedy, const QJsonObject& arguments)
{
    const QString here = thisSystem();
    const auto isForHere = [&](const QString& system) { return system.isEmpty() || system == here; };
    if (!isForHere(remedy.system)) return std::nullopt;
    Remedy out{fillIn(remedy.text, arguments),       {}, remedy.system, remedy.risk, remedy.scope,
               fillInCommand(remedy.undo, arguments)};
    for (const CommandTemplate& each : remedy.commands) {
        if (!isForHere(each.system)) continue;
        out.command = fillInCommand(each.command, arguments);
        out.undo = out.command.isEmpty() ? QString() : fillInCommand(each.undo, arguments);
        out.system = each.system;
        return out;
    }
    if (!remedy.commands.isEmpty()) return std::nullopt;
    return out;
}

QHash<QString, QString> loadTexts(const QString& language)
{
    QHash<QString, QString> texts;
    const QJsonObject object = readResource(u":/pathlight/texts/%1.json"_s.arg(language));
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (each.value().isString()) texts.insert(each.key(), each.value().toString());
    }
    return texts;
}

/// Read once in a program's life: every view has its texts.
const QHash<QString, QString>& englishTexts()
{
    static const QHash<QString, QString> texts = loadTexts(u"en"_s);
    return texts;
}

/// What is not translated stays English.
const QHash<QString, QString>& chineseTexts()
{
    static const QHash<QString, QString> texts = [] {
        QHash<QString, QString> made = englishTexts();
        made.insert(loadTexts(u"zh_CN"_s));
        return made;
    }();
    return texts;
}

/// An argument that is a word of its own in each language.
struct WordedArgument
{
    QLatin1StringView name;
    QLatin1StringView group; ///< of the texts: its key is `group.value`
    bool elseAsItIs = false; ///< a value without a text is said as it is, else not at all
};
constexpr std::array wordedArguments{
    WordedArgument{"reading"_L1, "reading"_L1}, WordedArgument{"disturbance"_L1, "disturbance"_L1},
    WordedArgument{"policy"_L1, "policy"_L1}, WordedArgument{"client"_L1, "client"_L1},
    WordedArgument{"commonest"_L1, "outcome"_L1, true}};

} // namespace

QString fillIn(const QString& text, const QJsonObject& arguments)
{
    bool missing = false;
    return replacePlaceholders(
        text, [&](const QString& name) { return argumentText(arguments, name); }, &missing);
}

Texts::Texts(const QString& language)
    : m_language(language == "zh_CN"_L1 ? u"zh_CN"_s : u"en"_s),
      m_texts(m_language == "en"_L1 ? englishTexts() : chineseTexts())
{}

QString Texts::operator()(const QString& key, const QJsonObject& arguments) const
{
    const auto found = m_texts.constFind(key);
    return found == m_texts.constEnd() ? key : fillIn(*found, arguments);
}

QJsonObject Texts::withWords(QJsonObject arguments) const
{
    for (const WordedArgument& each : wordedArguments) {
        const QString key = each.group + u'.' + arguments.value(each.name).toString();
        if (has(key)) {
            arguments.insert(each.name, operator()(key, arguments));
        } else if (!each.elseAsItIs) {
            arguments.remove(each.name);
        }
    }
    return arguments;
}

Explanation Texts::explain(const QString& code, const QJsonObject& given) const
{
    const auto knowledge = loadKnowledge(m_language, code);
    if (!knowledge) return {code, code, code, {}, {}};
    const QJsonObject arguments = withWords(given);
    Explanation out{code, fillIn(knowledge->title, arguments), fillIn(knowledge->verdict, arguments), {}, {}};
    for (const QString& paragraph : knowledge->paragraphs)
        out.paragraphs.append(fillIn(paragraph, arguments));
    for (const RemedyTemplate& each : knowledge->remedies) {
        if (auto remedy = remedyFrom(each, arguments)) out.remedies.append(*remedy);
    }
    return out;
}

bool Texts::knows(const QString& code) const
{
    return loadKnowledge(m_language, code).has_value();
}

QString Texts::languageFor(const QString& locale)
{
    const QString tag = locale.trimmed().toLower();
    const bool chinese =
        tag == "zh"_L1 || tag.startsWith("zh_"_L1) || tag.startsWith("zh-"_L1) || tag.startsWith("zh."_L1);
    return chinese ? u"zh_CN"_s : u"en"_s;
}

} // namespace pathlight
