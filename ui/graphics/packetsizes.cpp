// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/packetsizes.h"

#include "ui/charts/latencymodel.h"
#include "ui/graphics/ink.h"

#include <algorithm>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maximumRows = 20;
constexpr int largestPacket = 65'535;
constexpr double rowHeight = 26;
constexpr double headHeight = 38;
constexpr double axisHeight = 22;
constexpr double limitHeight = 24;
constexpr double columnWidth = 64;
constexpr double scaleStep = 70;

/// IP and TCP headers without options, which a segment's size does not count (RFC 6691).
int headersOf(const QString& address)
{
    return address.contains(u':') ? 60 : 40;
}

Standing standingOf(bool passed)
{
    return passed ? Standing::Passed : Standing::Failed;
}

class SizeRows
{
public:
    SizeRows(const MtuEvidence& mtu, const Texts& texts) : m_mtu(mtu), m_texts(texts) {}

    [[nodiscard]] PacketSizeRow rowOf(const MtuProbe& probe) const;
    [[nodiscard]] PacketSizeRow rowOf(const SizedDatagramEvidence& datagram) const;

private:
    [[nodiscard]] int packetOf(const MtuProbe& probe) const;

    const MtuEvidence& m_mtu;
    const Texts& m_texts;
};

/// The largest packet that the probe was cut into.
int SizeRows::packetOf(const MtuProbe& probe) const
{
    if (probe.packet) return *probe.packet;
    // A journal of an older Pathlight does not say.
    const int headers = headersOf(m_mtu.address);
    int whole = probe.sent + headers;
    // What the way asked for is what was sent in the end.
    if (probe.upPassed && probe.pathMtu) whole = std::min(whole, *probe.pathMtu);
    if (probe.mss) return std::min(whole, *probe.mss + headers);
    if (m_mtu.interfaceMtu) return std::min(whole, *m_mtu.interfaceMtu);
    return probe.sendMss ? std::min(whole, *probe.sendMss + headers) : whole;
}

PacketSizeRow SizeRows::rowOf(const MtuProbe& probe) const
{
    PacketSizeRow row;
    row.bytes = std::clamp(packetOf(probe), 0, largestPacket);
    const QString key = probe.acknowledged ? u"view.sizes.growing"_s
                        : probe.mss        ? u"view.sizes.clamped"_s
                                           : u"view.sizes.unclamped"_s;
    row.label = m_texts(key);
    row.up = standingOf(probe.upPassed);
    row.down = probe.downPassed ? standingOf(*probe.downPassed) : Standing::Unknown;
    const int again = probe.retransmits.value_or(0);
    if (again > 0) row.remark = m_texts(u"view.sizes.again"_s, {{u"count"_s, QString::number(again)}});
    return row;
}

PacketSizeRow SizeRows::rowOf(const SizedDatagramEvidence& datagram) const
{
    PacketSizeRow row;
    row.bytes = std::clamp(datagram.size, 0, largestPacket);
    row.label = m_texts(u"view.sizes.datagram"_s);
    row.down = Standing::Skipped;
    const QString from = datagram.from.value_or(QString());
    const auto remark = [&](const QString& key) {
        row.remark =
            m_texts(key, {{u"from"_s, from}, {u"bytes"_s, QString::number(datagram.fits.value_or(0))}});
    };
    switch (datagram.outcome) {
    case SizedDatagramOutcome::Reached:
        row.up = Standing::Passed;
        break;
    case SizedDatagramOutcome::TooBig:
        row.up = Standing::Failed;
        remark(datagram.fits ? u"view.sizes.fits"_s : u"view.sizes.too_big"_s);
        break;
    case SizedDatagramOutcome::NotAllowed:
        remark(u"view.sizes.not_allowed"_s);
        break;
    case SizedDatagramOutcome::NotSent:
        row.up = Standing::Failed;
        remark(u"view.sizes.not_sent"_s);
        break;
    case SizedDatagramOutcome::Silent:
        remark(u"view.sizes.silent"_s); // Many hosts say nothing to a datagram: it proves nothing.
        break;
    }
    return row;
}

void addLine(PacketSizes* sizes, const QString& label, const std::optional<int>& bytes)
{
    if (bytes && *bytes > 0 && *bytes <= largestPacket) sizes->lines.append({label, *bytes});
}

void addLimit(PacketSizes* sizes, const MtuEvidence& mtu, const Texts& texts)
{
    if (!mtu.largestThatPassed || !mtu.smallestThatFailed) return;
    if (*mtu.largestThatPassed >= *mtu.smallestThatFailed) return;
    sizes->passed = std::clamp(*mtu.largestThatPassed, 0, largestPacket);
    sizes->failed = std::clamp(*mtu.smallestThatFailed, 0, largestPacket);
    sizes->limit = texts(u"view.sizes.limit"_s, {{u"low"_s, QString::number(sizes->passed)},
                                                 {u"high"_s, QString::number(sizes->failed)}});
}

} // namespace

