// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/clients.h"
#include "core/walk/step.h"

#include <QProcessEnvironment>
#include <QUrl>

/// Clients of this computer, really started once for one harmless request: they say what predictions can
/// only suppose.
namespace pathlight {

/// One client, and how it is to be started; a plain value, so that tests bring programs and variables of
/// their own.
struct TrialQuestion
{
    QString client;                    ///< an id of CONTRACT section 2
    QUrl url;                          ///< what it is to ask for: GET, http or https
    QProcessEnvironment environment;   ///< the user's own; what holds a secret is taken out of it
    QStringList credentials;           ///< variables that the target reads a key from
    QByteArray key;                    ///< the walk's own; variables that hold it are taken out too
    std::chrono::milliseconds time{0}; ///< after which the program is ended
};

/// Where a client asks: its own endpoint's address with the probe's path. Null: that is no address that a
/// program may be given.
[[nodiscard]] std::optional<QUrl> trialUrl(const ClientEvidence& client, const ProbeRequest& probe);

/// How a client of this walk is to be started; null: trialUrl() has none.
[[nodiscard]] std::optional<TrialQuestion> trialQuestion(const StepContext& context,
                                                         const ClientEvidence& client);

/// The environment a client is started with: the user's own without the variables that hold a secret, by
/// their names or because a key stands in them.
[[nodiscard]] QProcessEnvironment environmentWithoutSecrets(const TrialQuestion& question);

/// What a client said, as it may be kept: no secret of `question`, nothing that looks like a key, no user or
/// password of an address, no control characters, at most 400 characters.
[[nodiscard]] QString saidWithoutSecrets(const QString& said, const TrialQuestion& question);

/// Starts the program that stands for the client: curl; Node and its fetch for the SDK for TypeScript; Python
/// with requests; Python with the SDK for Python, or else with httpx, on which that is built. No shell reads
/// anything, the program gets no input, at most 64 KiB of what it writes is taken, and it is ended, with all
/// it started, when its time passes. Null: it is not installed here.
[[nodiscard]] QCoro::Task<std::optional<ClientTrialEvidence>> startClient(Scope scope,
                                                                          TrialQuestion question);

} // namespace pathlight
