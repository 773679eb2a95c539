// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/clientrules.h"
#include "core/evidence/evidence.h"
#include "core/evidence/otherway.h"

/// What each client would do on the path as measured: "why curl works and Claude does not". Pure: the rules
/// of the clients and what the walk saw go in, a prediction comes out. What was not measured, or not
/// documented, stays unknown.
namespace pathlight {

/// What the judge made of the way that the walk itself took.
struct PathFacts
{
    bool serves = false;              ///< the API answered there, always or at times
    std::optional<QString> blockedBy; ///< the code of what keeps every request on this way from succeeding
    QStringList because;              ///< where in the evidence that was seen
    QStringList codes;                ///< of everything found that is no note
};

struct ClientQuestion
{
    Evidence evidence;
    PathFacts path;
    QString url;                ///< the target's
    bool standIn = false;       ///< a practice endpoint on this computer, in the place of the API
    bool trustsOwnFile = false; ///< the walk's own --ca-file is part of the practice
    QStringList installed;      ///< as installedFor() gives it
};

/// How the walk itself went: "direct", or the proxy's address. Null where its setting could not be used.
[[nodiscard]] std::optional<QString> wayOfTheWalk(const Evidence& evidence);

[[nodiscard]] ClientEvidence predict(const ClientRules& rules, const ClientQuestion& question);

/// Ways that some client would take and the walk did not. Each once, in the order of the clients.
[[nodiscard]] QList<OtherWay> otherWays(const ClientQuestion& question);

/// All clients, in the order of the contract. `question.evidence.clients->ways` holds the other ways tried.
[[nodiscard]] QList<ClientEvidence> predictAll(const ClientQuestion& question);

} // namespace pathlight
