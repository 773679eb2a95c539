// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/scope.h"

#include <algorithm>

namespace pathlight {

void CancelSource::cancel()
{
    if (m_cancelled) return;
    m_cancelled = true;
    Q_EMIT cancelled();
}

Scope::Scope(std::shared_ptr<CancelSource> source, QDeadlineTimer deadline)
    : m_source(std::move(source)), m_deadline(deadline)
{}

Scope Scope::lasting(std::chrono::milliseconds time)
{
    return {std::make_shared<CancelSource>(), QDeadlineTimer(time, Qt::PreciseTimer)};
}

Scope Scope::within(std::chrono::milliseconds time) const
{
    const QDeadlineTimer inner(time, Qt::PreciseTimer);
    return {m_source, std::min(inner, m_deadline)};
}

std::chrono::nanoseconds Scope::remaining() const
{
    if (m_deadline.isForever()) return std::chrono::hours(24);
    return std::max(std::chrono::nanoseconds(m_deadline.remainingTimeNSecs()), std::chrono::nanoseconds(0));
}

} // namespace pathlight
