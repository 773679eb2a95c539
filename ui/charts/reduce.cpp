// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/reduce.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pathlight {

namespace {

bool isUsable(double value)
{
    return std::isfinite(value) && value >= 0 && value <= SeriesBuckets::maximum;
}

/// Halves the number of cells by merging neighbours.
template <typename Cell>
void mergeNeighbours(std::vector<Cell>& cells)
{
    const std::size_t half = (cells.size() + 1) / 2;
    for (std::size_t index = 0; index < half; ++index) {
        Cell merged = std::move(cells[2 * index]);
        if (2 * index + 1 < cells.size()) merged.absorb(cells[2 * index + 1]);
        cells[index] = std::move(merged);
    }
    cells.resize(half);
}

/// The cell for a time; cells grow wider until it fits.
template <typename Cell>
Cell& cellFor(std::vector<Cell>& cells, double& width, int capacity, double x)
{
    while (x / width >= capacity) {
        mergeNeighbours(cells);
        width *= 2;
    }
    const auto index = static_cast<std::size_t>(x / width);
    if (index >= cells.size()) cells.resize(index + 1);
    return cells[index];
}

constexpr double leastBinned = 0.01;  // milliseconds
constexpr double mostBinned = 100000; // milliseconds

int binOf(double value)
{
    const double clamped = std::clamp(value, leastBinned, mostBinned);
    const double share = std::log(clamped / leastBinned) / std::log(mostBinned / leastBinned);
    return std::clamp(static_cast<int>(share * SpreadBuckets::bins), 0, SpreadBuckets::bins - 1);
}

double valueOf(double bin)
{
    return leastBinned * std::pow(mostBinned / leastBinned, bin / SpreadBuckets::bins);
}

} // namespace

void Bucket::add(double x, double y)
{
    const QPointF point(x, y);
    if (count == 0) {
        first = lowest = highest = last = point;
    } else {
        if (x < first.x()) first = point;
        if (x >= last.x()) last = point;
        if (y < lowest.y()) lowest = point;
        if (y > highest.y()) highest = point;
    }
    ++count;
}

void Bucket::addLost(double x)
{
    lostAt = lost == 0 ? x : std::min(lostAt, x);
    ++lost;
}

void Bucket::absorb(const Bucket& later)
{
    if (later.lost > 0) {
        lostAt = lost == 0 ? later.lostAt : std::min(lostAt, later.lostAt);
        lost += later.lost;
    }
    if (later.count == 0) return;
    if (count == 0) {
        first = later.first;
        lowest = later.lowest;
        highest = later.highest;
    } else {
        if (later.lowest.y() < lowest.y()) lowest = later.lowest;
        if (later.highest.y() > highest.y()) highest = later.highest;
    }
    last = later.last;
    count += later.count;
}

SeriesBuckets::SeriesBuckets(int capacity, double firstWidth)
    : m_capacity(std::max(2, capacity)), m_firstWidth(firstWidth), m_width(firstWidth)
{}

void SeriesBuckets::clear()
{
    *this = SeriesBuckets(m_capacity, m_firstWidth);
}

Bucket* SeriesBuckets::bucketAt(double x)
{
    m_lastX = std::max(m_lastX, x);
    return &cellFor(m_buckets, m_width, m_capacity, x);
}

void SeriesBuckets::add(double x, double y)
{
    if (!isUsable(x) || !isUsable(y)) return;
    bucketAt(x)->add(x, y);
    m_highest = std::max(m_highest, y);
    ++m_count;
}

void SeriesBuckets::addLost(double x)
{
    if (!isUsable(x)) return;
    bucketAt(x)->addLost(x);
    ++m_lost;
}

