// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/watchsetup.h"

#include "core/net/platform/platform.h"
#include "core/report/plaintext.h"
#include "ui/monitor/monitorrecord.h"
#include "ui/pages/targetchooser.h"
#include "ui/tr.h"
#include "ui/widgets/accentbutton.h"
#include "ui/widgets/roomybutton.h"
#include "ui/widgets/roomydelegate.h"
#include "ui/widgets/textlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int longestInterval = 86'400;
constexpr int rowsShown = 4;
/// Seconds between two traces of the way that can be chosen; 0: none.
constexpr int traceIntervals[]{0, 30, 60, 300, 900, 3600};

/// As the command line labels it, so that a journal reads the same whoever wrote it.
QString labelOf(const Target& target)
{
    return target.id == "address"_L1 ? target.url : target.id;
}

} // namespace

WatchSetup::WatchSetup(Settings* settings, QWidget* parent)
    : Card(parent),
      m_settings(settings),
      m_chooser(new TargetChooser),
      m_addButton(new RoomyButton),
      m_listLabel(new TextLabel(TextRole::Strong)),
      m_list(new QListWidget),
      m_removeButton(new RoomyButton),
      m_intervalLabel(new QLabel),
      m_interval(new QSpinBox),
      m_objectiveLabel(new QLabel),
      m_objective(new QDoubleSpinBox),
      m_wayLabel(new QLabel),
      m_way(new QComboBox),
      m_tell(new QCheckBox),
      m_about(new TextLabel(TextRole::Quiet)),
      m_trayNote(new TextLabel(TextRole::Quiet)),
      m_error(new TextLabel(TextRole::Strong)),
      m_startButton(new AccentButton),
      m_columns(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_numbers(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setObjectName(u"watchSetup"_s);
    setupWidgets();
    setupBoxes();
    restore();
    connectWidgets();
    retranslate();
}

void WatchSetup::setupWidgets()
{
    m_chooser->setObjectName(u"watchTargetChooser"_s);
    m_addButton->setObjectName(u"addTargetPushButton"_s);
    m_list->setObjectName(u"watchedListWidget"_s);
    m_list->setItemDelegate(new RoomyDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_removeButton->setObjectName(u"removeTargetPushButton"_s);
    m_interval->setObjectName(u"intervalSpinBox"_s);
    m_interval->setRange(1, longestInterval);
    m_interval->setSuffix(u" s"_s);
    m_objective->setObjectName(u"objectiveDoubleSpinBox"_s);
    m_objective->setRange(0, 100);
    m_objective->setDecimals(2);
    m_objective->setSuffix(u" %"_s);
    m_way->setObjectName(u"wayComboBox"_s);
    m_way->setEnabled(platform::abilities().hopTrace);
    for (const int seconds : traceIntervals)
        m_way->addItem(QString(), seconds);
    m_tell->setObjectName(u"tellCheckBox"_s);
    m_trayNote->setObjectName(u"trayNoteLabel"_s);
    m_error->setObjectName(u"watchErrorLabel"_s);
    m_startButton->setObjectName(u"startWatchPushButton"_s);
    m_startButton->setMinimumSize(200, 42);
    m_intervalLabel->setBuddy(m_interval);
    m_objectiveLabel->setBuddy(m_objective);
    m_wayLabel->setBuddy(m_way);
    m_listLabel->setBuddy(m_list);
}

void WatchSetup::setupBoxes()
{
    auto* choice = new QVBoxLayout;
    choice->setSpacing(8);
    choice->addWidget(m_chooser);
    choice->addWidget(m_addButton, 0, Qt::AlignLeft);
    choice->addStretch(1);
    auto* list = new QVBoxLayout;
    list->setSpacing(8);
    list->addWidget(m_listLabel);
    list->addWidget(m_list, 1);
    list->addWidget(m_removeButton, 0, Qt::AlignLeft);
    m_columns->setSpacing(24);
    m_columns->addLayout(choice, 1);
    m_columns->addLayout(list, 1);
    m_numbers->setSpacing(10);
    for (QWidget* const each : {static_cast<QWidget*>(m_intervalLabel), static_cast<QWidget*>(m_interval),
                                static_cast<QWidget*>(m_objectiveLabel), static_cast<QWidget*>(m_objective),
                                static_cast<QWidget*>(m_wayLabel), static_cast<QWidget*>(m_way)})
        m_numbers->addWidget(each);
    m_numbers->addStretch(1);
    box()->setSpacing(12);
    box()->addLayout(m_columns);
    box()->addLayout(m_numbers);
    box()->addWidget(m_tell, 0, Qt::AlignLeft);
    box()->addWidget(m_about);
    box()->addWidget(m_trayNote);
    box()->addWidget(m_error);
    box()->addWidget(m_startButton, 0, Qt::AlignLeft);
    m_error->hide();
}

void WatchSetup::connectWidgets()
{
    connect(m_addButton, &QPushButton::clicked, this, &WatchSetup::add);
    connect(m_removeButton, &QPushButton::clicked, this, &WatchSetup::remove);
    connect(m_list, &QListWidget::currentRowChanged, this, &WatchSetup::showRemove);
    connect(m_startButton, &QPushButton::clicked, this, &WatchSetup::start);
    connect(m_interval, &QSpinBox::valueChanged, this,
            [this](int seconds) { m_settings->setWatchSeconds(seconds); });
    connect(m_objective, &QDoubleSpinBox::valueChanged, this,
            [this](double percent) { m_settings->setWatchObjective(percent); });
    connect(m_way, &QComboBox::currentIndexChanged, this,
            [this] { m_settings->setWatchRouteSeconds(m_way->currentData().toInt()); });
    connect(m_tell, &QCheckBox::toggled, this, [this](bool tells) {
        m_settings->setTellsOutages(tells);
        Q_EMIT tellingChanged(tells);
    });
}

/// A remembered profile whose file is gone or damaged is left out.
void WatchSetup::restore()
{
    m_interval->setValue(m_settings->watchSeconds());
    m_objective->setValue(m_settings->watchObjective());
    m_way->setCurrentIndex(std::max(0, m_way->findData(m_settings->watchRouteSeconds())));
    m_tell->setChecked(m_settings->tellsOutages());
    for (const QString& reference : m_settings->watchedTargets()) {
        const TargetOrError read = targetOf(reference);
        if (read.target && m_watched.size() < MonitorRecord::mostTargets) append(reference, *read.target);
    }
    if (m_watched.isEmpty()) {
        const QString first = builtInTargetIds().first();
        append(first, *builtInTarget(first).target);
    }
    m_list->setCurrentRow(0);
    showRemove();
}

void WatchSetup::append(const QString& reference, const Target& target)
{
    m_watched.append({reference, target});
    const QString name = visibleText(target.name);
    m_list->addItem(target.id == "address"_L1 ? visibleText(target.url) : name);
}

void WatchSetup::add()
{
    const TargetOrError chosen = m_chooser->target();
    if (!chosen.target) return say(chosen.error);
    const QString label = labelOf(*chosen.target);
    const bool known = std::any_of(m_watched.cbegin(), m_watched.cend(),
                                   [&](const Watched& each) { return labelOf(each.target) == label; });
    if (known) return say(Tr::tr("This target is on the list already."));
    if (m_watched.size() >= MonitorRecord::mostTargets)
        return say(Tr::tr("At most %1 targets can be watched at once.").arg(MonitorRecord::mostTargets));
    append(m_chooser->reference(), *chosen.target);
    m_list->setCurrentRow(m_list->count() - 1);
    say({});
    remember();
}

void WatchSetup::remove()
{
    const int row = m_list->currentRow();
    if (row < 0) return;
    m_watched.removeAt(row);
    delete m_list->takeItem(row);
    say({});
    remember();
    showRemove();
}

void WatchSetup::remember()
{
    QStringList references;
    for (const Watched& each : std::as_const(m_watched))
        references.append(each.reference);
    m_settings->setWatchedTargets(references);
}

void WatchSetup::showRemove()
{
    m_removeButton->setEnabled(m_list->currentRow() >= 0);
}

void WatchSetup::say(const QString& error)
{
    m_error->setText(error.isEmpty() ? QString() : u"✗ "_s + error);
    m_error->setVisible(!error.isEmpty());
}

void WatchSetup::start()
{
    if (m_watched.isEmpty()) return say(Tr::tr("Put a target on the list first."));
    say({});
    WatchWish wish;
    for (const Watched& each : std::as_const(m_watched)) {
        wish.targets.append(each.target);
        wish.labels.append(labelOf(each.target));
    }
    wish.seconds = m_interval->value();
    wish.routeSeconds = m_way->isEnabled() ? m_way->currentData().toInt() : 0;
    wish.objective = m_objective->value() / 100;
    Q_EMIT watchWanted(wish);
}

void WatchSetup::setTrayAvailable(bool available)
{
    m_trayAvailable = available;
    m_tell->setEnabled(available);
    m_trayNote->setText(
        available
            ? Tr::tr("Closing the window while something is watched leaves an icon in the tray, which shows "
                     "how it stands and opens the window again.")
            : Tr::tr("This desktop has no tray: there are no notifications, and the window has to stay open "
                     "while something is watched. Everything else works."));
}

void WatchSetup::retranslate()
{
    m_chooser->retranslate();
    m_addButton->setText(Tr::tr("&Add to the list"));
    m_listLabel->setText(Tr::tr("On the list"));
    m_list->setAccessibleName(Tr::tr("Targets to watch"));
    m_removeButton->setText(Tr::tr("Re&move from the list"));
    m_intervalLabel->setText(Tr::tr("One request every (&interval):"));
    m_interval->setAccessibleName(Tr::tr("Seconds between two requests"));
    m_objectiveLabel->setText(Tr::tr("Should succeed (&objective):"));
    m_objective->setAccessibleName(Tr::tr("Objective: the share of requests that ought to succeed"));
    m_wayLabel->setText(Tr::tr("Trace the wa&y:"));
    m_way->setAccessibleName(Tr::tr("Trace the way"));
    wordWay();
    m_tell->setText(Tr::tr("Te&ll me when an outage begins and ends"));
    m_about->setText(Tr::tr(
        "To each target goes one small request at a time, without a key. When one fails, a short "
        "walk finds out why. What is seen is kept on this computer, the last ten watches of it. Proxy, "
        "authorities and resolvers are those under Advanced on the start page."));
    m_startButton->setText(Tr::tr("&Start watching ▸"));
    setTrayAvailable(m_trayAvailable);
}

void WatchSetup::wordWay()
{
    const QStringList words{Tr::tr("never"),           Tr::tr("every 30 seconds"), Tr::tr("every minute"),
                            Tr::tr("every 5 minutes"), Tr::tr("every 15 minutes"), Tr::tr("every hour")};
    for (int index = 0; index < words.size(); ++index)
        m_way->setItemText(index, words.at(index));
    m_way->setToolTip(
        m_way->isEnabled()
            ? Tr::tr(
                  "Tells who stands on the way, where loss begins and where the way ends in an outage. One "
                  "trace makes at most 60 attempts to connect, few of which get as far as the target.")
            : Tr::tr("The way cannot be traced on this system."));
}

void WatchSetup::setRoom(int characters)
{
    m_list->setFixedHeight(roomyHeight(m_list, rowsShown));
    m_columns->setDirection(characters >= 110 ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_numbers->setDirection(characters >= 150 ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace pathlight
