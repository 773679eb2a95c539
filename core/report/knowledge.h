// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// One file of resources/knowledge, as written: placeholders not yet filled in.
///
///     ---
///     code: tcp.timed_out
///     title: Port {port|443} stays silent
///     verdict: One sentence.
///     ---
///     Paragraphs of plain text.
///
///     ## What to do
///     1. A remedy.
///        - command: `…`       may be given again, each time with the system it is for
///        - system: linux
///        - risk: none
///        - scope: computer
///        - undo: `…`
namespace pathlight {

/// A command and the system it is for: "linux", "macos", "windows", or empty for any.
struct CommandTemplate
{
    QString command;
    QString system;
    QString undo;
};

struct RemedyTemplate
{
    QString text;
    QString risk;
    QString scope;
    QString undo;                    ///< for remedies without a command
    QList<CommandTemplate> commands; ///< empty: none is needed
    QString system;                  ///< set where the remedy as a whole is for one system
};

struct KnowledgeFile
{
    QString code;
    QString title;
    QString verdict;
    QStringList paragraphs;
    QList<RemedyTemplate> remedies;
};

/// Reads a knowledge file; null where it has no head with code, title and verdict.
[[nodiscard]] std::optional<KnowledgeFile> readKnowledge(const QString& text);

/// The system this program was built for: "linux", "macos", "windows" or empty.
[[nodiscard]] QString thisSystem();

} // namespace pathlight
