// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pdf/pagination.h"

namespace pathlight {

namespace {

/// The height of a block and of those it must not be parted from.
double heightOfGroup(const QList<BlockSize>& blocks, qsizetype first)
{
    double height = blocks[first].height;
    for (qsizetype index = first; blocks[index].keepWithNext && index + 1 < blocks.size(); ++index) {
        if (blocks[index + 1].newPage) break;
        height += blocks[index + 1].gapBefore + blocks[index + 1].height;
    }
    return height;
}

} // namespace

QList<PlacedBlock> paginate(const QList<BlockSize>& blocks, double pageHeight)
{
    QList<PlacedBlock> placed;
    int page = 0;
    double y = 0;
    bool joined = false; // the block before this one was placed so that this one fits under it
    for (qsizetype index = 0; index < blocks.size(); ++index) {
        const BlockSize& block = blocks[index];
        const bool top = y == 0;
        const double gap = top ? 0 : block.gapBefore;
        const double needed = joined ? block.height : heightOfGroup(blocks, index);
        const bool full =
            !top && y + gap + needed > pageHeight && !(joined && y + gap + block.height <= pageHeight);
        if (!top && (block.newPage || full)) {
            ++page;
            y = 0;
            if (block.repeat >= 0 && !block.newPage) {
                placed.append({block.repeat, page, 0, true});
                y = blocks[block.repeat].height;
            }
        } else {
            y += gap;
        }
        placed.append({static_cast<int>(index), page, y, false});
        y += block.height;
        joined = block.keepWithNext;
    }
    return placed;
}

int pageCount(const QList<PlacedBlock>& placed)
{
    return placed.isEmpty() ? 1 : placed.last().page + 1;
}

} // namespace pathlight
