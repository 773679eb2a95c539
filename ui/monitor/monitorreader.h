// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitorrecord.h"
#include "ui/workers.h"

namespace pathlight {

/// Is this a monitor's journal? Looks at its first line alone.
[[nodiscard]] bool isMonitorJournal(const QString& path);

/// A monitor's journal with the files it was rotated into, oldest first. Damaged lines and those over
/// maximumLineBytes are passed over, as are files over maximumJournalBytes. Null: there is no such journal.
[[nodiscard]] std::optional<MonitorRecord> readMonitorJournal(const QString& path);

/// Reads monitor journals on a thread of its own. A second load() retires the first.
class MonitorReader final : public QObject
{
    Q_OBJECT
public:
    explicit MonitorReader(QObject* parent = nullptr) : QObject(parent) {}

    void load(const QString& path);

Q_SIGNALS:
    /// Null: it is no monitor's journal.
    void loaded(const QString& path, const std::shared_ptr<const pathlight::MonitorRecord>& record);

private:
    Workers m_workers;
    int m_generation = 0; ///< an answer of an older one is for nobody any more
};

} // namespace pathlight
