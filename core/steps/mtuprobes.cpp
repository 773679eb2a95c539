// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/mtuprobes.h"

#include "core/async/wait.h"
#include "core/net/clienthello.h"
#include "core/net/platform/platform.h"
#include "core/net/platform/traffic.h"
#include "core/steps/egress.h"

#include <QElapsedTimer>

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto connectTime = 3s;
constexpr auto tunnelTime = 5s;
constexpr auto lookInterval = 15ms;
constexpr double silentUpMs = 600;
constexpr int silentUpRetransmits = 2;
constexpr double longestUpMs = 3000;
constexpr double silentDownMs = 1000;
constexpr double usualRoundTripMs = 200; ///< where nothing tells of it
/// What is sent again, and the end, once an answer is overdue.
constexpr int sentInSilence = 3;
/// Bytes of an answer that cannot have come in one small segment: a flight of certificates is longer.
constexpr qint64 surelyFlight = 1024;

double elapsedMs(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// One hello under way, and what came back so far.
class Exchange final
{
public:
    Exchange(std::unique_ptr<Stream> stream, const QString& serverName, const ProbeShape& shape,
             double roundTripMs)
        : m_stream(std::move(stream)), m_roundTripMs(roundTripMs)
    {
        const int headers = counters().headerBytes.value_or(0);
        const int segment = counters().sendMss.value_or(0);
        for (const int packet : shape.packets) {
            if (packet - headers > 0 && packet - headers <= segment) m_pieces.append(packet - headers);
        }
        const int grown = std::accumulate(m_pieces.begin(), m_pieces.end(), 0);
        m_handshake.emplace(serverName, grown > 0 ? grown : shape.helloBytes);
        m_clock.start();
        send();
    }

    [[nodiscard]] Stream* stream() const { return m_stream.get(); }
    [[nodiscard]] int sent() const { return m_sent; }
    [[nodiscard]] double ms() const { return elapsedMs(m_clock); }
    [[nodiscard]] bool upPassed() const { return m_ackedMs.has_value(); }
    [[nodiscard]] platform::Counters counters() const { return platform::counters(m_stream->descriptor()); }

    void look()
    {
        const QByteArray bytes = m_stream->read();
        m_received += bytes.size();
        m_handshake->feed(bytes);
        send();
        const bool acknowledged = m_stream->flushed() && counters().unacknowledged == 0;
        if (!m_ackedMs && (acknowledged || isAnswered())) m_ackedMs = ms();
    }

    [[nodiscard]] bool isAnswered() const
    {
        return m_handshake->state() != ProbeHandshake::State::Waiting || m_received >= surelyFlight;
    }
    [[nodiscard]] bool isEnded() const { return m_stream->end() != StreamEnd::Open; }

    /// Silence has lasted long enough to mean something.
    [[nodiscard]] bool isSilent() const
    {
        if (m_ackedMs) return ms() - *m_ackedMs >= std::max(silentDownMs, 6 * m_roundTripMs);
        if (ms() >= longestUpMs) return true;
        return ms() >= silentUpMs && counters().retransmits.value_or(0) >= silentUpRetransmits;
    }
    [[nodiscard]] bool isSuspect() const
    {
        const double since = m_ackedMs ? ms() - *m_ackedMs : ms();
        return since >= std::max(300.0, 3 * m_roundTripMs + 100);
    }
    [[nodiscard]] qintptr descriptor() const { return m_stream->descriptor(); }
    [[nodiscard]] bool grows() const { return !m_pieces.isEmpty(); }

    /// The payload of the largest piece that was acknowledged, and of the first that was not; 0: there is
    /// none.
    [[nodiscard]] std::pair<int, int> grownTo() const
    {
        const qint64 acknowledged = m_sent - counters().unacknowledged.value_or(m_sent);
        qint64 end = 0;
        int largest = 0;
        for (const int piece : m_pieces) {
            end += piece;
            if (end > acknowledged) return {largest, piece};
            largest = piece;
        }
        return {largest, 0};
    }
    [[nodiscard]] bool isOver() const { return isAnswered() || isEnded() || isSilent(); }

private:
    void send()
    {
        const QByteArray bytes = m_handshake->takeOutput();
        if (bytes.isEmpty()) return;
        // What is written by itself leaves as a packet by itself, for nothing holds it back.
        qsizetype done = 0;
        if (m_sent == 0) {
            for (const int piece : m_pieces) {
                m_stream->write(bytes.mid(done, piece));
                done += piece;
            }
        }
        if (done < bytes.size()) m_stream->write(bytes.mid(done));
        m_sent += static_cast<int>(bytes.size());
    }

    std::unique_ptr<Stream> m_stream;
    QList<int> m_pieces; ///< payload bytes of the packets that grow
    std::optional<ProbeHandshake> m_handshake;
    double m_roundTripMs = 0;
    QElapsedTimer m_clock;
    std::optional<double> m_ackedMs;
    qint64 m_received = 0;
    int m_sent = 0;
};

/// The SYNs of a connection that stands, or of which none has come back.
PacketTally synsOf(const platform::Connector& connector)
{
    const int again = connector.seen().synRetransmits.value_or(0);
    return {again + 1, again + (connector.isOver() ? 0 : 1)};
}

/// Segments with data: the kernel counts what it sent again with the SYNs, also what the peer had already.
PacketTally dataOf(const platform::Counters& counters, const PacketTally& syns)
{
    const int again =
        counters.retransmits.value_or(0) - counters.needlessCopies.value_or(0) - (syns.sent - 1);
    const int lost = std::max(0, again);
    return {std::max(counters.dataSegments.value_or(0), lost + 1), lost};
}

SizedProbe describe(const Exchange& exchange, const ProbeShape& shape, const PacketTally& syns)
{
    const platform::Counters counters = exchange.counters();
    SizedProbe probe;
    probe.seen.mss = shape.clamp;
    probe.control = shape.control;
    probe.data = dataOf(counters, syns);
    probe.seen.sent = exchange.sent();
    probe.seen.upPassed = exchange.upPassed();
    if (probe.seen.upPassed) probe.seen.downPassed = exchange.isAnswered();
    probe.seen.retransmits = counters.retransmits;
    probe.seen.pathMtu = counters.pathMtu;
    probe.seen.sendMss = counters.sendMss;
    probe.seen.ms = exchange.ms();
    probe.end = exchange.isAnswered() ? SizedProbe::End::Answered
                : exchange.isEnded()  ? SizedProbe::End::Ended
                                      : SizedProbe::End::Silent;
    const int segment = counters.sendMss.value_or(0);
    const int headers = counters.headerBytes.value_or(0);
    probe.fullSize = exchange.grows() || exchange.sent() > segment;
    probe.packet = std::min(segment, exchange.sent()) + headers;
    if (exchange.grows()) {
        const auto [largest, next] = exchange.grownTo();
        probe.seen.acknowledged = largest > 0 ? largest + headers : 0;
        probe.packet = (next > 0 ? next : largest) + headers;
    }
    probe.seen.packet = probe.packet;
    return probe;
}

/// Looks at an exchange until it is over, and tells the set when it becomes suspect.
QCoro::Task<Ended> watch(Scope scope, std::shared_ptr<Exchange> exchange, std::shared_ptr<ProbeSet> set,
                         int index, ProbeShape shape, PacketClaim claim)
{
    while (true) {
        exchange->look();
        if (exchange->isOver()) co_return Ended::Success;
        if (exchange->isSuspect()) {
            const SizedProbe soFar = describe(*exchange, shape, set->at(index).handshake);
            *claim = {sentInSilence, sentInSilence * soFar.packet};
            set->setSuspect(index, soFar);
        }
        bool woken = false;
        // The signal says only that something changed; what, the next look tells.
        const Ended ended = co_await untilAny(
            scope.within(lookInterval), [&woken] { return std::exchange(woken, true); },
            [stream = exchange->stream()](Waker* waker) {
                QObject::connect(stream, &Stream::changed, waker, [waker] { waker->check(); });
            });
        if (ended == Ended::Cancelled || scope.isOver()) co_return Ended::Cancelled;
    }
}

} // namespace

