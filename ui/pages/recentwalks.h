// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/walkarchive.h"
#include "ui/widgets/shortlist.h"
#include "ui/words.h"

namespace pathlight {

/// The newest saved walks: when, to what, with which verdict. Enter or a double click opens one.
class RecentWalks final : public ShortList
{
    Q_OBJECT
public:
    explicit RecentWalks(const Words* words, QWidget* parent = nullptr);

    void setWalks(const QList<SavedWalk>& walks);
    void retranslate();

Q_SIGNALS:
    void walkWanted(const QString& path);

private:
    [[nodiscard]] QString textOf(const SavedWalk& walk) const;

    const Words* m_words;
    QList<SavedWalk> m_walks;
};

} // namespace pathlight
