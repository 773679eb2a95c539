// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pdf/document.h"

#include "ui/graphics/ink.h"

#include <QPagedPaintDevice>

#include <algorithm>
#include <memory>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double tableScale = 0.78;     // tables are designed for the screen
constexpr double keptTable = 0.5;       // of a page: a table up to this high is not parted
constexpr qsizetype factsKept = 14;     // a longer list of facts may break between pages
constexpr qsizetype linesKept = 12;     // a longer paragraph may break between pages
constexpr qsizetype longestText = 6000; // characters of one paragraph

} // namespace

Document::Document(const Palette& palette, PageFrame frame) : m_palette(palette), m_frame(std::move(frame)) {}

double Document::bodyHeight() const
{
    return pageHeight - topMargin - footMargin - (m_frame.banner.isEmpty() ? 0 : bannerHeight);
}

void Document::add(const BlockSize& size, const BlockPainter& paint)
{
    m_sizes.append(size);
    m_sizes.last().newPage = m_breakNext;
    m_breakNext = false;
    m_painters.append(paint);
}

void Document::block(double height, double gapBefore, const BlockPainter& paint, bool keepWithNext)
{
    add({height, gapBefore, keepWithNext, false, -1}, paint);
}

void Document::title(const QString& text)
{
    const QFont font = pictureFont(22, QFont::Bold);
    block(wrappedHeight(font, text, width()), 0, [=, this](QPainter& painter, const QPointF& at) {
        drawWrapped(painter, QRectF(at, QSizeF(width(), 0)), text, font, m_palette.text);
    });
}

void Document::heading(const QString& text, std::optional<Standing> mark, const QString& aside)
{
    const QFont font = pictureFont(14, QFont::DemiBold);
    const QFont asideFont = pictureFont(10);
    const double left = mark ? 22 : 0;
    const double asideWidth = aside.isEmpty() ? 0 : textWidth(asideFont, aside) + 8;
    const double height = wrappedHeight(font, text, width() - left - asideWidth) + 5;
    const auto paint = [=, this](QPainter& painter, const QPointF& at) {
        if (mark) drawMark(painter, QRectF(at.x(), at.y() + 2.5, 15, 15), *mark, m_palette);
        drawWrapped(painter, QRectF(at.x() + left, at.y(), width() - left - asideWidth, 0), text, font,
                    m_palette.text);
        const QColor colour = mark ? colourOf(*mark, m_palette) : m_palette.quiet;
        drawLine(painter, QRectF(at.x() + width() - asideWidth, at.y(), asideWidth, lineHeight(font)), aside,
                 asideFont, colour, Qt::AlignRight | Qt::AlignVCenter);
        painter.setPen(QPen(m_palette.line, 0.6));
        painter.drawLine(at + QPointF(0, height - 1), at + QPointF(width(), height - 1));
    };
    block(height, 20, paint, true);
}

void Document::subheading(const QString& text)
{
    const QFont font = pictureFont(11, QFont::DemiBold);
    const auto paint = [=, this](QPainter& painter, const QPointF& at) {
        drawLine(painter, QRectF(at, QSizeF(width(), lineHeight(font))), text, font, m_palette.text);
    };
    block(lineHeight(font) + 2, 11, paint, true);
}

void Document::paragraph(const QString& text, double size, const QColor& colour, bool keepWithNext)
{
    const QFont font = pictureFont(size);
    const QStringList lines = wrapped(font, text.left(longestText), width());
    const QColor ink = colour.isValid() ? colour : m_palette.text;
    for (qsizetype first = 0; first < lines.size(); first += linesKept) {
        const QStringList part = lines.mid(first, linesKept);
        const auto paint = [=](QPainter& painter, const QPointF& at) {
            for (qsizetype line = 0; line < part.size(); ++line) {
                const QPointF corner = at + QPointF(0, static_cast<double>(line) * lineHeight(font));
                painter.setFont(font);
                painter.setPen(ink);
                painter.drawText(QRectF(corner, QSizeF(pageWidth, lineHeight(font))),
                                 static_cast<int>(Qt::AlignVCenter) | Qt::TextSingleLine | Qt::TextDontClip,
                                 part[line]);
            }
        };
        block(static_cast<double>(part.size()) * lineHeight(font), first == 0 ? 6 : 0, paint, keepWithNext);
    }
}

void Document::table(const Table& table)
{
    if (table.rows.isEmpty()) return;
    const auto shared = std::make_shared<const Table>(table);
    const auto layout = std::make_shared<const TableLayout>(layoutTable(table, width() / tableScale));
    const auto scaled = [](QPainter& painter, const QPointF& at, const auto& draw) {
        const PainterSaver saver(painter);
        painter.translate(at);
        painter.scale(tableScale, tableScale);
        draw();
    };
    const int head = static_cast<int>(m_sizes.size());
    block(
        layout->headHeight * tableScale, 7,
        [=, this](QPainter& painter, const QPointF& at) {
            scaled(painter, at, [&] { paintTableHead(painter, QPointF(), *shared, *layout, m_palette); });
        },
        true);
    const bool whole = layout->height() * tableScale < keptTable * bodyHeight();
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        const bool keep = whole && row + 1 < table.rows.size();
        add({layout->rowHeights[row] * tableScale, 0, keep, false, head}, [=, this](QPainter& painter,
                                                                                    const QPointF& at) {
            scaled(painter, at, [&] { paintTableRow(painter, QPointF(), *shared, *layout, row, m_palette); });
        });
    }
}

