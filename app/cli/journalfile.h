// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "core/walk/event.h"

#include <optional>

namespace pathlight::cli {

/// A journal's events, or those of the newest walk in a monitor's journal, judged with today's rules. Says on
/// standard error where the journal was cut; null where it is broken or cannot be read, which has been said
/// with the file and the line.
[[nodiscard]] std::optional<QList<Event>> rejudgedJournal(const QString& path, const Texts& texts);

} // namespace pathlight::cli
