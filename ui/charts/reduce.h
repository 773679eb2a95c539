// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>

#include <optional>
#include <vector>

/// Series of any length in a fixed space: what a chart needs of a million points is a few for each column of
/// pixels. Everything here costs the same however many points were added.
namespace pathlight {

/// What fell into one stretch of time.
struct Bucket
{
    QPointF first; ///< x: time, y: value
    QPointF lowest;
    QPointF highest;
    QPointF last;
    qint64 count = 0;
    qint64 lost = 0;    ///< probes that nothing came back of
    double lostAt = -1; ///< when the first of them was sent; negative: none

    void add(double x, double y);
    void addLost(double x);
    /// Takes in the bucket that follows this one in time.
    void absorb(const Bucket& later);
};

/// Lowest, middle and highest value of one stretch of time.
struct Spread
{
    double x = 0; ///< its middle
    double lowest = 0;
    double median = 0; ///< within 6 % of the true one
    double highest = 0;
};

/// Buckets of equal width over the time from zero on. When the time outgrows them, neighbours merge and each
/// becomes twice as wide, so there are never more than `capacity` of them and memory stays fixed. The four
/// points kept of each are enough to draw a line or a cloud pixel by pixel as if every point were there
/// (Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
///
/// A time or value that is negative, not a number or beyond `maximum` is left out: journals come from
/// anywhere.
class SeriesBuckets
{
public:
    static constexpr double maximum = 1e12;

    explicit SeriesBuckets(int capacity = 2048, double firstWidth = 0.25);

    void add(double x, double y);
    void addLost(double x);
    void clear();

    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] qint64 lost() const { return m_lost; }
    [[nodiscard]] double lastX() const { return m_lastX; }
    [[nodiscard]] double highest() const { return m_highest; }

    /// The points to draw between two times on so many columns of pixels: at most four a column, in order of
    /// time, each column's lowest and highest among them.
    [[nodiscard]] QList<QPointF> points(double from, double to, int columns) const;
    /// Where probes were lost: at most one mark a column, the time of the column's first.
    [[nodiscard]] QList<double> losses(double from, double to, int columns) const;

private:
    Bucket* bucketAt(double x);
    [[nodiscard]] std::vector<Bucket> columnsOf(double from, double to, int columns) const;

    int m_capacity;
    double m_firstWidth;
    double m_width;
    std::vector<Bucket> m_buckets;
    qint64 m_count = 0;
    qint64 m_lost = 0;
    double m_lastX = 0;
    double m_highest = 0;
};

/// Like SeriesBuckets, for the smoke: fewer buckets, each with a histogram in logarithmic bins from which the
/// median is read. Values are milliseconds; beyond 0.01 ms to 100 s they count as the outermost bin.
class SpreadBuckets
{
public:
    static constexpr int bins = 280;

    explicit SpreadBuckets(int capacity = 384, double firstWidth = 1.0);

    void add(double x, double y);
    void clear();
    /// One entry a stretch of time that anything fell into, in order of time. There are `count` stretches as
    /// soon as there are as many buckets, so that a frame costs the same whether the buckets have just merged
    /// or not.
    [[nodiscard]] QList<Spread> spreads(int count) const;

private:
    struct Cell
    {
        std::vector<quint32> histogram; ///< empty until something falls in
        double lowest = 0;
        double highest = 0;
        qint64 count = 0;
        void absorb(const Cell& other);
        [[nodiscard]] double median() const;
    };

    int m_capacity;
    double m_firstWidth;
    double m_width;
    std::vector<Cell> m_cells;
};

} // namespace pathlight
