// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/diagnosis/diagnosis.h"
#include "core/report/redact.h"

namespace pathlight::cli {

/// What a walk is to look at and how, from the command line.
struct WalkChoice
{
    DiagnosisRequest request;
    PrivateNames secrets; ///< the key and passwords given here, besides privateNames()
};

/// Adds TARGET, of which `mostTargets` may be given, --profile, --proxy, --ca-file and --resolver.
void addTargetOptions(Arguments* arguments, int mostTargets);

/// Reads and checks them, one choice a target; what is wrong is a complaint of `arguments`. Never empty.
[[nodiscard]] QList<WalkChoice> targetChoices(Arguments* arguments);

/// Reads the key that --key-env names, which the command must have added.
void readKey(Arguments* arguments, WalkChoice* choice);

/// Adds TARGET, --profile, --only, --skip, --proxy, --ca-file, --resolver, --also, --attempts, --deadline,
/// --key-env.
void addWalkOptions(Arguments* arguments);

/// Reads and checks them; what is wrong is a complaint of `arguments`.
[[nodiscard]] WalkChoice walkChoice(Arguments* arguments);

/// The steps and those that must be walked before them, because they yield what these need.
[[nodiscard]] QStringList withPrerequisites(const QStringList& steps, const Flowchart& chart);

/// Why a file cannot be used as a bundle of PEM certificates, naming it and what was expected; empty: it can.
[[nodiscard]] QString bundleProblem(const QString& path);

} // namespace pathlight::cli
