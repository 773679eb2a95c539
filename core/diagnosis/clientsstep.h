// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/predict.h"
#include "core/walk/step.h"

namespace pathlight {

/// Which Claude clients would work on this computer? Tries the ways that some client's own settings lead and
/// the walk did not take, then works out each client from its rules and everything measured; starts
/// those installed here once where the user allows it (WalkOptions::startClients). It belongs here and not to
/// the other steps because it asks the judge what became of the walk's own way.
[[nodiscard]] QCoro::Task<StepResult> clientsStep(StepContext context);

/// What is asked of the clients' rules after a walk that saw this.
[[nodiscard]] ClientQuestion clientQuestion(const Target& target, const WalkOptions& options,
                                            const Evidence& evidence);

/// The predictions of a recorded walk, made anew by today's rules from the same measurements.
[[nodiscard]] ClientsEvidence predictedAnew(const Target& target, const WalkOptions& options,
                                            const Evidence& evidence);

} // namespace pathlight
