// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/waterfall.h"

#include "ui/charts/latencymodel.h"
#include "ui/graphics/ink.h"

#include <algorithm>
#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double rowHeight = 24;
constexpr double axisHeight = 22;
constexpr double totalHeight = 26;

std::optional<double> usable(const std::optional<double>& ms)
{
    if (!ms || !std::isfinite(*ms) || *ms < 0 || *ms > 1e9) return std::nullopt;
    return ms;
}

/// What is left of the whole time after the phases before it: receiving the body.
std::optional<double> bodyMs(const HttpEvidence& http)
{
    const auto total = usable(http.totalMs);
    const auto firstByte = usable(http.firstByteMs);
    if (!total || !firstByte) return std::nullopt;
    double before = *firstByte;
    for (const auto& each : {http.dnsMs, http.connectMs, http.tlsMs})
        before += usable(each).value_or(0);
    return *total >= before ? std::optional(*total - before) : std::nullopt;
}

} // namespace

bool Waterfall::isEmpty() const
{
    return std::none_of(rows.begin(), rows.end(), [](const WaterfallRow& row) { return row.ms.has_value(); });
}

Waterfall waterfallOf(const HttpEvidence& http, const Texts& texts)
{
    Waterfall made;
    double now = 0;
    const auto add = [&](const QString& key, const std::optional<double>& ms) {
        const auto length = usable(ms);
        const QString words = length ? durationText(*length) : texts(u"view.waterfall.unknown"_s);
        made.rows.append({texts(key), now, length, words});
        now += length.value_or(0);
    };
    add(u"view.waterfall.dns"_s, http.dnsMs);
    add(u"view.waterfall.connect"_s, http.connectMs);
    add(u"view.waterfall.tls"_s, http.tlsMs);
    add(u"view.waterfall.first_byte"_s, http.firstByteMs);
    add(u"view.waterfall.body"_s, bodyMs(http));
    const auto total = usable(http.totalMs);
    made.endMs = niceAxis(std::max({now, total.value_or(0), 1.0}), 6).end;
    if (total) made.total = texts(u"view.waterfall.total"_s) + u"  "_s + durationText(*total);
    return made;
}

double waterfallHeight(const Waterfall& waterfall)
{
    if (waterfall.isEmpty()) return 48;
    const double total = waterfall.total.isEmpty() ? 0 : totalHeight;
    return 6 + rowHeight * static_cast<double>(waterfall.rows.size()) + axisHeight + total;
}

void paintWaterfall(QPainter& painter, const QRectF& box, const Waterfall& waterfall, const Palette& palette)
{
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = pictureFont(12);
    double labels = 0;
    for (const WaterfallRow& row : waterfall.rows)
        labels = std::max(labels, textWidth(font, row.label));
    const double left = box.left() + std::min(labels, box.width() * 0.4) + 22;
    const QRectF plot(left, box.top() + 4, std::max(20.0, box.right() - left - 74),
                      rowHeight * static_cast<double>(waterfall.rows.size()));
    const auto xAt = [&](double ms) { return plot.left() + plot.width() * ms / waterfall.endMs; };

    const double step = niceAxis(waterfall.endMs, std::clamp(static_cast<int>(plot.width() / 70), 2, 8)).step;
    for (int tick = 0; tick * step <= waterfall.endMs * 1.0001; ++tick) {
        const double x = xAt(tick * step);
        painter.setPen(QPen(palette.grid, 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        drawLine(painter, QRectF(x - 40, plot.bottom() + 2, 80, axisHeight - 4),
                 QString::number(tick * step, 'g', 6) + u" ms"_s, pictureFont(11), palette.quiet,
                 Qt::AlignCenter);
    }
    double y = plot.top();
    for (const WaterfallRow& row : waterfall.rows) {
        drawLine(painter, QRectF(box.left() + 10, y, left - box.left() - 18, rowHeight), row.label, font,
                 palette.text);
        double end = xAt(row.startMs);
        if (row.ms) {
            const QRectF bar(end, y + 5, std::max(2.0, xAt(row.startMs + *row.ms) - end), rowHeight - 10);
            painter.setPen(Qt::NoPen);
            painter.setBrush(mixed(palette.first, palette.page, 0.82));
            painter.drawRoundedRect(bar, 2, 2);
            end = bar.right();
        }
        drawLine(painter, QRectF(end + 6, y, std::max(60.0, box.right() - end - 8), rowHeight), row.time,
                 pictureFont(11.5), row.ms ? palette.text : palette.quiet);
        y += rowHeight;
    }
    painter.setPen(QPen(palette.line, 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    if (!waterfall.total.isEmpty())
        drawLine(painter, QRectF(box.left() + 10, plot.bottom() + axisHeight, box.width() - 20, totalHeight),
                 waterfall.total, pictureFont(12.5, QFont::DemiBold), palette.text);
}

QString inWords(const Waterfall& waterfall)
{
    QStringList lines;
    for (const WaterfallRow& row : waterfall.rows)
        lines.append(row.label + u": "_s + row.time);
    if (!waterfall.total.isEmpty()) lines.append(waterfall.total);
    return lines.join(u'\n');
}

} // namespace pathlight
