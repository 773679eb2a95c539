// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/formats.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/walkoptions.h"
#include "core/diagnosis/diagnosis.h"
#include "core/walk/journal.h"

#include <QFile>

namespace pathlight::cli {

/// One walk of `diagnose`: takes its events, redacts each as it comes, streams or keeps them, tells progress,
/// and writes the report when the walk has ended, also when it was interrupted.
class DiagnoseRun final : public QObject
{
    Q_OBJECT
public:
    DiagnoseRun(const WalkChoice& walk, const FormatChoice& format);

    /// False where the output cannot be opened, which has been said: there is no use in walking.
    [[nodiscard]] bool isReady() const { return m_ready; }
    void start();
    /// After the event loop ended: writes what is left to write and gives the exit status.
    [[nodiscard]] int finish();

private:
    void openJournal();
    void takeEvent(const Event& event);
    void tellProgress(const Event& event) const;

    FormatChoice m_format;
    Texts m_texts;
    Redactor m_redactor;
    ReportFold m_fold;
    QList<Event> m_events;
    std::unique_ptr<Output> m_output;
    std::unique_ptr<QFile> m_standardOutput; ///< the device of a journal that streams there
    std::unique_ptr<JournalWriter> m_journal;
    Diagnosis m_diagnosis;
    Interrupt m_interrupt;
    bool m_ready = true;
    bool m_interrupted = false;
    bool m_tellsProgress = false;
};

} // namespace pathlight::cli
