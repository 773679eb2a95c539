// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

/// Where the parts of a document break into pages. Pure: sizes in, places out.
namespace pathlight {

/// One part that is never cut: a line of text, a table's row, a picture.
struct BlockSize
{
    double height = 0;
    double gapBefore = 0;      ///< dropped at the top of a page
    bool keepWithNext = false; ///< a heading, a table's head: never the last of a page
    bool newPage = false;      ///< begins a page
    int repeat = -1; ///< the block (a table's head) to draw again over this one when a page begins with it
};

struct PlacedBlock
{
    int block = 0;
    int page = 0;
    double y = 0;          ///< from the top of the page's body
    bool repeated = false; ///< a head drawn again
};

/// Places blocks one under another on pages so high. A block higher than a page stands alone at the top of
/// one.
[[nodiscard]] QList<PlacedBlock> paginate(const QList<BlockSize>& blocks, double pageHeight);
[[nodiscard]] int pageCount(const QList<PlacedBlock>& placed);

} // namespace pathlight
