// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/rowbuilder.h"

#include "core/report/plaintext.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

QString wordFor(const Texts& texts, const QString& group, const QString& word)
{
    const QString key = group + u'.' + word;
    if (texts.has(key)) return texts(key);
    return visibleText(word).replace(u'_', u' ');
}

QString wordForWay(const Texts& texts, QString outcome)
{
    for (const QString& layer : {u"proxy_"_s, u"tls_"_s, u"http_"_s}) {
        if (!texts.has(u"outcome."_s + outcome) && outcome.startsWith(layer))
            outcome = outcome.mid(layer.size());
    }
    return wordFor(texts, u"outcome"_s, outcome);
}

QString Wording::label(const QString& field) const
{
    return m_texts(u"evidence.%1.%2"_s.arg(m_step, field));
}

QString Wording::yesNo(bool value) const
{
    return m_texts(value ? u"report.yes"_s : u"report.no"_s);
}

QString Wording::yesNo(const std::optional<bool>& value) const
{
    return value ? yesNo(*value) : unknown();
}

QString Wording::text(const std::optional<QString>& value) const
{
    return value && !value->isEmpty() ? visibleText(*value) : unknown();
}

QString Wording::number(const std::optional<int>& value) const
{
    return value ? QString::number(*value) : unknown();
}

QString Wording::ms(const std::optional<double>& value) const
{
    return value ? duration(*value) : unknown();
}

QString Wording::share(const std::optional<double>& value) const
{
    return value ? percentage(*value) : unknown();
}

QString Wording::list(const QStringList& values) const
{
    return values.isEmpty() ? m_texts(u"report.none"_s) : visibleText(values.join(u", "_s));
}

QString Wording::outcome(const QString& word) const
{
    return wordFor(m_texts, u"outcome"_s, word);
}

void RowBuilder::add(const QString& field, const QString& value)
{
    m_rows.append({field, label(field), visibleText(value)});
}

void RowBuilder::addKnown(const QString& field, const std::optional<QString>& value)
{
    if (value && !value->isEmpty()) add(field, *value);
}

void TableBuilder::begin(const QString& key, const QStringList& columns)
{
    EvidenceTable table;
    table.key = key;
    table.title = label(key);
    for (const QString& column : columns) {
        const bool numeric = column.endsWith(u'#');
        table.columns.append(label(numeric ? column.chopped(1) : column));
        table.numericColumns.append(numeric);
    }
    m_tables.append(table);
}

void TableBuilder::row(const QStringList& cells)
{
    Q_ASSERT(cells.size() == m_tables.last().columns.size());
    QStringList visible;
    for (const QString& cell : cells)
        visible.append(visibleText(cell));
    m_tables.last().rows.append(visible);
}

QList<EvidenceTable> TableBuilder::take()
{
    m_tables.removeIf([](const EvidenceTable& table) { return table.rows.isEmpty(); });
    return std::move(m_tables);
}

} // namespace pathlight
