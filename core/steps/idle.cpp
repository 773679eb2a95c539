// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/idle.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/steps/egress.h"
#include "core/steps/idleconclusion.h"
#include "core/steps/probe.h"

#include <QElapsedTimer>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

using std::chrono::milliseconds;

constexpr auto openingTime = 10s; ///< until the first request is answered
constexpr auto answerTime = 8s;   ///< for the second; a segment sent again four times is long there by then
constexpr int mostRounds = 4;
constexpr int confirmations = 2;

/// A scope for one round, which can be ended before the measurement is.
struct RoundScope
{
    explicit RoundScope(const Scope& whole)
        : cancel(std::make_shared<CancelSource>()), scope(cancel, whole.deadline())
    {
        QObject::connect(whole.source(), &CancelSource::cancelled, cancel.get(), &CancelSource::cancel);
        if (whole.isCancelled()) cancel->cancel();
    }

    std::shared_ptr<CancelSource> cancel;
    Scope scope;
};

/// Runs orders side by side, shortest first. Once enough of those without keep-alive have died, the longer
/// ones can tell nothing more and are given up.
QCoro::Task<QList<IdleProbeEvidence>> runRound(StepContext context, QList<QuietOrder> orders,
                                               LeaveQuiet leave)
{
    const RoundScope round(context.scope);
    std::vector<QCoro::Task<IdleProbeEvidence>> running;
    for (const QuietOrder& order : orders)
        running.push_back(leave(round.scope, order));
    QList<IdleProbeEvidence> seen;
    int deaths = 0;
    for (QCoro::Task<IdleProbeEvidence>& each : running) {
        const IdleProbeEvidence probe = co_await each;
        seen.append(probe);
        if (!probe.keepAliveSeconds && isDeath(probe.outcome)) ++deaths;
        const bool waitsForKeepAlive = std::any_of(
            orders.begin(), orders.end(), [](const QuietOrder& order) { return order.keepAliveSeconds; });
        if (deaths >= confirmations && !waitsForKeepAlive) round.cancel->cancel();
    }
    co_return seen;
}

milliseconds rounded(double ms)
{
    return milliseconds(static_cast<qint64>(ms));
}

/// The order of a round's connections: ascending, those with keep-alive last.
QList<QuietOrder> ordersFor(const QList<double>& times, std::optional<int> keepAlive, double keepAliveQuietMs)
{
    QList<QuietOrder> orders;
    for (const double ms : times)
        orders.append({rounded(ms), std::nullopt});
    for (int count = 0; keepAlive && count < confirmations; ++count)
        orders.append({rounded(keepAliveQuietMs), keepAlive});
    return orders;
}

bool keepsOpen(const HttpAnswer& answer)
{
    const QByteArray connection = answer.header("connection").value_or(QByteArray()).toLower();
    return answer.outcome == ExchangeOutcome::Answered && !connection.contains("close");
}

IdleOutcome outcomeOfEnd(StreamEnd end)
{
    return end == StreamEnd::ClosedByPeer ? IdleOutcome::Closed : IdleOutcome::Reset;
}

/// What came of the second request.
IdleOutcome outcomeOfUse(const HttpAnswer& answer)
{
    switch (answer.outcome) {
    case ExchangeOutcome::Answered:
        return IdleOutcome::Alive;
    case ExchangeOutcome::TimedOut:
        return IdleOutcome::Silent;
    case ExchangeOutcome::Reset:
        return IdleOutcome::Reset;
    case ExchangeOutcome::ClosedEarly:
        return IdleOutcome::Closed;
    case ExchangeOutcome::Cancelled:
        return IdleOutcome::Cancelled;
    default:
        return IdleOutcome::Failed;
    }
}

} // namespace

