// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QObject>

namespace pathlight {

/// What several resolvers answered to one name, filled in as the answers come. Lives in one thread.
class AnswerBoard final : public QObject
{
    Q_OBJECT
public:
    /// Makes room for a resolver's answer and gives its place.
    int expect(const QString& resolver, ResolverRole role);
    /// What clients would get from it is known.
    void put(int place, const DnsAnswerEvidence& answer);
    /// All that is asked of it is.
    void settle(int place, const DnsAnswerEvidence& answer);

    [[nodiscard]] bool isDone(int place) const { return m_done[place]; }
    /// Have all resolvers of that role come to an end?
    [[nodiscard]] bool allDone(ResolverRole role) const;
    /// Has all that is asked been answered?
    [[nodiscard]] bool allSettled() const;
    /// The first of that role, done or not; null: there is none.
    [[nodiscard]] const DnsAnswerEvidence* first(ResolverRole role) const;
    [[nodiscard]] const QList<DnsAnswerEvidence>& answers() const { return m_answers; }
    /// The addresses of the first finished resolver of that role that gave any.
    [[nodiscard]] QStringList addressesFrom(ResolverRole role) const;

Q_SIGNALS:
    void changed();

private:
    QList<DnsAnswerEvidence> m_answers;
    QList<bool> m_done;
    QList<bool> m_settled;
};

/// Asks one resolver for both address families over UDP and puts the answer on the board, and over TCP at the
/// same time, which settles it.
[[nodiscard]] QCoro::Task<void> askResolver(StepContext context, std::shared_ptr<AnswerBoard> board,
                                            int place);

/// The system's own look-up, put on the board.
[[nodiscard]] QCoro::Task<void> askSystem(StepContext context, std::shared_ptr<AnswerBoard> board, int place);

/// The addresses that a hosts file's text gives a name, at most 20.
[[nodiscard]] QStringList addressesInHosts(const QByteArray& text, const QString& name);

} // namespace pathlight