int ProbeSet::add()
{
    m_entries.emplace_back();
    return static_cast<int>(m_entries.size()) - 1;
}

void ProbeSet::setHandshake(int index, const PacketTally& syns)
{
    m_entries[static_cast<std::size_t>(index)].handshake = syns;
}

void ProbeSet::setSuspect(int index, const SizedProbe& soFar)
{
    Entry& entry = m_entries[static_cast<std::size_t>(index)];
    entry.probe = soFar;
    if (std::exchange(entry.suspect, true)) return;
    entry.connected = true;
    Q_EMIT changed();
}

void ProbeSet::finish(int index, bool connected, const SizedProbe& probe)
{
    Entry& entry = m_entries[static_cast<std::size_t>(index)];
    entry.done = true;
    entry.connected = connected;
    entry.probe = probe;
    Q_EMIT changed();
}

bool ProbeSet::allDone() const
{
    return std::all_of(m_entries.begin(), m_entries.end(), [](const Entry& each) { return each.done; });
}

bool ProbeSet::allTold() const
{
    return std::all_of(m_entries.begin(), m_entries.end(),
                       [](const Entry& each) { return each.done || each.suspect; });
}

QList<SizedProbe> ProbeSet::probesSoFar() const
{
    QList<SizedProbe> list;
    for (const Entry& each : m_entries) {
        if (each.connected && (each.done || each.suspect)) list.append(each.probe);
    }
    return list;
}

