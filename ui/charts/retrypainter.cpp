// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/retrypainter.h"

#include "ui/charts/latencymodel.h"
#include "ui/graphics/ink.h"

#include <algorithm>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double headHeight = 26;
constexpr double bandHeight = 16;
constexpr double axisHeight = 18;
constexpr double leastRow = 11;
constexpr double mostRow = 22;
constexpr double gutter = 34;

Standing standingOfBreaker(const QString& state)
{
    if (state == "closed"_L1) return Standing::Passed;
    return state == "open"_L1 ? Standing::Failed : Standing::Warned;
}

QString wordOr(const Texts& texts, const QString& group, const QString& word)
{
    const QString key = group + u'.' + word;
    return texts.has(key) ? texts(key) : QString(word).replace(u'_', u' ');
}

} // namespace

QRectF RetryLayout::row(qsizetype index) const
{
    return {plot.left(), plot.top() + static_cast<double>(index - firstRow) * rowHeight, plot.width(),
            rowHeight};
}

std::optional<qsizetype> RetryLayout::rowAt(double y, qsizetype rows) const
{
    if (y < plot.top() || rowHeight <= 0) return std::nullopt;
    const qsizetype index = firstRow + static_cast<qsizetype>((y - plot.top()) / rowHeight);
    return index < rows ? std::optional(index) : std::nullopt;
}

RetryLayout layoutRetries(const RetryPicture& picture, const QRectF& box)
{
    RetryLayout layout;
    layout.untilMs = picture.untilMs;
    layout.head = QRectF(box.left() + 10, box.top() + 4, box.width() - 20, headHeight - 6);
    double top = box.top() + headHeight;
    const double left = box.left() + gutter;
    const double width = std::max(1.0, box.width() - gutter - 26);
    if (!picture.breaker.isEmpty()) {
        layout.band = QRectF(left, top + 2, width, bandHeight);
        top += bandHeight + 8;
    }
    layout.plot = QRectF(left, top, width, std::max(0.0, box.bottom() - axisHeight - 4 - top));
    layout.axis = QRectF(left, layout.plot.bottom(), width, axisHeight);
    const auto rows = picture.rows.size();
    if (rows == 0) return layout;
    layout.rowHeight = std::clamp(layout.plot.height() / static_cast<double>(rows), leastRow, mostRow);
    const auto fitting =
        std::max<qsizetype>(1, static_cast<qsizetype>(layout.plot.height() / layout.rowHeight));
    layout.firstRow = std::max<qsizetype>(0, rows - fitting);
    return layout;
}

double comfortableHeight(const RetryPicture& picture)
{
    const auto rows = static_cast<double>(std::clamp<qsizetype>(picture.rows.size(), 3, 40));
    return headHeight + bandHeight + 8 + rows * 17 + axisHeight + 6;
}

QString wordsFor(const RetryTry& each, const Texts& texts)
{
    if (each.status) return QString::number(*each.status);
    if (each.error) return wordOr(texts, u"outcome"_s, *each.error);
    return texts(u"view.retry.no_answer"_s);
}

QString wordsFor(const RetryRow& row, const Texts& texts)
{
    QStringList parts;
    for (qsizetype index = 0; index < row.tries.size(); ++index) {
        const RetryTry& each = row.tries[index];
        for (const RetryWait& wait : row.waits) {
            const double since = index == 0 ? -1 : row.tries[index - 1].startMs;
            if (wait.startMs <= since || wait.startMs > each.startMs) continue;
            parts.append(
                texts(u"view.retry.waited"_s, {{u"time"_s, durationText(wait.endMs - wait.startMs)}}));
        }
        parts.append(wordsFor(each, texts) + u" ("_s + durationText(each.endMs - each.startMs) + u')');
    }
    if (row.outcome == AttemptOutcome::RefusedByBreaker)
        parts.append(wordOr(texts, u"outcome"_s, u"refused_by_breaker"_s));
    return texts(u"view.retry.row"_s,
                 {{u"number"_s, QString::number(row.number)}, {u"tries"_s, parts.join(u" → "_s)}});
}

namespace {

class Painting
{
public:
    Painting(QPainter& painter, const RetryPicture& picture, const RetryLayout& layout,
             const Palette& palette, const Texts& texts)
        : m_painter(painter), m_picture(picture), m_layout(layout), m_palette(palette), m_texts(texts)
    {}

    void head() const;
    void axis() const;
    void breaker() const;
    void row(qsizetype index) const;

private:
    void wait(const RetryWait& wait, const QRectF& box) const;
    void attempt(const RetryTry& each, const QRectF& box, double roomRight) const;

