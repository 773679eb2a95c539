// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace pathlight {

/// Work that may block for longer than the event loop can bear (a name look-up, a file on a network disk), on
/// a thread of its own that nobody ever waits for: neither Stop nor the program's end is delayed by it. The
/// work may touch only what it owns or shares by a shared pointer; what it shares may be read once isDone().
class DetachedCall final : public QObject
{
    Q_OBJECT
public:
    explicit DetachedCall(std::function<void()> work, QObject* parent = nullptr);
    ~DetachedCall() override;

    [[nodiscard]] bool isDone() const { return m_done; }

Q_SIGNALS:
    /// Emitted once, from the event loop of the thread that made this object.
    void changed();

private:
    struct Shared;
    void finish();

    std::shared_ptr<Shared> m_shared;
    bool m_done = false;
};

} // namespace pathlight
