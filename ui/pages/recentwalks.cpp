// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recentwalks.h"

#include "core/report/worded.h"
#include "ui/letter.h"
#include "ui/tr.h"
#include "ui/widgets/roomydelegate.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString markOf(const SavedWalk& walk)
{
    return walk.verdict ? pathlight::markOf(walk.verdict->status) : u"?"_s;
}

} // namespace

RecentWalks::RecentWalks(const Words* words, QWidget* parent) : ShortList(110, parent), m_words(words)
{
    setObjectName(u"recentWalksListWidget"_s);
    setItemDelegate(new RoomyDelegate(this));
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { Q_EMIT walkWanted(item->data(Qt::UserRole).toString()); });
    retranslate();
}

void RecentWalks::setWalks(const QList<SavedWalk>& walks)
{
    m_walks = walks;
    retranslate();
}

void RecentWalks::retranslate()
{
    setAccessibleName(Tr::tr("Recent walks"));
    const int row = currentRow();
    clear();
    for (const SavedWalk& walk : std::as_const(m_walks)) {
        auto* item = new QListWidgetItem(textOf(walk), this);
        item->setData(Qt::UserRole, walk.path);
        item->setToolTip(item->text().toHtmlEscaped());
    }
    setCurrentRow(row);
}

QString RecentWalks::textOf(const SavedWalk& walk) const
{
    QString text = markOf(walk) + u"  "_s + timeText(walk.startedAt) + u"  "_s + walk.target;
    if (walk.verdict) text += u": "_s + explanationOf(*walk.verdict, m_words->texts()).title;
    return text;
}

} // namespace pathlight
