// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/watchpage.h"

#include "ui/monitor/outagetext.h"
#include "ui/pages/watchsetup.h"
#include "ui/pages/watchview.h"
#include "ui/tr.h"
#include "ui/widgets/accentbutton.h"
#include "ui/widgets/roomybutton.h"
#include "ui/widgets/roomydelegate.h"
#include "ui/widgets/textlabel.h"

#include <QBoxLayout>
#include <QListWidget>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int watchesShown = 10;
constexpr int rowsShown = 6;

} // namespace

WatchPage::WatchPage(const MonitorModel* model, const Words* words, Settings* settings, QWidget* parent)
    : QScrollArea(parent),
      m_model(model),
      m_title(new TextLabel(TextRole::Title)),
      m_promise(new TextLabel(TextRole::Quiet)),
      m_stopButton(new AccentButton),
      m_newButton(new RoomyButton),
      m_setup(new WatchSetup(settings)),
      m_earlierCard(new Card),
      m_earlierHeading(new TextLabel(TextRole::Heading)),
      m_noWatches(new TextLabel(TextRole::Quiet)),
      m_earlier(new QListWidget),
      m_openButton(new RoomyButton),
      m_view(new WatchView(model, words))
{
    setObjectName(u"watchPage"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setupPage();
    connect(m_stopButton, &QPushButton::clicked, this, &WatchPage::stopWanted);
    connect(m_newButton, &QPushButton::clicked, this, [this] { setChoosing(true); });
    connect(m_openButton, &QPushButton::clicked, this, [this] { Q_EMIT journalWanted({}); });
    connect(m_earlier, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT journalWanted(item->data(Qt::UserRole).toString());
    });
    connect(model, &MonitorModel::changed, this, &WatchPage::refresh);
    connect(model, &MonitorModel::started, this, [this] { setChoosing(false); });
    retranslate();
    setChoosing(model->kind() == MonitorKind::None);
}

void WatchPage::setupPage()
{
    m_stopButton->setObjectName(u"stopWatchPushButton"_s);
    m_stopButton->setMinimumSize(170, 40);
    m_newButton->setObjectName(u"newWatchPushButton"_s);
    m_earlier->setObjectName(u"earlierWatchesListWidget"_s);
    m_earlier->setItemDelegate(new RoomyDelegate(m_earlier));
    m_earlier->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_openButton->setObjectName(u"openWatchPushButton"_s);
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(32, 20, 32, 20);
    page->setSpacing(10);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_stopButton);
    head->addWidget(m_newButton);
    page->addLayout(head);
    page->addWidget(m_promise);
    page->addWidget(m_setup);
    m_earlierCard->box()->addWidget(m_earlierHeading);
    m_earlierCard->box()->addWidget(m_noWatches);
    m_earlierCard->box()->addWidget(m_earlier);
    m_earlierCard->box()->addWidget(m_openButton, 0, Qt::AlignLeft);
    page->addWidget(m_earlierCard);
    page->addWidget(m_view, 1);
    page->addStretch(0);
    setWidget(content);
}

void WatchPage::setChoosing(bool choosing)
{
    m_choosing = choosing;
    refresh();
    if (choosing) showEarlier();
}

void WatchPage::showEarlier()
{
    m_earlier->clear();
    for (const SavedMonitor& watch : m_model->archive().recent(watchesShown)) {
        QStringList names;
        for (const QString& label : watch.targets)
            names.append(targetName(label));
        auto* item =
            new QListWidgetItem(timeText(watch.startedAt) + u"  "_s + names.join(u", "_s), m_earlier);
        item->setData(Qt::UserRole, watch.path);
    }
    m_earlier->setVisible(m_earlier->count() > 0);
    m_noWatches->setVisible(m_earlier->count() == 0);
    shareRoom();
}

void WatchPage::shareRoom()
{
    const int characters = viewport()->width() / fontMetrics().averageCharWidth();
    m_earlier->setFixedHeight(roomyHeight(m_earlier, std::clamp(m_earlier->count(), 1, rowsShown)));
    m_setup->setRoom(characters);
    m_view->setRoom(characters);
}

void WatchPage::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    shareRoom();
}

void WatchPage::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) shareRoom();
}

void WatchPage::refresh()
{
    const bool choosing = m_choosing && !m_model->isRunning();
    m_promise->setVisible(choosing);
    m_setup->setVisible(choosing);
    m_earlierCard->setVisible(choosing);
    m_view->setVisible(!choosing);
    m_stopButton->setVisible(m_model->isRunning());
    m_stopButton->setEnabled(!m_model->isStopping());
    m_newButton->setVisible(!choosing && !m_model->isRunning());
    if (!choosing) m_view->refresh();
}

void WatchPage::retranslate()
{
    setAccessibleName(Tr::tr("Watch"));
    m_title->setText(Tr::tr("Watch"));
    m_promise->setText(
        Tr::tr("Pathlight asks at a steady pace whether the target answers, for as long as you like, and "
               "keeps the record: how often it answered, how fast, and every outage with its cause."));
    m_stopButton->setText(Tr::tr("S&top watching"));
    m_newButton->setText(Tr::tr("&New watch"));
    m_earlierHeading->setText(Tr::tr("Earlier watches"));
    m_noWatches->setText(Tr::tr("None yet."));
    m_earlier->setAccessibleName(Tr::tr("Earlier watches"));
    m_openButton->setText(Tr::tr("Open the journal of a wat&ch…"));
    m_setup->retranslate();
    m_view->retranslate();
    showEarlier();
    refresh();
}

} // namespace pathlight
