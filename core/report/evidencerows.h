// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/evidence.h"
#include "core/report/texts.h"

/// What a step measured, worded for people: shared by the text, Markdown and HTML reports, the window and the
/// PDF. Values are visible text (plaintext.h) but not escaped for any markup.
namespace pathlight {

struct EvidenceRow
{
    QString key;   ///< the field's name in the report's JSON, "connectMs"
    QString label; ///< `evidence.<step>.<key>` in the reader's language
    QString value; ///< with its unit; "unknown" where it could not be measured
};

struct EvidenceTable
{
    QString key; ///< the list's name in the report's JSON: "hops", "chain"
    QString title;
    QStringList columns;
    QList<QStringList> rows;    ///< each as long as `columns`
    QList<bool> numericColumns; ///< to be aligned at the right
};

/// Label and value pairs; none where the step has no evidence.
[[nodiscard]] QList<EvidenceRow> rowsFor(const QString& step, const Evidence& evidence, const Texts& texts);

/// Resolvers, attempts, certificates, stores, hops, tries…; empty tables are left out.
[[nodiscard]] QList<EvidenceTable> tablesFor(const QString& step, const Evidence& evidence,
                                             const Texts& texts);

/// The one line that says most of what the step saw: "160.79.104.10 · 41 ms". Empty without evidence.
[[nodiscard]] QString gistOf(const QString& step, const Evidence& evidence, const Texts& texts);

/// Rows of evidence that this program knows only as JSON: its plain values, in alphabetical order.
[[nodiscard]] QList<EvidenceRow> plainRows(const QString& step, const QJsonObject& evidence,
                                           const Texts& texts);

/// A word of an enumeration in the reader's language: the text `<group>.<word>`, else the word itself with
/// spaces for underscores.
[[nodiscard]] QString wordFor(const Texts& texts, const QString& group, const QString& word);

/// The same for a way's "outcome", which stands with its layer before it, "tls_timed_out": the layer goes
/// where the word has it not.
[[nodiscard]] QString wordForWay(const Texts& texts, QString outcome);

} // namespace pathlight
