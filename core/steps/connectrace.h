// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tcp.h"
#include "core/net/stream.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace pathlight {

/// Connection attempts that run side by side, and which of them the walk goes on with. Lives in one thread.
class ConnectRace final : public QObject
{
    Q_OBJECT
public:
    explicit ConnectRace(int lanes);

    /// An attempt failed.
    void fail(int lane, const ConnectAttempt& seen);
    /// An attempt is connected; its stream is watched from now on, and kept until take().
    void connected(int lane, const ConnectAttempt& seen, std::unique_ptr<Stream> stream);

    /// The first lane in order that is connected; null: none is yet.
    [[nodiscard]] std::optional<int> first() const;
    /// Does no lane before the first connected one, or no lane at all, have its answer still to come?
    [[nodiscard]] bool isDecided() const;
    /// Is there a connected lane, or will there be none?
    [[nodiscard]] bool isAnswered() const;

    /// Gives a lane's stream away; it is no longer watched for its end then.
    [[nodiscard]] std::unique_ptr<Stream> take(int lane);
    [[nodiscard]] bool isTaken(int lane) const { return m_lanes[lane].taken; }
    /// How a connected stream ended so far, and when, in ms since it was connected.
    [[nodiscard]] StreamEnd end(int lane) const { return m_lanes[lane].end; }
    [[nodiscard]] double endedMs(int lane) const { return m_lanes[lane].endedMs; }

    /// What was seen in a lane; meaningful once it failed or connected.
    [[nodiscard]] ConnectAttempt& seen(int lane) { return m_lanes[lane].seen; }
    /// Of the lanes that have an answer.
    [[nodiscard]] QList<ConnectAttempt> attempts() const;

Q_SIGNALS:
    void changed();

private:
    enum class State { Pending, Failed, Connected };
    struct Lane
    {
        State state = State::Pending;
        ConnectAttempt seen;
        std::unique_ptr<Stream> stream;
        bool taken = false;
        StreamEnd end = StreamEnd::Open;
        double endedMs = 0;
        QElapsedTimer since;
    };

    void look(int lane, const Stream* stream);

    std::vector<Lane> m_lanes;
};

} // namespace pathlight
