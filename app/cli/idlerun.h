// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/formats.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/walkoptions.h"
#include "core/async/scope.h"

#include <QCoroTask>

#include <chrono>

namespace pathlight::cli {

/// One run of `idle`: a walk as far as the API's answer, then the quiet connections, then both as one report.
class IdleRun final : public QObject
{
    Q_OBJECT
public:
    IdleRun(const WalkChoice& walk, const FormatChoice& format, std::chrono::milliseconds upTo);

    /// False where the output cannot be opened, which has been said.
    [[nodiscard]] bool isReady() const { return m_ready; }
    void start();
    /// After the event loop ended: writes the report and gives the exit status.
    [[nodiscard]] int finish();

private:
    QCoro::Task<void> run();

    WalkChoice m_walk;
    FormatChoice m_format;
    std::chrono::milliseconds m_upTo;
    Texts m_texts;
    std::unique_ptr<Output> m_output;
    QList<Event> m_events;
    std::shared_ptr<CancelSource> m_cancel = std::make_shared<CancelSource>();
    Interrupt m_interrupt;
    bool m_ready = true;
};

} // namespace pathlight::cli
