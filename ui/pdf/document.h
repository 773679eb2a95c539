// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/table.h"
#include "ui/pdf/pagination.h"
#include "ui/theme.h"

#include <functional>

class QPagedPaintDevice;
class QPainter;

/// A document made of blocks, in points on A4: headings, paragraphs, tables, pictures. It knows paper, not
/// walks.
namespace pathlight {

/// Paints a block with its top left corner at a point.
using BlockPainter = std::function<void(QPainter& painter, const QPointF& at)>;

struct PageFrame
{
    QString headLeft;
    QString headRight;
    QString footLeft;
    QString banner; ///< over every page; empty: none
    std::function<QString(int page, int pages)> pageWords;
};

class Document
{
public:
    /// A4 in points (ISO 216: 210 by 297 mm), and what stands free around the body.
    static constexpr double pageWidth = 595.28;
    static constexpr double pageHeight = 841.89;
    static constexpr double sideMargin = 48;
    static constexpr double topMargin = 62;
    static constexpr double footMargin = 54;
    static constexpr double bannerHeight = 22;

    Document(const Palette& palette, PageFrame frame);

    [[nodiscard]] double width() const { return pageWidth - 2 * sideMargin; }
    [[nodiscard]] double bodyHeight() const;
    [[nodiscard]] const Palette& palette() const { return m_palette; }

    void title(const QString& text);
    void heading(const QString& text, std::optional<Standing> mark = {}, const QString& aside = {});
    void subheading(const QString& text);
    void paragraph(const QString& text, double size = 10, const QColor& colour = {},
                   bool keepWithNext = false);
    void table(const Table& table);
    /// Label and value, two columns; the label's column as wide as its widest.
    void facts(const QList<std::pair<QString, QString>>& rows);
    /// A picture that was designed for the screen, `scale` of its size there. `paint` gets a box of the width
    /// and height given here, in the picture's own units.
    void picture(double height, double scale, const std::function<void(QPainter&, const QRectF&)>& paint);
    /// The width that a picture has at a scale, in its own units.
    [[nodiscard]] double pictureWidth(double scale) const { return width() / scale; }
    void block(double height, double gapBefore, const BlockPainter& paint, bool keepWithNext = false);
    void newPage() { m_breakNext = true; }

    [[nodiscard]] const QList<BlockSize>& sizes() const { return m_sizes; }
    /// Paints every page. The painter must be active on the device, with one unit a point.
    void paint(QPainter& painter, QPagedPaintDevice& device) const;

private:
    void add(const BlockSize& size, const BlockPainter& paint);
    void paintFrame(QPainter& painter, int page, int pages) const;

    Palette m_palette;
    PageFrame m_frame;
    QList<BlockSize> m_sizes;
    QList<BlockPainter> m_painters;
    bool m_breakNext = false;
};

} // namespace pathlight
