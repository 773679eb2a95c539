// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/route.h"
#include "core/evidence/tcp.h"
#include "core/net/platform/platform.h"

#include <map>
#include <set>

namespace pathlight {

/// What one attempt limited in its time to live came to.
struct HopAnswer
{
    enum class Kind {
        Silent,
        TimeExceeded, ///< a router at this distance spoke
        Target,       ///< the target answered: it accepted, or refused
        Said,         ///< somebody said that it goes no further: prohibited, unreachable
        NotSent,      ///< this computer itself has no way there
        Strange,      ///< it came from an address that no router can have
    };
    Kind kind = Kind::Silent;
    QString from;
    double ms = 0;
    QString said; ///< "prohibited", "unreachable", "refused"; empty: nothing but what the kind tells
};

/// Reads an attempt to `target`. One that has not ended is silent.
[[nodiscard]] HopAnswer hopAnswerOf(const ConnectAttempt& seen, const QString& target);
[[nodiscard]] HopAnswer hopAnswerOf(const platform::HopDatagramSeen& seen, const QString& target);

/// Can a router answer from this address? Private ones can; loopback, multicast, reserved ones and none at
/// all cannot, whoever wrote them into a packet.
[[nodiscard]] bool canBeHop(const QString& address);

/// Where a trace asks next. Pure: no network and no clock.
///
/// Asking all distances at once would send most packets to a near target itself. So a few, spread out, are
/// asked first; then always all that are nearer than one where the target is not, for those cannot reach it,
/// and a single one in the gap that is left.
class DistancePlan
{
public:
    /// `guess`: how far the target is thought to be, from a trace before this one.
    explicit DistancePlan(std::optional<int> guess) : m_guess(guess) {}

    /// The distances to ask now; none: the way is known to its end. `end` is HopTally::end(), and all that
    /// was asked nearer than it counts as not being the target.
    [[nodiscard]] QList<int> next(std::optional<int> end);
    /// All distances up to `last` and before the end, for a way from whose far end nothing answers.
    [[nodiscard]] QList<int> rest(std::optional<int> end, int last);
    /// Has every distance up to the end been asked?
    [[nodiscard]] bool isComplete(std::optional<int> end) const;

    static constexpr int farthest = 30;

private:
    void ask(int ttl, QList<int>* now);

    std::optional<int> m_guess;
    std::set<int> m_asked;
};

/// The answers of a trace by distance, and the rows they make. Pure: no network and no clock.
class HopTally final
{
public:
    void add(int ttl, const HopAnswer& answer);
    /// One asked at half the rate: it is counted apart.
    void addSlow(int ttl, const HopAnswer& answer);
    /// The answer of an attempt that was not limited: it tells whether the target is there, not how far.
    void addUnlimited(const HopAnswer& answer);

    /// The distance beyond which there is nothing to ask: the nearest at which the target answered, or from
    /// which somebody said that it goes no further; null: not known yet.
    [[nodiscard]] std::optional<int> end() const;
    [[nodiscard]] std::optional<int> targetDistance() const;
    /// The farthest distance at which anybody answered; 0: nobody did.
    [[nodiscard]] int lastAnswered() const;
    [[nodiscard]] int answersOfTarget() const { return m_answersOfTarget; }
    [[nodiscard]] bool isTargetThere() const { return m_answersOfTarget > 0; }
    [[nodiscard]] double slowestMs() const { return m_slowestMs; }
    [[nodiscard]] int strange() const { return m_strange; }
    /// Distances before the target's that answered some attempts and not others, at most `most`.
    [[nodiscard]] QList<int> lossy(qsizetype most) const;
    /// Did nobody answer before the end, though there is room for somebody?
    [[nodiscard]] bool isSilentOnTheWay() const;

    /// The rows, at most `silentRows` silent ones after the last answer.
    [[nodiscard]] QList<HopEvidence> rows(int silentRows) const;

private:
    struct Row
    {
        int sent = 0;
        int sentSlowly = 0;
        int receivedSlowly = 0;
        QStringList from; ///< one entry for each answer
        QList<double> times;
        bool target = false;
        QString said;
    };

    bool count(const HopAnswer& answer);
    void take(const HopAnswer& answer, Row* row);
    [[nodiscard]] HopEvidence evidenceOf(int ttl, const Row& row) const;
    [[nodiscard]] std::optional<int> saidDistance() const;

    std::map<int, Row> m_rows;
    std::optional<HopAnswer> m_unlimited;
    QString m_target;
    int m_answersOfTarget = 0;
    int m_strange = 0;
    double m_slowestMs = 0;
};

} // namespace pathlight
