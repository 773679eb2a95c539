// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/routerecord.h"

#include <QJsonObject>

namespace pathlight {

/// A change of the way, and when it was told.
struct SeenRouteChange
{
    qint64 atMs = 0; ///< since 1970, UTC
    RouteChange change;
};

/// What a monitor's events told of the way to one target. Its memory is bounded, and what no trace can hold
/// is cut to what one can, for a journal may come from anywhere. Knows no clock.
class SeenWay
{
public:
    /// The newest changes are kept, so many at most.
    static constexpr qsizetype mostChanges = 300;

    /// An event `route`. Returns where the way ends, as the trace was made in an outage; null: in none.
    std::optional<BreakPlace> takeTrace(const QJsonObject& data, qint64 atMs);
    /// An event `route_changed`.
    void takeChanges(const QJsonObject& data, qint64 atMs);
    /// The target answers again, or nobody looks: the trace of the outage is no longer how it stands.
    void outageIsOver() { m_dark.reset(); }

    [[nodiscard]] bool isTraced() const { return m_tracedMs > 0; }
    [[nodiscard]] const RouteRecord& record() const { return m_record; }
    /// The newest trace of the outage that is on; null: none is on, or none was traced.
    [[nodiscard]] const std::optional<TraceEvidence>& dark() const { return m_dark; }
    /// Oldest first.
    [[nodiscard]] const QList<SeenRouteChange>& changes() const { return m_changes; }
    [[nodiscard]] int changeCount() const { return m_changeCount; }
    [[nodiscard]] qint64 tracedMs() const { return m_tracedMs; } ///< the newest trace; since 1970, UTC

private:
    RouteRecord m_record;
    std::optional<TraceEvidence> m_dark;
    QList<SeenRouteChange> m_changes;
    int m_changeCount = 0;
    qint64 m_tracedMs = 0;
};

/// Where a way ends, as an event tells it; null: it tells nothing.
[[nodiscard]] std::optional<BreakPlace> breakPlaceFrom(const QJsonValue& value);

} // namespace pathlight
