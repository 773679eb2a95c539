// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/evidence.h"
#include "core/report/texts.h"
#include "core/rules/routereading.h"

/// What a trace says, in words: the same for every report, the window and the PDF. Values are visible text,
/// not escaped for any markup.
namespace pathlight {

/// By what, in which family and where to: "TCP, port 443 · IPv4 · 203.0.113.2".
[[nodiscard]] QString methodWords(const TraceEvidence& trace, const Texts& texts);

/// Does a connection to this trace's address stand?
[[nodiscard]] bool connects(const TraceEvidence& trace, const std::optional<TcpEvidence>& tcp);

/// Reads the trace in one sentence, the last row first. Whether silence at the end is a break is told by the
/// connections: where one to this address stands, it is none.
[[nodiscard]] QString routeSentence(const TraceEvidence& trace, const QList<TraceEvidence>& others,
                                    const std::optional<TcpEvidence>& tcp, const Texts& texts);

/// "your network", "provider", "beyond"; empty where it cannot be told.
[[nodiscard]] QString segmentWord(const HopReading& reading, const Texts& texts);

/// What missing answers mean: "limits how often it answers"; empty where none is missing.
[[nodiscard]] QString lossWord(const HopReading& reading, const Texts& texts);

} // namespace pathlight
