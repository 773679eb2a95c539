// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/idleconclusion.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr std::array firstRound{0.03, 0.07, 0.14, 0.25, 0.4, 0.6, 0.8, 1.0};
constexpr int laterRound = 6;
constexpr double finestMs = 1000;
constexpr double finestShare = 0.02;
constexpr int usualKeepAlive = 60; ///< FACTS 3.3: what the clients that send any have set

/// A box that is known for its limit (FACTS 2, "Test by time"), seconds.
struct KnownLimit
{
    const char* kind;
    double least;
    double most;
    bool bySilence; ///< it forgets; one that is false closes the connection in order
};

constexpr std::array knownLimits{
    KnownLimit{"gateway_half_minute", 28, 32, true}, KnownLimit{"gateway_minute", 57, 63, true},
    KnownLimit{"cloud_nat_120", 117, 123, true},     KnownLimit{"gateway_minutes", 120, 300, true},
    KnownLimit{"home_nat", 240, 300, true},          KnownLimit{"cloud_nat_350", 343, 357, true},
    KnownLimit{"api_edge_400", 396, 404, false},
};

/// What clients do about quiet connections (FACTS 3.3); 0: nothing.
struct ClientKeepAlive
{
    const char* client;
    int seconds;
};

constexpr std::array clientKeepAlives{
    ClientKeepAlive{"claude-code", 0},       ClientKeepAlive{"claude-code-npm", 60},
    ClientKeepAlive{"anthropic-python", 60}, ClientKeepAlive{"anthropic-typescript", 60},
    ClientKeepAlive{"python-requests", 0},   ClientKeepAlive{"curl", 60},
};

/// How finely a limit of about so long is told.
double resolutionAt(double ms)
{
    return std::max(finestMs, finestShare * ms);
}

/// When a connection died: the moment that was seen, else the whole quiet.
double deathOf(const IdleProbeEvidence& probe)
{
    return std::min(probe.endedAfterMs.value_or(probe.quietMs), probe.quietMs);
}

QStringList kindsOf(double droppedMs, IdleOutcome how)
{
    QStringList kinds;
    for (const KnownLimit& each : knownLimits) {
        const double seconds = droppedMs / 1000;
        const bool bySilence = how != IdleOutcome::Closed;
        if (seconds >= each.least && seconds <= each.most && bySilence == each.bySilence)
            kinds.append(QString::fromLatin1(each.kind));
    }
    return kinds;
}

/// Did connections with keep-alive every `seconds` outlive the limit? Null: none was tested beyond it.
std::optional<bool> curedBy(const IdleEvidence& evidence, int seconds)
{
    std::optional<bool> cured;
    for (const IdleProbeEvidence& probe : evidence.probes) {
        if (probe.keepAliveSeconds != seconds || probe.quietMs < *evidence.droppedMs) continue;
        if (probe.outcome == IdleOutcome::Alive)
            cured = cured.value_or(true);
        else if (isDeath(probe.outcome))
            cured = false;
    }
    return cured;
}

/// The longest interval that was tested and is shorter than the limit decides.
void concludeKeepAlive(IdleEvidence* evidence)
{
    for (const IdleProbeEvidence& probe : evidence->probes) {
        if (!probe.keepAliveSeconds || *probe.keepAliveSeconds * 1000.0 >= *evidence->droppedMs) continue;
        if (evidence->keepAliveSeconds && *probe.keepAliveSeconds <= *evidence->keepAliveSeconds) continue;
        const auto cured = curedBy(*evidence, *probe.keepAliveSeconds);
        if (!cured) continue;
        evidence->keepAliveSeconds = probe.keepAliveSeconds;
        evidence->keepAliveCures = cured;
    }
}

/// Null where it cannot be told: the far side closed the connection, or no interval this short was tested.
std::optional<bool> survives(const IdleEvidence& evidence, int seconds)
{
    if (*evidence.how == IdleOutcome::Closed) return std::nullopt;
    if (seconds == 0 || seconds * 1000.0 >= *evidence.droppedMs) return false;
    return evidence.keepAliveCures;
}

} // namespace

bool isDeath(IdleOutcome outcome)
{
    return outcome == IdleOutcome::Silent || outcome == IdleOutcome::Reset || outcome == IdleOutcome::Closed;
}

IdleBounds boundsOf(const QList<IdleProbeEvidence>& probes)
{
    IdleBounds bounds;
    for (const IdleProbeEvidence& probe : probes) {
        if (!probe.keepAliveSeconds && probe.outcome == IdleOutcome::Alive)
            bounds.aliveMs = std::max(bounds.aliveMs.value_or(0), probe.quietMs);
    }
    const double alive = bounds.aliveMs.value_or(0);
    for (const IdleProbeEvidence& probe : probes) {
        if (probe.keepAliveSeconds || !isDeath(probe.outcome)) continue;
        // A longer quiet that was survived says that this one died of something else. The box counts from the
        // last packet and this side from when it had read it, so on a busy computer an end is seen early.
        const double early = probe.endedAfterMs ? resolutionAt(alive) : 0;
        if (deathOf(probe) < alive - early) continue;
        ++bounds.deaths;
        const double death = std::max(deathOf(probe), alive);
        if (bounds.droppedMs && death >= *bounds.droppedMs) continue;
        bounds.droppedMs = death;
        bounds.how = probe.outcome;
    }
    return bounds;
}

QList<double> idleRound(const IdleBounds& bounds, double upToMs, bool first)
{
    QList<double> times;
    if (first) {
        for (const double share : firstRound)
            times.append(share * upToMs);
        return times;
    }
    if (!bounds.droppedMs) return times;
    const double low = bounds.aliveMs.value_or(0);
    const double gap = *bounds.droppedMs - low;
    if (gap <= resolutionAt(*bounds.droppedMs)) return times;
    for (int index = 1; index <= laterRound; ++index)
        times.append(low + gap * index / (laterRound + 1));
    return times;
}

int keepAliveToTest(double upToMs)
{
    return std::clamp(static_cast<int>(upToMs / 6000), 1, usualKeepAlive);
}

std::optional<int> keepAliveFor(double droppedMs, int tested)
{
    if (tested * 1000.0 < droppedMs) return std::nullopt;
    return std::max(1, static_cast<int>(droppedMs / 3000));
}

void conclude(IdleEvidence* evidence)
{
    const IdleBounds bounds = boundsOf(evidence->probes);
    evidence->aliveMs = bounds.aliveMs;
    // One connection may die by itself; the way has a limit where another one confirms it.
    if (!bounds.droppedMs || bounds.deaths < 2) return;
    evidence->droppedMs = bounds.droppedMs;
    evidence->how = bounds.how;
    evidence->kinds = kindsOf(*bounds.droppedMs, *bounds.how);
    concludeKeepAlive(evidence);
    for (const ClientKeepAlive& each : clientKeepAlives) {
        const auto interval = each.seconds > 0 ? std::optional(each.seconds) : std::nullopt;
        evidence->clients.append(
            {QString::fromLatin1(each.client), interval, survives(*evidence, each.seconds)});
    }
}

} // namespace pathlight
