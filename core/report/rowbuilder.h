// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/evidencerows.h"

namespace pathlight {

/// Words for single values, in one language.
class Wording
{
public:
    Wording(QString step, const Texts& texts) : m_step(std::move(step)), m_texts(texts) {}

    [[nodiscard]] const Texts& texts() const { return m_texts; }
    [[nodiscard]] QString label(const QString& field) const;
    [[nodiscard]] QString unknown() const { return m_texts(QStringLiteral("report.unknown")); }
    [[nodiscard]] QString yesNo(bool value) const;
    [[nodiscard]] QString yesNo(const std::optional<bool>& value) const;
    [[nodiscard]] QString text(const std::optional<QString>& value) const;
    [[nodiscard]] QString number(const std::optional<int>& value) const;
    [[nodiscard]] QString ms(const std::optional<double>& value) const;
    [[nodiscard]] QString share(const std::optional<double>& value) const;
    [[nodiscard]] QString list(const QStringList& values) const; ///< "none" where empty
    [[nodiscard]] QString outcome(const QString& word) const;

private:
    QString m_step;
    const Texts& m_texts;
};

/// Collects the rows of one step.
class RowBuilder : public Wording
{
public:
    using Wording::Wording;
    void add(const QString& field, const QString& value);
    /// Only where it is known and not empty.
    void addKnown(const QString& field, const std::optional<QString>& value);
    [[nodiscard]] QList<EvidenceRow> take() { return std::move(m_rows); }

private:
    QList<EvidenceRow> m_rows;
};

/// Collects the tables of one step. A column whose name ends in "#" is aligned at the right.
class TableBuilder : public Wording
{
public:
    using Wording::Wording;
    void begin(const QString& key, const QStringList& columns);
    void row(const QStringList& cells);
    [[nodiscard]] QList<EvidenceTable> take();

private:
    QList<EvidenceTable> m_tables;
};

} // namespace pathlight
