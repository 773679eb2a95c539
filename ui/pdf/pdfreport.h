// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "core/walk/event.h"

#include <QList>

class QIODevice;

namespace pathlight {

/// Writes a walk as an A4 report for people: the verdict and what to do first, then every step as measured,
/// the flowchart with the path, ladders, charts and tables as vectors, text as text. Give it redacted events
/// where the report leaves this computer (core/report/redact.h); it adds nothing to them.
///
/// It paints without widgets or scenes, so any thread may call it while the application object lives. The
/// file is written whole or not at all. Returns the system's words for what went wrong; empty: it worked.
[[nodiscard]] QString writePdf(const QList<Event>& events, const Texts& texts, const QString& path);

/// The same to an open device. False: the device would not take it.
[[nodiscard]] bool writePdf(const QList<Event>& events, const Texts& texts, QIODevice* device);

} // namespace pathlight