/// The kept points are sorted into columns one by one, for a bucket may lie across a column's edge.
std::vector<Bucket> SeriesBuckets::columnsOf(double from, double to, int columns) const
{
    std::vector<Bucket> made(static_cast<std::size_t>(std::max(1, columns)));
    const double columnWidth = (to - from) / static_cast<double>(made.size());
    if (!(columnWidth > 0)) return made;
    const auto columnAt = [&](double x) -> Bucket* {
        if (x < from || x > to) return nullptr;
        return &made[std::min(static_cast<std::size_t>((x - from) / columnWidth), made.size() - 1)];
    };
    for (const Bucket& bucket : m_buckets) {
        if (bucket.lost > 0) {
            if (Bucket* column = columnAt(bucket.lostAt)) column->addLost(bucket.lostAt);
        }
        if (bucket.count == 0) continue;
        for (const QPointF& point : {bucket.first, bucket.lowest, bucket.highest, bucket.last}) {
            if (Bucket* column = columnAt(point.x())) column->add(point.x(), point.y());
        }
    }
    return made;
}

QList<QPointF> SeriesBuckets::points(double from, double to, int columns) const
{
    QList<QPointF> kept;
    const auto inTime = [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); };
    for (const Bucket& column : columnsOf(from, to, columns)) {
        if (column.count == 0) continue;
        std::array four{column.first, column.lowest, column.highest, column.last};
        std::stable_sort(four.begin(), four.end(), inTime);
        for (const QPointF& point : four) {
            if (!kept.isEmpty() && kept.last() == point) continue;
            kept.append(point);
        }
    }
    return kept;
}

QList<double> SeriesBuckets::losses(double from, double to, int columns) const
{
    QList<double> kept;
    for (const Bucket& column : columnsOf(from, to, columns)) {
        if (column.lost > 0) kept.append(column.lostAt);
    }
    return kept;
}

SpreadBuckets::SpreadBuckets(int capacity, double firstWidth)
    : m_capacity(std::max(2, capacity)), m_firstWidth(firstWidth), m_width(firstWidth)
{}

void SpreadBuckets::clear()
{
    *this = SpreadBuckets(m_capacity, m_firstWidth);
}

void SpreadBuckets::add(double x, double y)
{
    if (!isUsable(x) || !isUsable(y)) return;
    Cell& cell = cellFor(m_cells, m_width, m_capacity, x);
    if (cell.histogram.empty()) cell.histogram.resize(bins);
    cell.lowest = cell.count == 0 ? y : std::min(cell.lowest, y);
    cell.highest = cell.count == 0 ? y : std::max(cell.highest, y);
    ++cell.histogram[static_cast<std::size_t>(binOf(y))];
    ++cell.count;
}

void SpreadBuckets::Cell::absorb(const Cell& other)
{
    if (other.count == 0) return;
    lowest = count == 0 ? other.lowest : std::min(lowest, other.lowest);
    highest = count == 0 ? other.highest : std::max(highest, other.highest);
    count += other.count;
    if (histogram.empty()) {
        histogram = other.histogram;
        return;
    }
    for (std::size_t bin = 0; bin < histogram.size(); ++bin)
        histogram[bin] += other.histogram[bin];
}

double SpreadBuckets::Cell::median() const
{
    const double wanted = static_cast<double>(count) / 2;
    double seen = 0;
    for (std::size_t bin = 0; bin < histogram.size(); ++bin) {
        const double here = histogram[bin];
        if (here > 0 && seen + here >= wanted) {
            const double within = (wanted - seen) / here;
            return std::clamp(valueOf(static_cast<double>(bin) + within), lowest, highest);
        }
        seen += here;
    }
    return highest;
}

QList<Spread> SpreadBuckets::spreads(int count) const
{
    QList<Spread> all;
    const std::size_t stretches = std::min(m_cells.size(), static_cast<std::size_t>(std::max(1, count)));
    for (std::size_t stretch = 0; stretch < stretches; ++stretch) {
        const std::size_t first = stretch * m_cells.size() / stretches;
        const std::size_t next = (stretch + 1) * m_cells.size() / stretches;
        Cell merged = m_cells[first];
        for (std::size_t index = first + 1; index < next; ++index)
            merged.absorb(m_cells[index]);
        if (merged.count == 0) continue;
        const double middle = static_cast<double>(first + next) / 2 * m_width;
        all.append({middle, merged.lowest, merged.median(), merged.highest});
    }
    return all;
}

} // namespace pathlight
