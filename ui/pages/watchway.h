// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/monitorrecord.h"
#include "ui/words.h"

#include <QWidget>

namespace pathlight {

class HopTable;
class RoomyTable;
class TextLabel;

/// The way to one watched target, as it is traced again and again: the hops (while the target is down those
/// of the newest trace, else of all together), what they say, and the changes, newest first.
class WatchWay final : public QWidget
{
    Q_OBJECT
public:
    explicit WatchWay(const Words* words, QWidget* parent = nullptr);

    /// Null or without a trace: hidden, unless `routeSeconds` tells that traces are to come.
    void showTarget(const SeenTarget* target, double routeSeconds);
    void retranslate();

private:
    void setupWidgets();
    void showChanges(const SeenWay& way);

    const Words* m_words;
    TextLabel* m_heading;
    TextLabel* m_summary;
    TextLabel* m_which;
    HopTable* m_hops;
    TextLabel* m_changesHeading;
    RoomyTable* m_changes;
    QJsonObject m_drawn; ///< what the hop table shows
};

} // namespace pathlight
