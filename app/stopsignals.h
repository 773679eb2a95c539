// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace pathlight {

/// Turns SIGINT and SIGTERM into calls from the event loop for as long as it lives. A second signal ends the
/// program at once, by the system's default. One at a time.
class StopSignals
{
public:
    /// `stopped` gets the signal's number.
    explicit StopSignals(std::function<void(int)> stopped);
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

private:
    struct Notice;
    std::unique_ptr<Notice> m_notice;
};

} // namespace pathlight
