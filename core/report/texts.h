// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

/// The words: resources/texts (short texts by key) and resources/knowledge (what each code means and what to
/// do). Core speaks in codes and arguments; these turn them into sentences, in one language.
namespace pathlight {

/// Replaces `{name}` and `{name|default}` by the arguments' text; what is not given and has no default stays
/// out. Arguments are text, never markup.
[[nodiscard]] QString fillIn(const QString& text, const QJsonObject& arguments);

struct Remedy
{
    QString text;
    QString command; ///< empty: none
    QString system;  ///< "linux", "macos", "windows"; empty: any
    QString risk;    ///< "none", "reversible", "lasting"
    QString scope;   ///< "client", "computer", "network", "provider"
    QString undo;
};

/// What a knowledge file says, with its placeholders filled in.
struct Explanation
{
    QString code;
    QString title;
    QString summary; ///< the sentence for the verdict
    QStringList paragraphs;
    QList<Remedy> remedies; ///< those for other systems left out
};

class Texts
{
public:
    /// `language`: "en" or "zh_CN"; anything else reads as English.
    explicit Texts(const QString& language);

    [[nodiscard]] const QString& language() const { return m_language; }
    /// The text of a key, filled in. A key that is missing gives the key itself, so that a gap is seen.
    [[nodiscard]] QString operator()(const QString& key, const QJsonObject& arguments = {}) const;
    [[nodiscard]] bool has(const QString& key) const { return m_texts.contains(key); }

    /// The explanation of a fault code or note; an unknown code gives one whose title is the code.
    [[nodiscard]] Explanation explain(const QString& code, const QJsonObject& arguments = {}) const;
    [[nodiscard]] bool knows(const QString& code) const;

    /// "en" or "zh_CN", from a language tag or the system's locale ("zh-Hans", "zh_CN.UTF-8", "de_DE"…).
    [[nodiscard]] static QString languageFor(const QString& locale);

private:
    /// The arguments, with keys of texts among them ("reading": "limit_spend") turned into words.
    [[nodiscard]] QJsonObject withWords(QJsonObject arguments) const;

    QString m_language;
    QHash<QString, QString> m_texts;
};

} // namespace pathlight
