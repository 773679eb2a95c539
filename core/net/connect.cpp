// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connect.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

QCoro::Task<Connected> connectTo(Scope scope, QHostAddress address, quint16 port)
{
    const auto connector = platform::Connector::create({address, port, {}, {}});
    const platform::Connector* watched = connector.get();
    const Ended ended = co_await until(scope, connector.get(), &platform::Connector::changed,
                                       [watched] { return watched->isOver(); });
    Connected result;
    result.seen = connector->seen();
    if (ended == Ended::TimedOut) result.seen.outcome = ConnectOutcome::TimedOut;
    if (ended == Ended::Cancelled) {
        result.seen.outcome = ConnectOutcome::Failed;
        result.seen.error = u"ECANCELED"_s;
    }
    if (ended == Ended::Success) result.stream = connector->take();
    co_return result;
}

} // namespace pathlight
