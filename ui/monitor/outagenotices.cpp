// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/outagenotices.h"

#include <algorithm>

namespace pathlight {

namespace {

QStringList sorted(const QSet<QString>& names)
{
    QStringList list(names.begin(), names.end());
    list.sort();
    return list;
}

} // namespace

void OutageNotices::change(const QString& target, bool down, std::chrono::milliseconds now)
{
    if (down)
        m_down.insert(target);
    else
        m_down.remove(target);
    if (m_down == m_told)
        m_changedAt.reset();
    else if (!m_changedAt)
        m_changedAt = now;
}

void OutageNotices::forget(const QString& target)
{
    m_down.remove(target);
    m_told.remove(target);
    if (m_down == m_told) m_changedAt.reset();
}

std::optional<std::chrono::milliseconds> OutageNotices::dueAt() const
{
    if (!m_changedAt) return std::nullopt;
    const auto gathered = *m_changedAt + gathering;
    return m_notices.size() < mostInSpan ? gathered : std::max(gathered, m_notices.first() + span);
}

std::optional<OutageNotice> OutageNotices::take(std::chrono::milliseconds now)
{
    const auto due = dueAt();
    if (!due || now < *due) return std::nullopt;
    const OutageNotice notice{sorted(m_down - m_told), sorted(m_told - m_down)};
    m_told = m_down;
    m_changedAt.reset();
    m_notices.append(now);
    if (m_notices.size() > mostInSpan) m_notices.removeFirst();
    return notice;
}

} // namespace pathlight
