// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/startpage.h"

#include "ui/pages/advancedoptions.h"
#include "ui/pages/clientmessage.h"
#include "ui/pages/contacts.h"
#include "ui/pages/keyfield.h"
#include "ui/pages/practicechooser.h"
#include "ui/pages/recentwalks.h"
#include "ui/pages/targetchooser.h"
#include "ui/tr.h"
#include "ui/widgets/accentbutton.h"
#include "ui/widgets/bulletlist.h"
#include "ui/widgets/card.h"
#include "ui/widgets/roomybutton.h"
#include "ui/widgets/textlabel.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QResizeEvent>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// What a key is bound to in the keychain.
QString keyPlaceOf(const TargetOrError& target)
{
    if (!target.target) return {};
    return u"%1:%2"_s.arg(target.target->host()).arg(target.target->port());
}

} // namespace

StartPage::StartPage(const Words* words, Settings* settings, KeyStoreMaker makeKeyStore, QWidget* parent)
    : QScrollArea(parent),
      m_words(words),
      m_targets(new TargetChooser),
      m_message(new ClientMessage(words)),
      m_options(new AdvancedOptions(settings, std::move(makeKeyStore))),
      m_practice(new PracticeChooser(words)),
      m_recent(new RecentWalks(words)),
      m_columns(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_main(new QVBoxLayout),
      m_side(new QVBoxLayout),
      m_title(new TextLabel(TextRole::Sentence)),
      m_promise(new TextLabel(TextRole::Quiet)),
      m_startButton(new AccentButton),
      m_stepButton(new QPushButton),
      m_openButton(new RoomyButton),
      m_watchButton(new RoomyButton),
      m_advancedButton(new QToolButton),
      m_error(new TextLabel(TextRole::Strong)),
      m_keyNotice(new TextLabel(TextRole::Body)),
      m_contactsHeading(new TextLabel(TextRole::Heading)),
      m_contacts(new BulletList),
      m_recentCard(new Card),
      m_recentHeading(new TextLabel(TextRole::Heading)),
      m_noWalks(new TextLabel(TextRole::Quiet)),
      m_practiceHeading(new TextLabel(TextRole::Heading))
{
    setObjectName(u"startPage"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setupPage();
    connectParts();
    showAdvanced(false);
    setRecentWalks({});
    retranslate();
}

void StartPage::setupPage()
{
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(32, 28, 32, 24);
    page->setSpacing(6);
    m_title->setObjectName(u"titleLabel"_s);
    page->addWidget(m_title);
    page->addWidget(m_promise);
    page->addSpacing(14);
    setupStart();
    setupSide();
    m_columns->setSpacing(16);
    m_columns->addLayout(m_main, 5);
    m_columns->addLayout(m_side, 4);
    page->addLayout(m_columns, 1);
    setWidget(content);
}

void StartPage::setupStart()
{
    m_startButton->setObjectName(u"startPushButton"_s);
    m_stepButton->setObjectName(u"stepByStepPushButton"_s);
    m_watchButton->setObjectName(u"watchPushButton"_s);
    m_advancedButton->setObjectName(u"advancedToolButton"_s);
    m_error->setObjectName(u"startErrorLabel"_s);
    m_keyNotice->setObjectName(u"keyNoticeLabel"_s);
    m_keyNotice->hide();
    m_contacts->setObjectName(u"contactsBulletList"_s);
    m_startButton->setMinimumSize(180, 46);
    m_startButton->setDefault(true);
    m_stepButton->setMinimumHeight(46);
    m_advancedButton->setCheckable(true);
    m_advancedButton->setAutoRaise(true);
    m_advancedButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_advancedButton->setFocusPolicy(Qt::StrongFocus);
    auto* begin = new Card;
    begin->box()->setSpacing(12);
    begin->box()->addWidget(m_targets);
    begin->box()->addWidget(m_error);
    begin->box()->addWidget(m_message);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addWidget(m_startButton, 2);
    buttons->addWidget(m_stepButton, 1);
    begin->box()->addLayout(buttons);
    auto* more = new QHBoxLayout;
    more->addWidget(m_advancedButton);
    more->addStretch(1);
    more->addWidget(m_watchButton);
    begin->box()->addLayout(more);
    begin->box()->addWidget(m_options);
    begin->box()->addWidget(m_keyNotice);
    auto* contacts = new Card;
    contacts->box()->addWidget(m_contactsHeading);
    contacts->box()->addWidget(m_contacts);
    m_main->setSpacing(16);
    m_main->addWidget(begin);
    m_main->addWidget(contacts);
    m_main->addStretch(1);
}

void StartPage::setupSide()
{
    m_openButton->setObjectName(u"openJournalPushButton"_s);
    m_recentCard->box()->addWidget(m_recentHeading);
    m_recentCard->box()->addWidget(m_noWalks);
    m_recentCard->box()->addWidget(m_recent, 1);
    m_recentCard->box()->addWidget(m_openButton, 0, Qt::AlignLeft);
    auto* practice = new Card;
    practice->box()->addWidget(m_practiceHeading);
    practice->box()->addWidget(m_practice);
    m_side->setSpacing(16);
    m_side->addWidget(m_recentCard);
    m_side->addWidget(practice, 1);
}

void StartPage::connectParts()
{
    connect(m_startButton, &QPushButton::clicked, this, [this] { start(Pace::RunAll); });
    connect(m_stepButton, &QPushButton::clicked, this, [this] { start(Pace::StepByStep); });
    connect(m_openButton, &QPushButton::clicked, this, [this] { Q_EMIT journalWanted({}); });
    connect(m_watchButton, &QPushButton::clicked, this, &StartPage::watchWanted);
    connect(m_advancedButton, &QToolButton::toggled, this, &StartPage::showAdvanced);
    connect(m_targets, &TargetChooser::targetChanged, this, &StartPage::showContacts);
    connect(m_options, &AdvancedOptions::changed, this, &StartPage::showContacts);
    connect(m_options->keyField(), &KeyField::told, this, &StartPage::showKeyNotice);
    connect(m_recent, &RecentWalks::walkWanted, this, &StartPage::journalWanted);
    connect(m_practice, &PracticeChooser::practiceWanted, this, &StartPage::practiceWanted);
}

void StartPage::setRecentWalks(const QList<SavedWalk>& walks)
{
    m_recent->setWalks(walks);
    m_recent->setVisible(!walks.isEmpty());
    m_noWalks->setVisible(walks.isEmpty());
    // Without walks there is no list to give room to.
    m_side->setStretchFactor(m_recentCard, walks.isEmpty() ? 0 : 1);
}

void StartPage::showAdvanced(bool shown)
{
    m_options->setVisible(shown);
    m_advancedButton->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
}

void StartPage::showContacts()
{
    m_error->hide();
    const TargetOrError target = m_targets->target();
    const OptionsOrError options = m_options->read();
    QStringList lines;
    KeyField* const key = m_options->keyField();
    key->setPlace(keyPlaceOf(target));
    if (target.target)
        lines = contactsOf(*target.target, options.options, options.key.isSet() || key->usesKept());
    if (lines.isEmpty()) lines = {Tr::tr("It is listed here as soon as there is a target.")};
    m_contacts->setLines(lines);
}

void StartPage::start(Pace pace)
{
    const TargetOrError target = m_targets->target();
    const OptionsOrError options = m_options->read();
    const QString error = target.target ? options.error : target.error;
    m_error->setText(u"✗ "_s + error);
    m_error->setVisible(!error.isEmpty());
    if (!error.isEmpty()) {
        if (target.target) m_advancedButton->setChecked(true);
        return;
    }
    DiagnosisRequest request;
    request.target = *target.target;
    request.options = options.options;
    request.options.clientMessages = m_message->ids();
    request.key = options.key;
    request.pace = pace;
    ++m_keyWaits;
    const bool waited = std::exchange(m_waitsForKey, false);
    if (m_options->keyField()->usesKept() && !waited) {
        startWithKept(request);
        return;
    }
    if (request.key.isSet()) m_options->keyField()->keepTyped();
    Q_EMIT walkWanted(request);
}

/// The walk begins when the keychain has answered, with or without the key; at once when Start is pressed
/// again.
void StartPage::startWithKept(const DiagnosisRequest& request)
{
    m_waitsForKey = true;
    const auto go = [this, request, wait = m_keyWaits](const ApiKey& key, const QString& trouble) {
        if (wait != m_keyWaits) return;
        m_waitsForKey = false;
        // Meanwhile the user went elsewhere.
        if (!isVisible()) return;
        DiagnosisRequest whole = request;
        whole.key = key;
        Q_EMIT walkWanted(whole);
        if (!trouble.isEmpty()) Q_EMIT keyMissed(trouble);
    };
    m_options->keyField()->fetch(go);
}

void StartPage::showKeyNotice(const QString& sentence)
{
    m_keyNotice->setText(sentence);
    m_keyNotice->setVisible(!sentence.isEmpty());
}

void StartPage::retranslate()
{
    m_title->setText(Tr::tr("Why can this computer not reach the Claude API?"));
    m_promise->setText(
        Tr::tr("Pathlight walks from this computer to the API, one question at a time, and says what is "
               "broken, whose it is, and what to do next. It takes a few seconds."));
    m_startButton->setText(Tr::tr("&Start ▸"));
    m_stepButton->setText(Tr::tr("Step &by step"));
    m_openButton->setText(Tr::tr("&Open a journal…"));
    m_watchButton->setText(Tr::tr("Watch it for lon&ger…"));
    m_advancedButton->setText(Tr::tr("A&dvanced"));
    m_contactsHeading->setText(Tr::tr("What will be contacted, and what is sent"));
    m_recentHeading->setText(Tr::tr("Recent walks"));
    m_noWalks->setText(Tr::tr("None yet. Every walk is kept on this computer, the last fifty of them."));
    m_practiceHeading->setText(Tr::tr("Practise on a simulated fault"));
    setAccessibleName(Tr::tr("Start page"));
    m_targets->retranslate();
    m_message->retranslate();
    m_options->retranslate();
    m_practice->retranslate();
    m_recent->retranslate();
    showContacts();
}

void StartPage::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    const bool wide = event->size().width() >= fontMetrics().averageCharWidth() * 110;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace pathlight