void Document::facts(const QList<std::pair<QString, QString>>& rows)
{
    const QFont labelFont = pictureFont(9.5);
    const QFont valueFont = pictureFont(9.5);
    double labels = 0;
    for (const auto& [label, value] : rows)
        labels = std::max(labels, textWidth(labelFont, label));
    labels = std::min(labels + 16, width() * 0.42);
    double gap = 6;
    qsizetype left = rows.size();
    for (const auto& [label, value] : rows) {
        --left;
        const QString shown = value.left(longestText / 4);
        const double room = width() - labels;
        const double height =
            std::max(wrappedHeight(labelFont, label, labels - 10), wrappedHeight(valueFont, shown, room)) + 3;
        const QString name = label;
        const auto paint = [=, this](QPainter& painter, const QPointF& at) {
            drawWrapped(painter, QRectF(at, QSizeF(labels - 10, 0)), name, labelFont, m_palette.quiet);
            drawWrapped(painter, QRectF(at + QPointF(labels, 0), QSizeF(room, 0)), shown, valueFont,
                        m_palette.text);
            painter.setPen(QPen(m_palette.grid, 0.5));
            painter.drawLine(at + QPointF(0, height - 1), at + QPointF(width(), height - 1));
        };
        // The first row stays with the heading above it; a short list stays whole.
        block(height, gap, paint, left > 0 && (gap > 2 || rows.size() <= factsKept));
        gap = 2;
    }
}

void Document::picture(double height, double scale,
                       const std::function<void(QPainter&, const QRectF&)>& paint)
{
    // A picture is never cut: one that is higher than a page is made smaller.
    const double fitting = std::min(scale, bodyHeight() / std::max(height, 1.0));
    const double shrunk = fitting / scale;
    const double ownWidth = pictureWidth(scale);
    block(height * fitting, 9, [=, this](QPainter& painter, const QPointF& at) {
        const PainterSaver saver(painter);
        painter.translate(at + QPointF(width() * (1 - shrunk) / 2, 0));
        painter.scale(fitting, fitting);
        paint(painter, QRectF(0, 0, ownWidth, height));
    });
}

void Document::paintFrame(QPainter& painter, int page, int pages) const
{
    const QFont small = pictureFont(8.5);
    const double right = pageWidth - sideMargin;
    drawLine(painter, QRectF(sideMargin, 26, width() * 0.6, 14), m_frame.headLeft,
             pictureFont(9, QFont::DemiBold), m_palette.text);
    drawLine(painter, QRectF(right - width() * 0.4, 26, width() * 0.4, 14), m_frame.headRight, small,
             m_palette.quiet, Qt::AlignRight | Qt::AlignVCenter);
    painter.setPen(QPen(m_palette.line, 0.6));
    painter.drawLine(QPointF(sideMargin, 44), QPointF(right, 44));
    if (!m_frame.banner.isEmpty()) {
        const QRectF box(sideMargin, 50, width(), bannerHeight);
        painter.setPen(QPen(m_palette.warned, 1));
        painter.setBrush(tintOf(Standing::Warned, m_palette));
        painter.drawRoundedRect(box, 4, 4);
        drawMark(painter, QRectF(box.left() + 7, box.top() + 5, 12, 12), Standing::Warned, m_palette);
        drawLine(painter, box.adjusted(25, 0, -8, 0), m_frame.banner, pictureFont(10, QFont::DemiBold),
                 m_palette.warned);
    }
    const double foot = pageHeight - footMargin + 22;
    painter.setPen(QPen(m_palette.grid, 0.6));
    painter.drawLine(QPointF(sideMargin, foot - 4), QPointF(right, foot - 4));
    drawLine(painter, QRectF(sideMargin, foot, width() * 0.7, 14), m_frame.footLeft, small, m_palette.quiet);
    drawLine(painter, QRectF(right - width() * 0.3, foot, width() * 0.3, 14), m_frame.pageWords(page, pages),
             small, m_palette.quiet, Qt::AlignRight | Qt::AlignVCenter);
}

void Document::paint(QPainter& painter, QPagedPaintDevice& device) const
{
    const QList<PlacedBlock> placed = paginate(m_sizes, bodyHeight());
    const int pages = pageCount(placed);
    const double top = topMargin + (m_frame.banner.isEmpty() ? 0 : bannerHeight);
    int page = 0;
    paintFrame(painter, 1, pages);
    for (const PlacedBlock& each : placed) {
        while (page < each.page) {
            device.newPage();
            ++page;
            paintFrame(painter, page + 1, pages);
        }
        const PainterSaver saver(painter);
        m_painters[each.block](painter, QPointF(sideMargin, top + each.y));
    }
}

} // namespace pathlight
