// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/mtusizes.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"

namespace pathlight {

namespace {

constexpr int mostDatagrams = 4;

/// The last one that was too big: each names a smaller size than the one before.
const SizedDatagramEvidence* narrowest(const QList<SizedDatagramEvidence>& datagrams)
{
    const SizedDatagramEvidence* found = nullptr;
    for (const SizedDatagramEvidence& each : datagrams) {
        if (each.outcome == SizedDatagramOutcome::TooBig) found = &each;
    }
    return found;
}

} // namespace

QCoro::Task<QList<SizedDatagramEvidence>> askBySize(Scope scope, QHostAddress address, quint16 port, int size,
                                                    std::chrono::milliseconds patience)
{
    QList<SizedDatagramEvidence> all;
    while (size > 0 && all.size() < mostDatagrams && !scope.isOver()) {
        const auto datagram = platform::SizedDatagram::create(address, port, size);
        if (!datagram) break;
        const platform::SizedDatagram* watched = datagram.get();
        co_await until(scope.within(patience), datagram.get(), &platform::SizedDatagram::changed,
                       [watched] { return watched->seen().outcome != SizedDatagramOutcome::Silent; });
        all.append(datagram->seen());
        size = all.constLast().fits.value_or(0);
    }
    co_return all;
}

std::optional<int> sizeNamedBy(const QList<SizedDatagramEvidence>& datagrams)
{
    if (const SizedDatagramEvidence* limit = narrowest(datagrams)) return limit->fits;
    for (const SizedDatagramEvidence& each : datagrams) {
        if (each.outcome == SizedDatagramOutcome::Reached) return each.size;
    }
    return std::nullopt;
}

std::optional<QString> narrowHopIn(const QList<SizedDatagramEvidence>& datagrams)
{
    const SizedDatagramEvidence* limit = narrowest(datagrams);
    return limit ? limit->from : std::nullopt;
}

} // namespace pathlight
