// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/flowexport.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

#include <cmath>

namespace pathlight {

namespace {

constexpr double margin = 24; // canvas units around the chart

QRectF pageOf(const FlowPicture& picture)
{
    return {0, 0, picture.canvas.width() + 2 * margin, picture.canvas.height() + 2 * margin};
}

void paintPage(QPainter& painter, const FlowPicture& picture, const Palette& palette)
{
    const QRectF page = pageOf(picture);
    painter.fillRect(page, palette.page);
    paintFlowchart(painter, page.adjusted(margin, margin, -margin, -margin), picture, palette, {});
}

} // namespace

QImage flowchartImage(const FlowPicture& picture, const Palette& palette, double scale)
{
    QImage image((pageOf(picture).size() * scale).toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    paintPage(painter, picture, palette);
    return image;
}

QByteArray flowchartSvg(const FlowPicture& picture, const Palette& palette, const QString& title)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(title);
    generator.setSize(pageOf(picture).size().toSize());
    generator.setViewBox(pageOf(picture));
    generator.setResolution(96);
    QPainter painter(&generator);
    paintPage(painter, picture, palette);
    painter.end();
    return buffer.data();
}

} // namespace pathlight
