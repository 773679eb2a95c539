// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stopsignals.h"

#include <QSocketNotifier>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace pathlight {

namespace {

constexpr int caught[] = {SIGINT, SIGTERM};

/// The write end of the pipe; the handler may touch nothing else.
volatile std::sig_atomic_t pipeEnd = -1;

void handle(int signal)
{
    std::signal(signal, SIG_DFL);
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(signal);
    // A full pipe means that a signal is waiting to be read already.
    [[maybe_unused]] const ssize_t written = ::write(pipeEnd, &byte, 1);
    errno = saved;
}

} // namespace

struct StopSignals::Notice
{
    int ends[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> notifier;
};

StopSignals::StopSignals(std::function<void(int)> stopped) : m_notice(std::make_unique<Notice>())
{
    if (::pipe2(m_notice->ends, O_CLOEXEC | O_NONBLOCK) != 0) return; // Then the system's default ends us.
    const int readEnd = m_notice->ends[0];
    m_notice->notifier = std::make_unique<QSocketNotifier>(readEnd, QSocketNotifier::Read);
    QObject::connect(m_notice->notifier.get(), &QSocketNotifier::activated, m_notice->notifier.get(),
                     [readEnd, stopped = std::move(stopped)] {
                         unsigned char byte = 0;
                         if (::read(readEnd, &byte, 1) == 1) stopped(byte);
                     });
    pipeEnd = m_notice->ends[1];
    for (const int signal : caught)
        std::signal(signal, handle);
}

StopSignals::~StopSignals()
{
    for (const int signal : caught)
        std::signal(signal, SIG_DFL);
    pipeEnd = -1;
    for (const int end : m_notice->ends) {
        if (end >= 0) ::close(end);
    }
}

} // namespace pathlight