QList<SizedProbe> ProbeSet::probes() const
{
    QList<SizedProbe> list;
    for (const Entry& each : m_entries) {
        if (each.done && each.connected) list.append(each.probe);
    }
    return list;
}

PacketTally ProbeSet::handshakes() const
{
    PacketTally all;
    for (const Entry& each : m_entries) {
        all.sent += each.handshake.sent;
        all.lost += each.handshake.lost;
    }
    return all;
}

QList<int> ProbeSet::synRetransmits() const
{
    QList<int> list;
    for (const Entry& each : m_entries) {
        if (each.handshake.sent > each.handshake.lost) list.append(each.handshake.lost);
    }
    return list;
}

QCoro::Task<void> runProbe(StepContext context, std::shared_ptr<ProbeSet> set, int index, ProbeTarget target,
                           ProbeShape shape, PacketClaim claim)
{
    const auto connector = platform::Connector::create({target.address, target.port, shape.clamp, {}});
    const platform::Connector* watched = connector.get();
    co_await until(context.scope.within(connectTime), connector.get(), &platform::Connector::changed,
                   [watched] { return watched->isOver(); });
    set->setHandshake(index, synsOf(*connector));
    // Where SYNs were sent again, the connection took longer than a round trip.
    const bool wasAtOnce = set->at(index).handshake.lost == 0;
    double roundTripMs = wasAtOnce ? connector->seen().connectMs.value_or(0) : 0;
    auto stream = connector->take();
    if (stream && !wasAtOnce)
        roundTripMs = platform::counters(stream->descriptor()).rttMs.value_or(usualRoundTripMs);
    if (stream && target.isProxy) {
        QCoro::Task<Way> going = goOn(context, context.scope.within(tunnelTime), std::move(stream),
                                      Peer{target.address, target.port});
        Way way = co_await going;
        stream = std::move(way.stream);
        if (way.tunnel) roundTripMs = std::max(roundTripMs, way.tunnel->ms);
    }
    if (!stream) {
        set->finish(index, false, {});
        co_return;
    }
    const auto exchange =
        std::make_shared<Exchange>(std::move(stream), context.target.host(), shape, roundTripMs);
    const Ended ended = co_await watch(context.scope, exchange, set, index, shape, claim);
    const SizedProbe probe = describe(*exchange, shape, set->at(index).handshake);
    platform::abandon(exchange->descriptor()); // There is nothing on it that could be lost.
    // A probe that was stopped saw neither an answer nor silence.
    set->finish(index, ended == Ended::Success, probe);
    if (ended == Ended::Success) context.sample(sample::mtuProbe, toObject(probe.seen));
}

} // namespace pathlight
