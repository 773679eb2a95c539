// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/environment.h"
#include "core/walk/step.h"

#include <QProcessEnvironment>

/// The variables that the user's login shell sets, read as editors do: the shell is started once, as an
/// interactive login shell, and prints its environment between two random marks. It runs the user's own
/// start-up files and nothing else.
namespace pathlight {

/// What to start and how much to take; a plain value, so that tests bring a shell of their own.
struct LoginShellQuestion
{
    QString shell;                     ///< a program's path; empty: there is none
    QProcessEnvironment environment;   ///< what the shell begins with: this process's
    QStringList credentials;           ///< variables that the target reads a key from
    std::chrono::milliseconds time{0}; ///< how long its start-up files may take
};

[[nodiscard]] LoginShellQuestion loginShellQuestion(const Target& target);

/// Is this a shell that takes "-i -l -c COMMAND" and whose `printf` is known?
[[nodiscard]] bool isKnownShell(const QString& shell);

/// What stands between the two marks; null where one is missing. `noise`: something but blanks stands around
/// them.
[[nodiscard]] std::optional<QByteArray> betweenMarks(const QByteArray& output, const QByteArray& mark,
                                                     bool* noise);

/// Starts the shell and compares. Takes at most 1 MiB of output; when the time passes, the shell and what it
/// started are ended.
[[nodiscard]] QCoro::Task<LoginShellEvidence> readLoginShell(Scope scope, LoginShellQuestion question);

} // namespace pathlight
