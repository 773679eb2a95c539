// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/stream.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace pathlight {

/// One end of a connection in memory: what one end writes the other reads, and either can end it in any way.
/// Tests of what runs over a stream need no network, and every reset and close comes exactly when they say.
class PipeStream final : public Stream
{
public:
    [[nodiscard]] static std::pair<std::unique_ptr<PipeStream>, std::unique_ptr<PipeStream>> pair()
    {
        auto one = std::make_unique<PipeStream>();
        auto other = std::make_unique<PipeStream>();
        one->m_peer = other.get();
        other->m_peer = one.get();
        return {std::move(one), std::move(other)};
    }

    ~PipeStream() override { endAs(StreamEnd::ClosedByPeer); }

    [[nodiscard]] QByteArray read() override { return std::exchange(m_incoming, {}); }
    void write(const QByteArray& bytes) override
    {
        if (!m_peer) return;
        m_peer->m_incoming += bytes;
        m_peer->announce();
    }
    [[nodiscard]] bool flushed() const override { return true; }
    [[nodiscard]] StreamEnd end() const override { return m_end; }
    [[nodiscard]] QString errorText() const override
    {
        return m_end == StreamEnd::Reset ? QStringLiteral("reset") : QString();
    }
    [[nodiscard]] qintptr descriptor() const override { return -1; }

    /// Ends the connection as the other end shall see it.
    void endAs(StreamEnd end)
    {
        if (!m_peer) return;
        m_peer->m_end = end;
        m_peer->m_peer = nullptr;
        m_peer->announce();
        m_peer = nullptr;
    }

    /// Calls `serve` whenever something arrives at this end.
    void onChange(std::function<void(PipeStream*)> serve)
    {
        connect(this, &Stream::changed, this, [this, serve = std::move(serve)] { serve(this); });
    }

private:
    void announce() { QMetaObject::invokeMethod(this, &Stream::changed, Qt::QueuedConnection); }

    QPointer<PipeStream> m_peer;
    QByteArray m_incoming;
    StreamEnd m_end = StreamEnd::Open;
};

} // namespace pathlight
