// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/mtu.h"
#include "core/report/texts.h"
#include "ui/theme.h"

class QPainter;

/// Which packet sizes came through, and which way: a bar for each size that was tried, the largest on top,
/// over a scale of bytes with the sizes that the path and the interface are known to take.
namespace pathlight {

struct PacketSizeRow
{
    QString label;                     ///< how it was sent
    int bytes = 0;                     ///< of the largest IP packet
    Standing up = Standing::Unknown;   ///< did it arrive there?
    Standing down = Standing::Unknown; ///< did packets of that size come back? Skipped: not asked
    QString remark;                    ///< what was said to it
};

/// A size that is known by itself.
struct PacketSizeLine
{
    QString label;
    int bytes = 0;
};

struct PacketSizes
{
    QList<PacketSizeRow> rows;   ///< the largest first
    QList<PacketSizeLine> lines; ///< at most one of each kind
    int endBytes = 1500;         ///< of the scale
    int passed = 0;              ///< the limit lies above this size and at or below `failed`; 0: not known
    int failed = 0;
    QString limit; ///< the two in words
    QString up;    ///< the columns' headings
    QString down;
};

[[nodiscard]] PacketSizes packetSizesOf(const MtuEvidence& mtu, const Texts& texts);
[[nodiscard]] double packetSizesHeight(const PacketSizes& sizes);
void paintPacketSizes(QPainter& painter, const QRectF& box, const PacketSizes& sizes, const Palette& palette);
[[nodiscard]] QString inWords(const PacketSizes& sizes, const Texts& texts);

} // namespace pathlight
