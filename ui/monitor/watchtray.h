// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitormodel.h"
#include "ui/monitor/outagenotices.h"
#include "ui/monitor/tray.h"
#include "ui/words.h"

#include <QElapsedTimer>
#include <QTimer>

namespace pathlight {

/// Keeps the tray in step with what is watched, while something is, and tells of outages.
class WatchTray final : public QObject
{
    Q_OBJECT
public:
    /// Null `tray`: there is none.
    WatchTray(MonitorModel* model, const Words* words, std::unique_ptr<Tray> tray, QObject* parent = nullptr);

    [[nodiscard]] bool isAvailable() const { return m_tray && m_tray->isAvailable(); }
    [[nodiscard]] Tray* tray() const { return m_tray.get(); }
    void setTelling(bool telling) { m_telling = telling; }
    /// Tells that the program goes on without its window.
    void tellHidden();
    void retranslate();

private:
    void update();
    void planNotice();
    void giveNotice();
    [[nodiscard]] std::chrono::milliseconds now() const;

    MonitorModel* m_model;
    const Words* m_words;
    std::unique_ptr<Tray> m_tray;
    OutageNotices m_notices;
    QElapsedTimer m_clock;
    QTimer m_due;
    bool m_telling = true;
};

} // namespace pathlight