PacketSizes packetSizesOf(const MtuEvidence& mtu, const Texts& texts)
{
    PacketSizes sizes;
    sizes.up = texts(u"view.sizes.up"_s);
    sizes.down = texts(u"view.sizes.down"_s);
    const SizeRows rows(mtu, texts);
    for (const MtuProbe& probe : mtu.probes.mid(0, maximumRows))
        sizes.rows.append(rows.rowOf(probe));
    for (const SizedDatagramEvidence& datagram : mtu.datagrams.mid(0, maximumRows))
        sizes.rows.append(rows.rowOf(datagram));
    std::stable_sort(
        sizes.rows.begin(), sizes.rows.end(),
        [](const PacketSizeRow& one, const PacketSizeRow& other) { return one.bytes > other.bytes; });
    addLine(&sizes, texts(u"view.sizes.interface"_s), mtu.interfaceMtu);
    if (mtu.pathMtu != mtu.interfaceMtu) addLine(&sizes, texts(u"view.sizes.path"_s), mtu.pathMtu);
    addLimit(&sizes, mtu, texts);
    int largest = 1500;
    for (const PacketSizeRow& row : sizes.rows)
        largest = std::max(largest, row.bytes);
    for (const PacketSizeLine& line : sizes.lines)
        largest = std::max(largest, line.bytes);
    sizes.endBytes = largest;
    return sizes;
}

double packetSizesHeight(const PacketSizes& sizes)
{
    if (sizes.rows.isEmpty()) return 48;
    const double limit = sizes.limit.isEmpty() ? 0 : limitHeight;
    return headHeight + rowHeight * static_cast<double>(sizes.rows.size()) + axisHeight + limit + 6;
}

namespace {

class SizesPainting
{
public:
    SizesPainting(QPainter& painter, const QRectF& box, const PacketSizes& sizes, const Palette& palette);

    void paint() const;

private:
    [[nodiscard]] double xAt(int bytes) const
    {
        return m_plot.left() + m_plot.width() * bytes / m_sizes.endBytes;
    }
    void axis() const;
    void band() const;
    void lines() const;
    void headings() const;
    void row(const PacketSizeRow& row, double y) const;
    void mark(Standing standing, double x, double y) const;

