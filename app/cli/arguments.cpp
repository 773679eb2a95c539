// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "app/cli/terminal.h"
#include "core/report/texts.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

Arguments::Arguments(const QString& command, const QString& description) : m_command(command)
{
    m_parser.setApplicationDescription(description);
    m_parser.addOption({{u"h"_s, u"help"_s}, u"Show this help."_s});
}

void Arguments::positional(const QString& name, const QString& description, int needed, int many)
{
    m_needed = needed;
    m_many = many;
    m_parser.addPositionalArgument(name.toLower(), description, needed > 0 ? name : u'[' + name + u']');
}

void Arguments::option(const QString& name, const QString& value, const QString& description,
                       const QString& byDefault)
{
    m_parser.addOption({name, description, value, byDefault});
    m_names.append(name);
}

void Arguments::flag(const QString& name, const QString& description)
{
    m_parser.addOption({name, description});
}

void Arguments::repeatable(const QString& name, const QString& value, const QString& description)
{
    option(name, value, description);
    m_repeatable.insert(name);
}

std::optional<int> Arguments::parse(const QStringList& arguments)
{
    const bool understood = m_parser.parse(QStringList{u"pathlight-cli "_s + m_command} + arguments);
    if (m_parser.isSet(u"help"_s)) {
        return writeStandardOutput(helpText().toUtf8()) ? Healthy : Failed;
    }
    const QString problem = understood ? firstProblem(arguments) : m_parser.errorText();
    if (!problem.isEmpty()) complain(problem);
    return complaint();
}

/// Qt names the program as it was started; the command belongs behind it.
QString Arguments::helpText() const
{
    const QString text = m_parser.helpText();
    const qsizetype options = text.indexOf(" [options]"_L1);
    if (options < 0) return text;
    return u"Usage: pathlight-cli "_s + m_command + text.mid(options);
}

QString Arguments::firstProblem(const QStringList& arguments) const
{
    for (const QString& name : m_names) {
        const QStringList values = m_parser.values(name);
        if (m_parser.isSet(name) && values.size() > 1 && !m_repeatable.contains(name))
            return u"option --%1 was given twice"_s.arg(name);
        // "--output --format json": the value was forgotten, and the next option taken for it.
        const qsizetype at = arguments.indexOf(u"--"_s + name);
        if (at >= 0 && at + 1 < arguments.size() && arguments.at(at + 1).startsWith("--"_L1))
            return u"option --%1 needs a value"_s.arg(name);
        if (m_parser.isSet(name) && values.contains(QString()))
            return u"option --%1 needs a value"_s.arg(name);
    }
    const auto given = m_parser.positionalArguments().size();
    if (given < m_needed)
        return m_needed == 1 ? u"an argument is missing"_s : u"expected %1 arguments"_s.arg(m_needed);
    if (given > m_many) return u"unexpected argument \"%1\""_s.arg(m_parser.positionalArguments().at(m_many));
    return {};
}

QString Arguments::oneOf(const QString& option, const QStringList& words)
{
    const QString given = value(option);
    if (!words.contains(given)) {
        complain(u"--%1 %2: expected one of: %3"_s.arg(option, given, words.join(u", "_s)));
    }
    return given;
}

double Arguments::number(const QString& option, double least, double most, bool whole)
{
    bool isNumber = false;
    const QString given = value(option);
    const double number = whole ? given.toInt(&isNumber) : given.toDouble(&isNumber);
    // "least" itself is allowed for whole numbers alone: a deadline of nothing is none.
    const bool inside = whole ? number >= least : number > least;
    if (!isNumber || !inside || !(number <= most)) {
        complain(u"--%1 %2: expected a %3 number %4 %5, at most %6"_s.arg(
            option, given, whole ? u"whole"_s : u"decimal"_s, whole ? u"from"_s : u"above"_s,
            QString::number(least), QString::number(most)));
    }
    return number;
}

void Arguments::complain(const QString& message)
{
    if (m_complaint.isEmpty()) m_complaint = message;
}

std::optional<int> Arguments::complaint() const
{
    if (m_complaint.isEmpty()) return std::nullopt;
    say(m_complaint);
    say(u"try: pathlight-cli %1 --help"_s.arg(m_command));
    return Usage;
}

QString languageOf(Arguments& arguments)
{
    if (arguments.isSet(u"language"_s)) return arguments.oneOf(u"language"_s, {u"en"_s, u"zh_CN"_s});
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QString locale = qEnvironmentVariable(name);
        if (!locale.isEmpty()) return Texts::languageFor(locale);
    }
    return u"en"_s;
}

} // namespace pathlight::cli
