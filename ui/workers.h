// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

class QThread;

namespace pathlight {

/// Work that would hold up the window, each piece on a thread of its own. The work must own what it uses; its
/// answer comes in the owner's thread. The destructor waits for what is under way, whose answers are dropped.
class Workers final : public QObject
{
    Q_OBJECT
public:
    explicit Workers(QObject* parent = nullptr);
    ~Workers() override;

    void run(const std::function<void()>& work, const std::function<void()>& done);

private:
    void drop(const QThread* thread);

    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace pathlight
