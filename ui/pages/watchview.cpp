// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/watchview.h"

#include "core/report/plaintext.h"
#include "ui/charts/latencychart.h"
#include "ui/graphics/ink.h"
#include "ui/monitor/outagetext.h"
#include "ui/monitor/watchexport.h"
#include "ui/pages/watchway.h"
#include "ui/tr.h"
#include "ui/widgets/roomybutton.h"
#include "ui/widgets/roomytable.h"
#include "ui/widgets/standinglabel.h"
#include "ui/widgets/textlabel.h"

#include <QBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Nobody reads more in the window; what is exported has all that is kept.
constexpr qsizetype outagesShown = 300;
constexpr int outageRowsShown = 8;

/// The sign of a state, for who sees no colours.
QString markOf(WatchState state)
{
    switch (state) {
    case WatchState::Up:
        return u"✓"_s;
    case WatchState::Suspected:
        return u"!"_s;
    case WatchState::Down:
        return u"✗"_s;
    case WatchState::Unknown:
        break;
    }
    return u"?"_s;
}

QString timeOf(std::optional<double> ms)
{
    return ms ? durationText(*ms) : u"–"_s;
}

QString objectiveText(const SeenTarget& target, double objective)
{
    const auto share = target.total.share();
    if (!share) return u"–"_s;
    return (*share >= objective ? Tr::tr("✓ met (%1)") : Tr::tr("✗ missed (%1)")).arg(shareText(objective));
}

RoomyRow rowOf(const SeenTarget& target, const MonitorRecord& record)
{
    const WindowStats day = record.lastDay(target);
    const SeenOutage* const current = target.current();
    const double down = target.outageSeconds + (current ? current->seconds : 0);
    return {{markOf(target.state()) + u' ' + stateWord(target.state()), targetName(target.label),
             Tr::tr("%1 of %2").arg(target.total.succeeded()).arg(target.total.total()),
             shareText(target.total.share()), shareText(day.rate.share()),
             objectiveText(target, record.objective()), timeOf(target.latencies.percentile(50)),
             timeOf(target.latencies.percentile(95)),
             target.outageCount == 0 ? u"0"_s : u"%1 (%2)"_s.arg(target.outageCount).arg(lengthText(down))},
            standingOf(target.state())};
}

} // namespace