    QPainter& m_painter;
    const QRectF m_box;
    const PacketSizes& m_sizes;
    const Palette& m_palette;
    QRectF m_plot;
};

SizesPainting::SizesPainting(QPainter& painter, const QRectF& box, const PacketSizes& sizes,
                             const Palette& palette)
    : m_painter(painter), m_box(box), m_sizes(sizes), m_palette(palette)
{
    double labels = 0;
    for (const PacketSizeRow& row : sizes.rows)
        labels = std::max(labels, textWidth(pictureFont(12), row.label));
    const double left = box.left() + std::min(labels, box.width() * 0.3) + 22;
    m_plot = QRectF(left, box.top() + headHeight, std::max(40.0, box.right() - left - 2 * columnWidth - 8),
                    rowHeight * static_cast<double>(sizes.rows.size()));
}

void SizesPainting::axis() const
{
    const int most = std::clamp(static_cast<int>(m_plot.width() / scaleStep), 2, 8);
    const double step = niceAxis(m_sizes.endBytes, most).step;
    for (int tick = 0; tick * step <= m_sizes.endBytes * 1.0001; ++tick) {
        const double x = xAt(static_cast<int>(tick * step));
        m_painter.setPen(QPen(m_palette.grid, 1));
        m_painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        drawLine(m_painter, QRectF(x - 40, m_plot.bottom() + 2, 80, axisHeight - 4),
                 QString::number(tick * step, 'g', 6), pictureFont(11), m_palette.quiet, Qt::AlignCenter);
    }
    m_painter.setPen(QPen(m_palette.line, 1));
    m_painter.drawLine(m_plot.bottomLeft(), m_plot.bottomRight());
}

/// Where the limit lies.
void SizesPainting::band() const
{
    if (m_sizes.limit.isEmpty()) return;
    const QRectF band(QPointF(xAt(m_sizes.passed), m_plot.top()),
                      QPointF(std::max(xAt(m_sizes.failed), xAt(m_sizes.passed) + 2), m_plot.bottom()));
    m_painter.fillRect(band, tintOf(Standing::Failed, m_palette));
    m_painter.fillRect(band, QBrush(m_palette.failed, Qt::BDiagPattern));
    drawLine(m_painter,
             QRectF(m_box.left() + 10, m_plot.bottom() + axisHeight, m_box.width() - 20, limitHeight),
             m_sizes.limit, pictureFont(12, QFont::DemiBold), m_palette.failed);
}

void SizesPainting::lines() const
{
    const QFont font = pictureFont(11);
    double y = m_box.top() + 4;
    for (const PacketSizeLine& line : m_sizes.lines) {
        const double x = xAt(line.bytes);
        m_painter.setPen(QPen(m_palette.accent, 1.4, Qt::DashLine));
        m_painter.drawLine(QPointF(x, y + 14), QPointF(x, m_plot.bottom()));
        const QString words = line.label + u' ' + QString::number(line.bytes);
        const double width = textWidth(font, words) + 4;
        drawLine(m_painter, QRectF(std::max(m_box.left(), x - width), y, width, 14), words, font,
                 m_palette.accent, Qt::AlignRight | Qt::AlignVCenter);
        y += 15;
    }
}

void SizesPainting::headings() const
{
    const QFont font = pictureFont(11.5, QFont::DemiBold);
    const QRectF up(m_plot.right() + 8, m_plot.top() - 20, columnWidth, 18);
    drawLine(m_painter, up, m_sizes.up, font, m_palette.quiet, Qt::AlignCenter);
    drawLine(m_painter, up.translated(columnWidth, 0), m_sizes.down, font, m_palette.quiet, Qt::AlignCenter);
}

void SizesPainting::mark(Standing standing, double x, double y) const
{
    if (standing == Standing::Skipped) return;
    drawMark(m_painter, QRectF(x + (columnWidth - 16) / 2, y + (rowHeight - 16) / 2, 16, 16), standing,
             m_palette);
}

void SizesPainting::row(const PacketSizeRow& row, double y) const
{
    drawLine(m_painter, QRectF(m_box.left() + 10, y, m_plot.left() - m_box.left() - 18, rowHeight), row.label,
             pictureFont(12), m_palette.text);
    const bool failed = row.up == Standing::Failed || row.down == Standing::Failed;
    const Standing standing = failed                        ? Standing::Failed
                              : row.up == Standing::Unknown ? Standing::Unknown
                                                            : Standing::Passed;
    const QRectF bar(m_plot.left(), y + 4, std::max(2.0, xAt(row.bytes) - m_plot.left()), rowHeight - 8);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(mixed(colourOf(standing, m_palette), m_palette.page, 0.28));
    m_painter.drawRoundedRect(bar, 2, 2);
    const QString bytes = QString::number(row.bytes);
    const QFont strong = pictureFont(12, QFont::DemiBold);
    drawLine(m_painter, bar.adjusted(6, 0, 0, 0), bytes, strong, m_palette.text);
    const double used = textWidth(strong, bytes) + 16;
    drawLine(m_painter, QRectF(bar.left() + used, y, m_plot.right() - bar.left() - used, rowHeight),
             row.remark, pictureFont(11.5), m_palette.text);
    mark(row.up, m_plot.right() + 8, y);
    mark(row.down, m_plot.right() + 8 + columnWidth, y);
}

void SizesPainting::paint() const
{
    axis();
    band();
    double y = m_plot.top();
    for (const PacketSizeRow& each : m_sizes.rows) {
        row(each, y);
        y += rowHeight;
    }
    lines();
    headings();
}

} // namespace

void paintPacketSizes(QPainter& painter, const QRectF& box, const PacketSizes& sizes, const Palette& palette)
{
    if (sizes.rows.isEmpty()) return;
    const PainterSaver saver(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    SizesPainting(painter, box, sizes, palette).paint();
}

QString inWords(const PacketSizes& sizes, const Texts& texts)
{
    QStringList lines;
    const auto passed = [&](Standing standing) { return texts(u"view.sizes.word."_s + nameOf(standing)); };
    for (const PacketSizeRow& row : sizes.rows) {
        QStringList parts{u"%1 %2"_s.arg(row.label).arg(row.bytes), sizes.up + u": "_s + passed(row.up)};
        if (row.down != Standing::Skipped) parts.append(sizes.down + u": "_s + passed(row.down));
        if (!row.remark.isEmpty()) parts.append(row.remark);
        lines.append(parts.join(texts(u"view.list_separator"_s)));
    }
    for (const PacketSizeLine& line : sizes.lines)
        lines.append(u"%1 %2"_s.arg(line.label).arg(line.bytes));
    if (!sizes.limit.isEmpty()) lines.append(sizes.limit);
    return lines.join(u'\n');
}

} // namespace pathlight
