// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QStringList>

#include <chrono>
#include <optional>

namespace pathlight {

/// What a user is told at once: targets that went down since the last notice, and those that came back.
struct OutageNotice
{
    QStringList down;
    QStringList up;
};

/// When is a user told of outages? Changes of a few seconds are told together, for a network that goes takes
/// everything with it; and after some notices there is quiet for a while, after which only what is still
/// different from what was told last is told. A line that flaps is told of a few times, not once a flap.
///
/// Knows no clock: every call is told the time, on any axis that does not run back.
class OutageNotices
{
public:
    static constexpr std::chrono::milliseconds gathering{2000};
    static constexpr std::chrono::milliseconds span{600'000};
    static constexpr qsizetype mostInSpan = 4;

    void change(const QString& target, bool down, std::chrono::milliseconds now);
    /// Nobody knows any more how it stands: neither its end nor its beginning anew was told.
    void forget(const QString& target);
    /// When take() should be asked; null: nothing is to be told.
    [[nodiscard]] std::optional<std::chrono::milliseconds> dueAt() const;
    /// What is to be told now; null: nothing, or not yet.
    [[nodiscard]] std::optional<OutageNotice> take(std::chrono::milliseconds now);

private:
    QSet<QString> m_down;
    QSet<QString> m_told; ///< what the user believes to be down
    std::optional<std::chrono::milliseconds> m_changedAt;
    QList<std::chrono::milliseconds> m_notices; ///< the newest, mostInSpan at most
};

} // namespace pathlight
