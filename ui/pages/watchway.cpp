// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/watchway.h"

#include "ui/graphics/hoptable.h"
#include "ui/monitor/outagetext.h"
#include "ui/monitor/waytext.h"
#include "ui/tr.h"
#include "ui/widgets/roomytable.h"
#include "ui/widgets/textlabel.h"

#include <QBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Nobody reads more in the window; what is exported has all that is kept.
constexpr qsizetype changesShown = 100;
constexpr int changeRowsShown = 5;

} // namespace

WatchWay::WatchWay(const Words* words, QWidget* parent)
    : QWidget(parent),
      m_words(words),
      m_heading(new TextLabel(TextRole::Heading)),
      m_summary(new TextLabel(TextRole::Body)),
      m_which(new TextLabel(TextRole::Quiet)),
      m_hops(new HopTable),
      m_changesHeading(new TextLabel(TextRole::Strong)),
      m_changes(new RoomyTable)
{
    setObjectName(u"watchWay"_s);
    setupWidgets();
    retranslate();
    showTarget(nullptr, 0);
}

void WatchWay::setupWidgets()
{
    m_summary->setObjectName(u"waySummaryLabel"_s);
    m_which->setObjectName(u"wayWhichLabel"_s);
    m_hops->setObjectName(u"wayHopTable"_s);
    m_changes->setObjectName(u"wayChangesTableWidget"_s);
    m_changes->setRowsShown(changeRowsShown);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(8);
    for (QWidget* const each :
         QList<QWidget*>{m_heading, m_summary, m_which, m_hops, m_changesHeading, m_changes})
        box->addWidget(each);
}

void WatchWay::showTarget(const SeenTarget* target, double routeSeconds)
{
    setVisible(target && (routeSeconds > 0 || target->way.isTraced()));
    if (!target) return;
    const SeenWay& way = target->way;
    m_heading->setText(Tr::tr("The way to %1").arg(targetName(target->label)));
    m_summary->setText(way.isTraced() ? wayLines(*target, m_words->texts()).join(u'\n')
                                      : Tr::tr("No trace yet."));
    m_which->setVisible(way.isTraced());
    m_which->setText(way.dark() ? Tr::tr("Shown is the newest trace, made while the target is down.")
                                : Tr::tr("Shown is what all traces come to, the target first."));
    m_hops->setVisible(way.isTraced());
    const RouteTraceEvidence shown{way.dark() ? *way.dark() : way.record().inAll(), {}};
    const QJsonObject drawn = toObject(shown);
    if (drawn != m_drawn) m_hops->setEvidence(shown);
    m_drawn = drawn;
    showChanges(way);
}

void WatchWay::showChanges(const SeenWay& way)
{
    QList<RoomyRow> rows;
    QStringList keys;
    const QList<SeenRouteChange>& all = way.changes();
    for (auto each = all.crbegin(); each != all.crend() && rows.size() < changesShown; ++each) {
        rows.append({{momentText(each->atMs), QString::number(each->change.distance),
                      addressesText(each->change.from), addressesText(each->change.to)},
                     std::nullopt});
        keys.append(u"%1 %2"_s.arg(each->atMs).arg(each->change.distance));
    }
    m_changes->setRows(rows, keys);
    m_changesHeading->setVisible(!rows.isEmpty());
    m_changes->setVisible(!rows.isEmpty());
}

void WatchWay::retranslate()
{
    m_hops->setTexts(m_words->texts());
    m_changesHeading->setText(Tr::tr("Changes of the way"));
    m_changes->setAccessibleName(Tr::tr("Changes of the way"));
    m_changes->setColumns({Tr::tr("When"), Tr::tr("Hop"), Tr::tr("Before"), Tr::tr("Since then")});
}

} // namespace pathlight