    QPainter& m_painter;
    const RetryPicture& m_picture;
    const RetryLayout& m_layout;
    const Palette& m_palette;
    const Texts& m_texts;
};

void Painting::head() const
{
    const QFont bold = pictureFont(13, QFont::DemiBold);
    const QString title = m_texts(u"view.retry.title"_s);
    drawLine(m_painter, m_layout.head, title, bold, m_palette.text);
    const auto hidden = m_layout.firstRow;
    if (hidden == 0) return;
    const QRectF rest = m_layout.head.adjusted(textWidth(bold, title) + 16, 0, 0, 0);
    drawLine(m_painter, rest, m_texts(u"view.retry.earlier"_s, {{u"count"_s, QString::number(hidden)}}),
             pictureFont(11), m_palette.quiet, Qt::AlignRight | Qt::AlignVCenter);
}

void Painting::axis() const
{
    const QFont font = pictureFont(11);
    const double seconds = m_layout.untilMs / 1000;
    const double step =
        niceAxis(seconds, std::clamp(static_cast<int>(m_layout.plot.width() / 70), 2, 10)).step;
    for (int tick = 0; tick * step <= seconds + 1e-9; ++tick) {
        const double x = m_layout.xAt(tick * step * 1000);
        m_painter.setPen(QPen(m_palette.grid, 1));
        m_painter.drawLine(QPointF(x, m_layout.plot.top()), QPointF(x, m_layout.plot.bottom()));
        drawLine(m_painter, QRectF(x - 30, m_layout.axis.top() + 2, 60, axisHeight - 2),
                 QString::number(tick * step, 'g', 6) + u" s"_s, font, m_palette.quiet, Qt::AlignCenter);
    }
    m_painter.setPen(QPen(m_palette.line, 1));
    m_painter.drawLine(m_layout.plot.bottomLeft(), m_layout.plot.bottomRight());
}

void Painting::breaker() const
{
    const QFont font = pictureFont(10.5);
    for (const BreakerSpan& span : m_picture.breaker) {
        const double left = m_layout.xAt(span.startMs);
        const QRectF box(left, m_layout.band.top(), std::max(2.0, m_layout.xAt(span.endMs) - left),
                         bandHeight);
        const Standing standing = standingOfBreaker(span.state);
        m_painter.setPen(QPen(colourOf(standing, m_palette), 1));
        m_painter.setBrush(tintOf(standing, m_palette));
        m_painter.drawRoundedRect(box, 3, 3);
        const QString words =
            m_texts(u"view.retry.breaker"_s) + u" "_s + wordOr(m_texts, u"breaker"_s, span.state);
        const QString brief = wordOr(m_texts, u"breaker"_s, span.state);
        for (const QString& each : {words, brief}) {
            if (textWidth(font, each) + 10 > box.width()) continue;
            drawLine(m_painter, box.adjusted(5, 0, -4, 0), each, font, colourOf(standing, m_palette));
            break;
        }
    }
}

void Painting::wait(const RetryWait& wait, const QRectF& box) const
{
    const double left = m_layout.xAt(wait.startMs);
    const double height = std::min(8.0, box.height() - 4);
    const QRectF bar(left, box.center().y() - height / 2, std::max(1.0, m_layout.xAt(wait.endMs) - left),
                     height);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(mixed(m_palette.line, m_palette.page, 0.35));
    m_painter.drawRect(bar);
    const QFont font = pictureFont(std::clamp(box.height() - 2.5, 8.0, 10.0));
    const QString words = durationText(wait.endMs - wait.startMs);
    // The try before it writes its status over the left end of the bar.
    if (textWidth(font, words) + 66 > bar.width()) return;
    drawLine(m_painter, QRectF(bar.left(), box.top(), bar.width(), box.height()), words, font, m_palette.text,
             Qt::AlignCenter);
}

void Painting::attempt(const RetryTry& each, const QRectF& box, double roomRight) const
{
    const double radius = std::min(6.0, box.height() / 2 - 1.5);
    const QPointF end(m_layout.xAt(each.endMs), box.center().y());
    m_painter.setPen(QPen(colourOf(each.standing, m_palette), 2));
    m_painter.drawLine(QPointF(m_layout.xAt(each.startMs), end.y()), end);
    drawMark(m_painter, QRectF(end.x() - radius, end.y() - radius, 2 * radius, 2 * radius), each.standing,
             m_palette);
    const QFont font = pictureFont(std::clamp(box.height() - 1.5, 8.0, 11.0));
    const QString words = wordsFor(each, m_texts);
    const double width = textWidth(font, words);
    if (end.x() + radius + 6 + width > roomRight) return;
    drawLine(m_painter, QRectF(end.x() + radius + 3, box.top(), width + 2, box.height()), words, font,
             colourOf(each.standing, m_palette));
}

void Painting::row(qsizetype index) const
{
    const RetryRow& row = m_picture.rows[index];
    const QRectF box = m_layout.row(index);
    drawLine(m_painter, QRectF(box.left() - gutter, box.top(), gutter - 10, box.height()),
             QString::number(row.number), pictureFont(std::min(11.0, box.height() - 1)), m_palette.quiet,
             Qt::AlignRight | Qt::AlignVCenter);
    for (const RetryWait& each : row.waits)
        wait(each, box);
    for (qsizetype number = 0; number < row.tries.size(); ++number) {
        double roomRight = m_layout.plot.right() + 24;
        if (number + 1 < row.tries.size()) roomRight = m_layout.xAt(row.tries[number + 1].startMs);
        attempt(row.tries[number], box, roomRight);
    }
    if (row.outcome != AttemptOutcome::RefusedByBreaker) return;
    drawLine(m_painter, box.adjusted(6, 0, 0, 0), wordOr(m_texts, u"outcome"_s, u"refused_by_breaker"_s),
             pictureFont(std::min(10.5, box.height() - 1)), m_palette.warned);
}

} // namespace

void paintRetries(QPainter& painter, const QRectF& box, const RetryPicture& picture, const Palette& palette,
                  const Texts& texts)
{
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const RetryLayout layout = layoutRetries(picture, box);
    const Painting painting(painter, picture, layout, palette, texts);
    painting.head();
    if (picture.isEmpty()) {
        drawWrapped(painter, box.adjusted(14, box.height() / 2 - 8, -14, 0), texts(u"view.retry.empty"_s),
                    pictureFont(13), palette.quiet, Qt::AlignHCenter, 2);
        return;
    }
    painting.axis();
    painting.breaker();
    for (qsizetype index = layout.firstRow; index < picture.rows.size(); ++index)
        painting.row(index);
}

} // namespace pathlight
