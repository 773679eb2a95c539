// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitormodel.h"
#include "ui/theme.h"
#include "ui/words.h"

/// A monitor's record in words, in the window's language. Labels come from journals too: what is shown of
/// them is made visible (core/report/plaintext.h).
namespace pathlight {

/// A built-in target's name, else the label itself.
[[nodiscard]] QString targetName(const QString& label);

/// "12.3 s", "4 min 5 s", "3 h 12 min", "2 d 3 h".
[[nodiscard]] QString lengthText(double seconds);

/// "99.95 %": never rounded up to a share that was not reached, above all not to 100 %. A dash for none.
[[nodiscard]] QString shareText(std::optional<double> share);

/// A moment of the record, in local time, to the second.
[[nodiscard]] QString momentText(qint64 msSinceEpoch);

[[nodiscard]] QString failureWord(const QString& kind, const Texts& texts);

/// "4 requests came late but came"
[[nodiscard]] QString lateText(const SeenOutage& interruption, const Texts& texts);

/// Why it was down: the fault's title where a walk found one, else how its first probe failed. Of an
/// interruption: what it was.
[[nodiscard]] QString causeOf(const SeenOutage& outage, const Texts& texts);

/// How and when an outage ended, or that it goes on; `running`: somebody still watches.
[[nodiscard]] QString endText(const SeenOutage& outage, bool running);

[[nodiscard]] QString stateWord(WatchState state);
[[nodiscard]] Standing standingOf(WatchState state);

/// The worst that any target is in now; idle where nothing is watched.
[[nodiscard]] Standing standingOf(const MonitorModel& model);

/// One sentence on how all of it stands.
[[nodiscard]] QString stateSentence(const MonitorModel& model, const Texts& texts);

/// The sentence, and a line for each target, to be pasted into a message.
[[nodiscard]] QString stateSummary(const MonitorModel& model, const Texts& texts);

/// An outage, and whose it is.
struct ListedOutage
{
    QString target;
    SeenOutage outage;
};
/// The outages of all targets, newest first.
[[nodiscard]] QList<ListedOutage> outagesOf(const MonitorRecord& record);

} // namespace pathlight
