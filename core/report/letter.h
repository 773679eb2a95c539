// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

/// A letter to whoever runs the network, in plain text. Redact the events first (redact.h).
namespace pathlight {

struct Letter
{
    QString subject; ///< one line
    QString body;
};

/// What does not work, since when at the latest, where it lies and how sure that is; what would help; which
/// hosts, ports and networks to allow (resources/hosts.json and the target's profile); what was measured,
/// step by step; what can be attached. `texts` is the letter's language, whatever the program speaks.
[[nodiscard]] Letter letterToIt(const Report& report, const Texts& texts);

/// The letter as a file: the subject, an empty line, the body.
[[nodiscard]] QString letterText(const Letter& letter);

/// A mailto address (RFC 6068) of at most `mostBytes` bytes, for mail programs cut or refuse longer ones.
/// Where the body does not fit it ends after a whole line, and `shortened` stands below.
[[nodiscard]] QByteArray mailtoFor(const Letter& letter, const QString& shortened,
                                   qsizetype mostBytes = 2000);

} // namespace pathlight
