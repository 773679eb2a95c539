// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/samplewalks.h"

/// The steps that the sample walks are put together from.
namespace pathlight::samplewalks {

void walkEnvironment(Recorder& r);
void walkDirect(Recorder& r); ///< the step `proxy`, with none in use
void walkDns(Recorder& r);
void walkTcp(Recorder& r);
void walkMtu(Recorder& r);
void walkTls(Recorder& r);
void walkHttp(Recorder& r);
void walkApi(Recorder& r);
void walkRoute(Recorder& r, bool reached);
/// Every `failEvery`-th first try answers 503; 0: none does.
void walkStability(Recorder& r, int failEvery);

/// What the clients' rules make of everything recorded so far; `started`: two of them were started too.
void walkClients(Recorder& r, StepStatus status, bool started = false);

[[nodiscard]] TlsEvidence healthyTls();
[[nodiscard]] DnsQueryEvidence query(const QString& type, const QString& transport,
                                     const QStringList& addresses, double ms);
[[nodiscard]] Finding fault(const QString& code, const QString& step, double confidence,
                            const QJsonObject& arguments);

inline constexpr auto targetAddress = "160.79.104.10";
inline constexpr auto targetAddress6 = "2607:6bc0::10";

} // namespace pathlight::samplewalks
