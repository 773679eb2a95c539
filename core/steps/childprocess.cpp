// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/childprocess.h"

#include "core/net/platform/platform.h"

namespace pathlight {

namespace {

constexpr int endTimeMs = 1000;

} // namespace

ChildProcess::ChildProcess(const ChildOrder& order) : m_most(order.mostOutput)
{
    m_process.setProcessEnvironment(order.environment);
    m_process.setStandardInputFile(QProcess::nullDevice());
    if (!order.errors) m_process.setStandardErrorFile(QProcess::nullDevice());
    if (!order.folder.isEmpty()) m_process.setWorkingDirectory(order.folder);
    m_process.setChildProcessModifier(platform::leaveTerminal);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { take(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process, [this] { take(); });
    m_process.start(order.program, order.arguments);
}

ChildProcess::~ChildProcess()
{
    if (m_process.state() == QProcess::NotRunning) return;
    platform::endSession(m_process.processId());
    m_process.kill();
    m_process.waitForFinished(endTimeMs);
}

bool ChildProcess::isOver() const
{
    return m_process.state() == QProcess::NotRunning || isTooLarge();
}

bool ChildProcess::isTooLarge() const
{
    return m_output.size() > m_most || m_errors.size() > m_most;
}

bool ChildProcess::failedToStart() const
{
    return m_process.error() == QProcess::FailedToStart;
}

bool ChildProcess::crashed() const
{
    return m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::CrashExit &&
           !failedToStart();
}

std::optional<int> ChildProcess::exitCode() const
{
    const bool ended = m_process.state() == QProcess::NotRunning && !failedToStart() && !crashed();
    return ended ? std::optional(m_process.exitCode()) : std::nullopt;
}

void ChildProcess::wake(Waker* waker)
{
    QObject::connect(&m_process, &QProcess::finished, waker, &Waker::check);
    QObject::connect(&m_process, &QProcess::errorOccurred, waker, &Waker::check);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, waker, &Waker::check);
    QObject::connect(&m_process, &QProcess::readyReadStandardError, waker, &Waker::check);
}

void ChildProcess::take()
{
    const auto room = [this](const QByteArray& kept) { return m_most + 1 - kept.size(); };
    m_process.setReadChannel(QProcess::StandardOutput);
    m_output += m_process.read(room(m_output));
    m_process.setReadChannel(QProcess::StandardError);
    m_errors += m_process.read(room(m_errors));
}

} // namespace pathlight
