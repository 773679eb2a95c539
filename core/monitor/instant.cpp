// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/instant.h"

#include "core/net/platform/platform.h"

#include <QDateTime>

#include <algorithm>

namespace pathlight {

using std::chrono::milliseconds;

Instant systemInstant()
{
    const auto steady = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<milliseconds>(steady), platform::timeSinceBoot(),
            milliseconds(QDateTime::currentMSecsSinceEpoch())};
}

QString isoTime(milliseconds wall)
{
    return QDateTime::fromMSecsSinceEpoch(wall.count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QList<ClockGap> Timeline::look(const Instant& now)
{
    QList<ClockGap> gaps;
    if (m_last) {
        const milliseconds awake = std::max(now.awake - m_last->awake, milliseconds(0));
        const bool knowsSleep = now.sinceBoot && m_last->sinceBoot;
        const milliseconds passed = knowsSleep ? std::max(*now.sinceBoot - *m_last->sinceBoot, awake) : awake;
        const milliseconds slept = passed - awake;
        const milliseconds jumped = now.wall - m_last->wall - passed;
        if (slept >= leastGap) gaps.append({ClockGap::Kind::Slept, slept});
        if (jumped >= leastGap && !knowsSleep)
            gaps.append({ClockGap::Kind::Unclear, jumped});
        else if (jumped >= leastGap || jumped <= -leastGap)
            gaps.append({ClockGap::Kind::Jumped, jumped});
        m_elapsed += passed;
    }
    m_last = now;
    return gaps;
}

} // namespace pathlight
