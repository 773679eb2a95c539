// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tls.h"
#include "core/report/texts.h"
#include "ui/graphics/table.h"

class QPainter;

/// The certificate chain as a tree: the root on top, the server's own certificate at the foot, as certificate
/// viewers show it. The certificate that breaks the chain is marked, with what is wrong with it.
namespace pathlight {

struct ChainCard
{
    QString role; ///< root, intermediate, server
    QString name;
    QString detail;  ///< issuer and validity
    QString problem; ///< what is wrong with it; empty: nothing
    Standing standing = Standing::Passed;
    bool sent = true; ///< false: the server did not send it
};

/// The cards from the root down. What the server left out stands there too, where the chain says it is
/// missing or a store supplied it.
[[nodiscard]] QList<ChainCard> chainCards(const TlsEvidence& tls, const Texts& texts);
/// Which trust stores would accept it, and in which root it then ends, or why not.
[[nodiscard]] Table storeTable(const TlsEvidence& tls, const Texts& texts);

[[nodiscard]] double chainHeight(const QList<ChainCard>& cards, double width);
void paintChain(QPainter& painter, const QRectF& box, const QList<ChainCard>& cards, const Palette& palette);
[[nodiscard]] QString inWords(const QList<ChainCard>& cards);

} // namespace pathlight
