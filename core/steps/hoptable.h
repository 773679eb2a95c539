// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/route.h"
#include "core/evidence/tcp.h"

#include <QHash>

#include <map>

namespace pathlight {

/// What one connection attempt limited in its time to live came to.
struct HopAnswer
{
    enum class Kind {
        Silent,
        TimeExceeded, ///< a router at this distance spoke
        Target,       ///< the port answered: it accepted, or refused
        Said,         ///< somebody said that it goes no further: prohibited, unreachable
        NotSent,      ///< this computer itself has no way there
    };
    Kind kind = Kind::Silent;
    QString from;
    double ms = 0;
    QString said; ///< "prohibited", "unreachable", "refused"; empty: nothing but what the kind tells
};

/// Reads an attempt to `target`. One that has not ended is silent.
[[nodiscard]] HopAnswer hopAnswerOf(const ConnectAttempt& seen, const QString& target);

/// The answers of a trace by distance, and the rows they make. Pure: no network and no clock.
class HopTable final
{
public:
    void add(int ttl, const HopAnswer& answer);
    /// The answer of a connection that was not limited: it tells whether the target is there, not how far.
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

    /// The rows, at most `silentRows` silent ones after the last answer.
    [[nodiscard]] QList<HopEvidence> rows(int silentRows) const;

private:
    struct Row
    {
        int sent = 0;
        QStringList from; ///< one entry for each answer
        QList<double> times;
        bool target = false;
        QString said;
    };

    [[nodiscard]] HopEvidence evidenceOf(int ttl, const Row& row) const;
    [[nodiscard]] std::optional<int> saidDistance() const;

    std::map<int, Row> m_rows;
    std::optional<HopAnswer> m_unlimited;
    int m_answersOfTarget = 0;
    double m_slowestMs = 0;
};

} // namespace pathlight
