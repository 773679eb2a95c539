// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QDateTime>

/// Plain-HTTP addresses whose answer is known: is the internet there, or a login page, and what time is it?
namespace pathlight {

/// Asks each of the profile's controls over both address families at once, directly, in at most four seconds.
/// Where a proxy is in use the direct way may be closed on purpose, so its silence then means nothing.
[[nodiscard]] QCoro::Task<InternetEvidence> checkControls(StepContext context);

/// What an answer to a control means (PROCEDURES section 8): "as_expected", "portal" or "other".
[[nodiscard]] QString controlOutcome(int status, const QByteArray& body, const Control& control);

/// This clock minus the server's, by a Date header (RFC 9110 section 5.6.7), half the exchange taken off.
/// Null where the header is none. The header's own second is halved too.
[[nodiscard]] std::optional<double> skewFrom(const QByteArray& dateHeader, const QDateTime& received,
                                             double exchangeMs);

/// What most of the controls' clocks say, each server once; null: none told the time, or they contradict.
[[nodiscard]] std::optional<double> commonSkew(const InternetEvidence& internet);

} // namespace pathlight