WatchView::WatchView(const MonitorModel* model, const Words* words, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_words(words),
      m_standing(new StandingLabel),
      m_sentence(new TextLabel(TextRole::Sentence)),
      m_about(new TextLabel(TextRole::Quiet)),
      m_targets(new RoomyTable),
      m_chart(new LatencyChart),
      m_way(new WatchWay(words)),
      m_outagesHeading(new TextLabel(TextRole::Heading)),
      m_noOutages(new TextLabel(TextRole::Quiet)),
      m_outages(new RoomyTable),
      m_buttons(new QGridLayout),
      m_walkButton(new RoomyButton),
      m_csvButton(new RoomyButton),
      m_markdownButton(new RoomyButton),
      m_copyOutagesButton(new RoomyButton),
      m_copyStateButton(new RoomyButton)
{
    setObjectName(u"watchView"_s);
    setupWidgets();
    setupBoxes();
    connectWidgets();
    retranslate();
}

void WatchView::setupWidgets()
{
    m_standing->setObjectName(u"watchStandingLabel"_s);
    m_sentence->setObjectName(u"watchSentenceLabel"_s);
    m_about->setObjectName(u"watchAboutLabel"_s);
    m_targets->setObjectName(u"watchedTableWidget"_s);
    m_targets->setRowsShown(static_cast<int>(MonitorRecord::mostTargets));
    m_chart->setObjectName(u"watchLatencyChart"_s);
    m_chart->setMinimumHeight(190);
    m_noOutages->setObjectName(u"noOutagesLabel"_s);
    m_outages->setObjectName(u"outagesTableWidget"_s);
    m_outages->setRowsShown(outageRowsShown);
    m_walkButton->setObjectName(u"openOutageWalkPushButton"_s);
    m_csvButton->setObjectName(u"exportCsvPushButton"_s);
    m_markdownButton->setObjectName(u"exportOutagesMarkdownPushButton"_s);
    m_copyOutagesButton->setObjectName(u"copyOutagesPushButton"_s);
    m_copyStateButton->setObjectName(u"copyStatePushButton"_s);
}

void WatchView::setupBoxes()
{
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(8);
    page->addWidget(m_standing);
    page->addWidget(m_sentence);
    page->addWidget(m_about);
    page->addWidget(m_targets);
    page->addWidget(m_chart, 1);
    page->addWidget(m_way);
    page->addWidget(m_outagesHeading);
    page->addWidget(m_noOutages);
    page->addWidget(m_outages);
    m_buttons->setSpacing(8);
    page->addLayout(m_buttons);
    setRoom(0);
}

void WatchView::setRoom(int characters)
{
    const QList<QPushButton*> all{m_walkButton, m_csvButton, m_markdownButton, m_copyOutagesButton,
                                  m_copyStateButton};
    const int inARow = characters >= 150 ? static_cast<int>(all.size()) : 2;
    for (int index = 0; index < all.size(); ++index) {
        m_buttons->setColumnStretch(index + 1, index + 1 == inARow ? 1 : 0);
        m_buttons->addWidget(all.at(index), index / inARow, index % inARow, Qt::AlignLeft);
    }
}

void WatchView::connectWidgets()
{
    connect(m_targets, &QTableWidget::currentCellChanged, this, &WatchView::showChart);
    connect(m_outages, &QTableWidget::currentCellChanged, this, &WatchView::showWalkButton);
    connect(m_outages, &RoomyTable::opened, this, &WatchView::openWalk);
    connect(m_walkButton, &QPushButton::clicked, this, [this] { openWalk(m_outages->currentKey()); });
    connect(m_csvButton, &QPushButton::clicked, this, [this] { Q_EMIT exportWanted(true); });
    connect(m_markdownButton, &QPushButton::clicked, this, [this] { Q_EMIT exportWanted(false); });
    connect(m_copyOutagesButton, &QPushButton::clicked, this, [this] {
        Q_EMIT copyWanted(outagesMarkdown(*m_model, m_words->texts()),
                          Tr::tr("The outages are on the clipboard."));
    });
    connect(m_copyStateButton, &QPushButton::clicked, this, [this] {
        Q_EMIT copyWanted(stateSummary(*m_model, m_words->texts()), Tr::tr("The state is on the clipboard."));
    });
}

void WatchView::refresh()
{
    const QString state = m_model->isRunning()                     ? Tr::tr("Watching")
                          : m_model->kind() == MonitorKind::Replay ? Tr::tr("A saved watch")
                                                                   : Tr::tr("The watch has ended");
    m_standing->setStanding(standingOf(*m_model), state);
    m_sentence->setText(stateSentence(*m_model, m_words->texts()));
    m_about->setText(aboutText());
    showTargets();
    showChart();
    showOutages();
}

QString WatchView::aboutText() const
{
    const MonitorRecord& record = m_model->record();
    if (record.startedMs() == 0) return {};
    QString text = Tr::tr("Since %1, one request every %2, objective %3.")
                       .arg(momentText(record.startedMs()), lengthText(record.intervalSeconds()),
                            shareText(record.objective()));
    if (record.secondsAsleep() > 0)
        text +=
            u' ' +
            Tr::tr("The computer slept for %1; that does not count.").arg(lengthText(record.secondsAsleep()));
    if (!m_model->journalPath().isEmpty())
        text += u' ' + Tr::tr("Written to %1").arg(m_model->journalPath());
    else if (!m_model->origin().isEmpty())
        text += u' ' + Tr::tr("Read from %1. Nothing is being measured now.").arg(m_model->origin());
    return text;
}

void WatchView::showTargets()
{
    const MonitorRecord& record = m_model->record();
    QList<RoomyRow> rows;
    QStringList keys;
    for (const SeenTarget& target : record.targets()) {
        rows.append(rowOf(target, record));
        keys.append(target.label);
    }
    m_targets->setRows(rows, keys);
}

void WatchView::showChart()
{
    const SeenTarget* const target = m_model->record().target(m_targets->currentKey());
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(m_model->record().startedMs());
    m_chart->show(target ? target->chart : LatencyModel(), start);
    m_way->showTarget(target, m_model->record().routeSeconds());
}

void WatchView::showOutages()
{
    const QList<ListedOutage> all = outagesOf(m_model->record());
    QList<RoomyRow> rows;
    m_keys.clear();
    m_walks.clear();
    m_begins.clear();
    for (const ListedOutage& each : all.mid(0, outagesShown)) {
        const SeenOutage& outage = each.outage;
        const bool on = outage.end == OutageEnd::StillOn && m_model->isRunning();
        rows.append({{momentText(outage.beganMs), endText(outage, m_model->isRunning()),
                      lengthText(outage.seconds), targetName(each.target), causeOf(outage, m_words->texts())},
                     on ? std::optional(Standing::Failed) : std::nullopt});
        m_keys.append(QString::number(outage.beganMs) + u' ' + each.target);
        m_begins.append(outage.beganMs);
        m_walks.append(outage.walk);
    }
    m_outages->setRows(rows, m_keys);
    m_outages->setVisible(!all.isEmpty());
    m_noOutages->setVisible(all.isEmpty());
    const QList<SeenTarget>& targets = m_model->record().targets();
    const bool isTraced = std::any_of(targets.cbegin(), targets.cend(),
                                      [](const SeenTarget& each) { return each.way.isTraced(); });
    for (QPushButton* const each : {m_csvButton, m_markdownButton, m_copyOutagesButton})
        each->setEnabled(!all.isEmpty() || isTraced);
    showWalkButton();
}

void WatchView::showWalkButton()
{
    const int walk = m_walks.value(m_outages->currentRow());
    m_walkButton->setEnabled(!m_model->record().walk(walk).isEmpty());
}

void WatchView::openWalk(const QString& key)
{
    const qsizetype row = m_keys.indexOf(key);
    if (row >= 0) Q_EMIT walkWanted(m_walks.at(row), m_begins.at(row));
}

void WatchView::retranslate()
{
    m_targets->setAccessibleName(Tr::tr("Watched targets"));
    m_targets->setColumns({Tr::tr("Now"), Tr::tr("Target"), Tr::tr("Succeeded"), Tr::tr("Share"),
                           Tr::tr("Last 24 h"), Tr::tr("Objective"), Tr::tr("Usually"),
                           //: The 95th percentile of response times.
                           Tr::tr("95 % within"), Tr::tr("Outages")});
    m_chart->setTexts(m_words->texts());
    m_way->retranslate();
    m_outagesHeading->setText(Tr::tr("Outages and interruptions"));
    m_noOutages->setText(
        Tr::tr("None so far. One lost request is no outage: it takes a second one, or a walk "
               "that finds the fault."));
    m_outages->setAccessibleName(Tr::tr("Outages and interruptions"));
    m_outages->setColumns(
        {Tr::tr("Began"), Tr::tr("Ended"), Tr::tr("Length"), Tr::tr("Target"), Tr::tr("Cause")});
    m_walkButton->setText(Tr::tr("Open the walk of this outa&ge"));
    m_csvButton->setText(Tr::tr("Save as &CSV…"));
    m_markdownButton->setText(Tr::tr("Save as Mar&kdown…"));
    m_copyOutagesButton->setText(Tr::tr("Cop&y the outages"));
    m_copyStateButton->setText(Tr::tr("Copy the stat&e"));
    refresh();
}

} // namespace pathlight