QCoro::Task<IdleProbeEvidence> leaveQuiet(StepContext context, Scope scope, QuietOrder order)
{
    IdleProbeEvidence seen;
    seen.quietMs = static_cast<double>(order.quiet.count());
    seen.keepAliveSeconds = order.keepAliveSeconds;
    const Scope opening = scope.within(openingTime);
    QCoro::Task<Way> connecting = openSecureWay(context, opening, probesVerified(context));
    const Way way = co_await connecting;
    Stream* const stream = way.stream.get();
    if (!stream) co_return seen;
    const bool isSet =
        !order.keepAliveSeconds ||
        platform::keepAlive(stream->descriptor(), std::chrono::seconds(*order.keepAliveSeconds));
    if (!isSet) co_return seen;
    HttpRequest request = probeRequest(context);
    request.keepAlive = true;
    QCoro::Task<HttpAnswer> asking = exchange(opening, stream, request);
    const HttpAnswer first = co_await asking;
    if (!keepsOpen(first)) co_return seen;
    QElapsedTimer clock;
    clock.start();
    const Ended ended = co_await until(scope.within(order.quiet), stream, &Stream::changed, [stream] {
        stream->read(); // Tickets and the like; nothing that belongs to an answer comes unasked.
        return stream->end() != StreamEnd::Open;
    });
    if (ended == Ended::Success) {
        seen.outcome = outcomeOfEnd(stream->end());
        seen.endedAfterMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        co_return seen;
    }
    seen.outcome = IdleOutcome::Cancelled;
    if (ended == Ended::Cancelled || scope.isOver()) co_return seen;
    const Scope useScope = scope.within(answerTime);
    QCoro::Task<HttpAnswer> askingAgain = exchange(useScope, stream, request);
    const HttpAnswer second = co_await askingAgain;
    seen.outcome = scope.isOver() && second.outcome == ExchangeOutcome::TimedOut ? IdleOutcome::Cancelled
                                                                                 : outcomeOfUse(second);
    co_return seen;
}

QCoro::Task<IdleEvidence> measureIdle(StepContext context, milliseconds upTo, LeaveQuiet leave)
{
    IdleEvidence evidence;
    evidence.upToMs = static_cast<double>(upTo.count());
    const int usual = keepAliveToTest(evidence.upToMs);
    for (int round = 0; round < mostRounds && !context.scope.isOver(); ++round) {
        const IdleBounds bounds = boundsOf(evidence.probes);
        const QList<double> times = idleRound(bounds, evidence.upToMs, round == 0);
        if (times.isEmpty()) break;
        context.waitingFor(u"idle"_s, {{u"seconds"_s, QString::number(times.last() / 1000, 'f', 0)},
                                       {u"round"_s, QString::number(round + 1)}});
        const auto keepAlive = round == 0 ? std::optional(usual) : std::nullopt;
        QCoro::Task<QList<IdleProbeEvidence>> running =
            runRound(context, ordersFor(times, keepAlive, evidence.upToMs), leave);
        evidence.probes += co_await running;
    }
    IdleBounds bounds = boundsOf(evidence.probes);
    if (bounds.droppedMs && bounds.deaths < confirmations && !context.scope.isOver()) {
        // Only one died so far, and one may die of something else.
        QCoro::Task<QList<IdleProbeEvidence>> running =
            runRound(context, ordersFor({*bounds.droppedMs}, std::nullopt, 0), leave);
        evidence.probes += co_await running;
        bounds = boundsOf(evidence.probes);
    }
    const auto shorter = bounds.droppedMs && bounds.how != IdleOutcome::Closed
                             ? keepAliveFor(*bounds.droppedMs, usual)
                             : std::nullopt;
    if (shorter && !context.scope.isOver()) {
        const double quietMs = std::max(1.5 * *bounds.droppedMs, *bounds.droppedMs + *shorter * 2000.0);
        QCoro::Task<QList<IdleProbeEvidence>> running =
            runRound(context, ordersFor({}, shorter, quietMs), leave);
        evidence.probes += co_await running;
    }
    conclude(&evidence);
    co_return evidence;
}

} // namespace pathlight
