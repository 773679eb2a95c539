// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/basis.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// "tcp.attempts[0].outcome": the step, the list or value, and which element of the list.
struct Place
{
    QString step;
    QString name;
    std::optional<int> index;
};

std::optional<Place> placeOf(const QString& path)
{
    static const QRegularExpression form(uR"(^(\w+)\.([\w.]+)(?:\[(\d{1,6})\])?)"_s);
    const auto match = form.match(path);
    if (!match.hasMatch()) return std::nullopt;
    Place place{match.captured(1), match.captured(2), {}};
    if (match.hasCaptured(3)) place.index = match.captured(3).toInt();
    return place;
}

bool isNamed(const QString& key, const QString& name)
{
    return key == name || key.startsWith(name + u'.');
}

/// The table a list is shown in has the list's own name: "controls" for `environment.internet.controls`.
QString listOf(const QString& name)
{
    return name.section(u'.', -1);
}

EvidenceTable narrowed(EvidenceTable table, std::optional<int> index)
{
    if (index && *index < table.rows.size()) table.rows = {table.rows.at(*index)};
    return table;
}

Basis& basisFor(const QString& step, QList<Basis>* all)
{
    const auto found =
        std::find_if(all->begin(), all->end(), [&](const Basis& each) { return each.step == step; });
    if (found != all->end()) return *found;
    all->append(Basis{step, {}, {}});
    return all->last();
}

/// Two paths may lead to the same row: it is shown once.
void addTable(Basis* basis, const EvidenceTable& table)
{
    const bool isThere =
        std::any_of(basis->tables.begin(), basis->tables.end(), [&](const EvidenceTable& each) {
            return each.key == table.key && each.rows == table.rows;
        });
    if (!isThere) basis->tables.append(table);
}

void add(const Place& place, const Evidence& evidence, const Texts& texts, QList<Basis>* all)
{
    Basis& basis = basisFor(place.step, all);
    for (const EvidenceRow& row : rowsFor(place.step, evidence, texts)) {
        if (isNamed(row.key, place.name)) basis.rows.append(row);
    }
    for (const EvidenceTable& table : tablesFor(place.step, evidence, texts)) {
        if (table.key == listOf(place.name)) addTable(&basis, narrowed(table, place.index));
    }
}

} // namespace

QList<Basis> basisOf(const Finding& finding, const Evidence& evidence, const Texts& texts)
{
    QList<Basis> all;
    for (const QString& path : finding.because) {
        if (const auto place = placeOf(path)) add(*place, evidence, texts, &all);
    }
    all.removeIf([](const Basis& each) { return each.rows.isEmpty() && each.tables.isEmpty(); });
    return all;
}

} // namespace pathlight
