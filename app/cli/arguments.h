// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <QCommandLineParser>
#include <QSet>

#include <optional>

namespace pathlight::cli {

/// A subcommand's arguments, read strictly: an unknown option, one without its value, one given twice or a
/// value of the wrong form ends the program with status 2 and one line that says what was expected.
///
/// Getters may only be asked after parse() said to go on. The first complaint wins; complaint() ends the
/// reading.
class Arguments
{
public:
    Arguments(const QString& command, const QString& description);

    /// `many`: how many may be given at most; `needed`: how many must be.
    void positional(const QString& name, const QString& description, int needed, int many);
    void option(const QString& name, const QString& value, const QString& description,
                const QString& byDefault = {});
    /// An option that takes no value.
    void flag(const QString& name, const QString& description);
    void repeatable(const QString& name, const QString& value, const QString& description);

    /// Null: go on. Else the exit status: help was asked for, or something was wrong and has been said.
    [[nodiscard]] std::optional<int> parse(const QStringList& arguments);

    [[nodiscard]] bool isSet(const QString& option) const { return m_parser.isSet(option); }
    [[nodiscard]] QString value(const QString& option) const { return m_parser.value(option); }
    [[nodiscard]] QStringList values(const QString& option) const { return m_parser.values(option); }
    [[nodiscard]] QStringList positionals() const { return m_parser.positionalArguments(); }

    /// A value that must be one of these words.
    [[nodiscard]] QString oneOf(const QString& option, const QStringList& words);
    /// A number between the bounds; a whole one where `whole`.
    [[nodiscard]] double number(const QString& option, double least, double most, bool whole);

    /// Notes what is wrong with an argument.
    void complain(const QString& message);
    /// Set once something was wrong: says it on standard error, once, and gives status 2.
    [[nodiscard]] std::optional<int> complaint() const;

private:
    [[nodiscard]] QString helpText() const;
    [[nodiscard]] QString firstProblem(const QStringList& arguments) const;

    QString m_command;
    QCommandLineParser m_parser;
    QStringList m_names; ///< of options with a value
    QSet<QString> m_repeatable;
    int m_needed = 0;
    int m_many = 0;
    QString m_complaint;
};

/// "en" or "zh_CN": the --language option, else what LC_ALL, LC_MESSAGES or LANG say.
[[nodiscard]] QString languageOf(Arguments& arguments);

} // namespace pathlight::cli
