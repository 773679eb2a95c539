// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/wait.h"

#include <QProcess>

#include <optional>

namespace pathlight {

/// What to start, and how much of what it writes is kept.
struct ChildOrder
{
    QString program;       ///< its whole path; no shell reads it
    QStringList arguments; ///< as they are
    QProcessEnvironment environment;
    QString folder;           ///< where it starts; empty: where this process is
    qsizetype mostOutput = 0; ///< bytes of each of its two outputs
    bool errors = false;      ///< also keep what it writes to its standard error
};

/// One start of another program, in a session of its own and without a terminal or an input. A program that
/// is still there when this goes is ended, with what it started. Belongs to the thread that made it.
class ChildProcess
{
public:
    explicit ChildProcess(const ChildOrder& order);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// It has ended, could not be started, or wrote more than is kept.
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] bool isTooLarge() const;
    [[nodiscard]] bool failedToStart() const;
    /// A signal ended it.
    [[nodiscard]] bool crashed() const;
    /// Null: it has not ended by itself.
    [[nodiscard]] std::optional<int> exitCode() const;
    /// At most one byte more than was to be kept.
    [[nodiscard]] const QByteArray& output() const { return m_output; }
    [[nodiscard]] const QByteArray& errors() const { return m_errors; }
    /// Has a wait look again whenever something changed here.
    void wake(Waker* waker);

private:
    void take();

    QProcess m_process;
    qsizetype m_most;
    QByteArray m_output;
    QByteArray m_errors;
};

} // namespace pathlight
