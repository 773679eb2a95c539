// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include "app/cli/command.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <cstdlib>

#if defined(Q_OS_UNIX)
#include <fcntl.h>
#include <unistd.h>
#endif

namespace pathlight::cli {

#if defined(Q_OS_UNIX)

namespace {

// A handler may only touch what is async-signal-safe: a pipe, and a flag.
std::array<int, 2> selfPipe{-1, -1};
volatile std::sig_atomic_t interrupted = 0;

extern "C" void onSignal(int)
{
    if (interrupted != 0) std::_Exit(Cancelled);
    interrupted = 1;
    const char byte = 1;
    // If the pipe is full, a byte that wakes the loop is in it already.
    [[maybe_unused]] const auto written = ::write(selfPipe[1], &byte, 1);
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGINT, SIGTERM})
        sigaction(number, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(QObject* parent) : QObject(parent)
{
    if (::pipe2(selfPipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;
    m_notifier = std::make_unique<QSocketNotifier>(selfPipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes{};
        if (::read(selfPipe[0], bytes.data(), bytes.size()) > 0) Q_EMIT requested();
    });
    setHandler(&onSignal);
}

Interrupt::~Interrupt()
{
    setHandler(SIG_DFL);
    m_notifier.reset();
    for (int& end : selfPipe) {
        if (end >= 0) ::close(end);
        end = -1;
    }
}

void ignoreBrokenPipes()
{
    std::signal(SIGPIPE, SIG_IGN);
}

#else

Interrupt::Interrupt(QObject* parent) : QObject(parent) {}
Interrupt::~Interrupt() = default;
void ignoreBrokenPipes() {}

#endif

} // namespace pathlight::cli
