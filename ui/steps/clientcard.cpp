// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/clientcard.h"

#include "ui/tr.h"
#include "ui/widgets/commandbox.h"
#include "ui/widgets/evidencerowsview.h"
#include "ui/widgets/remedylist.h"
#include "ui/widgets/standinglabel.h"
#include "ui/widgets/textlabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

Standing standingOfClient(ClientOutcome outcome)
{
    switch (outcome) {
    case ClientOutcome::Works:
        return Standing::Passed;
    case ClientOutcome::AtTimes:
        return Standing::Warned;
    case ClientOutcome::WouldFail:
        return Standing::Failed;
    case ClientOutcome::Unknown:
        break;
    }
    return Standing::Unknown;
}

} // namespace

ClientCard::ClientCard(const WordedClient& client, const QList<ClientSetting>& settings, const Texts& texts,
                       QWidget* parent)
    : Card(parent),
      m_client(client),
      m_settings(settings),
      m_texts(texts),
      m_toggle(new QToolButton),
      m_details(new QWidget)
{
    setObjectName(client.id + u"ClientCard"_s);
    setAccessibleName(u"%1: %2"_s.arg(client.name, client.outcomeWord));
    if (client.outcome == ClientOutcome::WouldFail) setStanding(Standing::Failed);
    box()->setSpacing(6);
    addHead();
    auto* const reason = new TextLabel(TextRole::Body, client.reason);
    reason->setObjectName(u"clientReasonLabel"_s);
    box()->addWidget(reason);
    addTrial();
    addDetails();
    setOpen(false);
}

void ClientCard::addHead()
{
    auto* const head = new QHBoxLayout;
    head->setSpacing(14);
    auto* const name = new StandingLabel;
    name->setStanding(standingOfClient(m_client.outcome), m_client.name);
    head->addWidget(name);
    const QString code = m_client.code.isEmpty() ? QString() : QString(u" · "_s + m_client.code);
    auto* const outcome = new TextLabel(TextRole::Quiet, m_client.outcomeWord + code);
    outcome->setObjectName(u"clientOutcomeLabel"_s);
    outcome->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(outcome, 1);
    m_toggle->setObjectName(u"clientDetailsToolButton"_s);
    m_toggle->setCheckable(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setText(Tr::tr("Details"));
    m_toggle->setAutoRaise(true);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    m_toggle->setAccessibleName(Tr::tr("Details of %1").arg(m_client.name));
    connect(m_toggle, &QToolButton::toggled, this, [this](bool open) {
        setOpen(open);
        Q_EMIT opened(m_client.id, open);
    });
    head->addWidget(m_toggle);
    box()->addLayout(head);
}

/// What it did when it was started here; emphasised where that is not what was predicted.
void ClientCard::addTrial()
{
    if (m_client.trial.isEmpty()) return;
    const TextRole role = m_client.trialDiffers ? TextRole::Strong : TextRole::Quiet;
    auto* const trial = new TextLabel(role, m_client.trial);
    trial->setObjectName(u"clientTrialLabel"_s);
    box()->addWidget(trial);
}

void ClientCard::setOpen(bool open)
{
    m_toggle->setChecked(open);
    m_toggle->setArrowType(open ? Qt::UpArrow : Qt::DownArrow);
    m_details->setVisible(open);
}

void ClientCard::setChangeable(bool changeable)
{
    if (m_difference) m_difference->setVisible(changeable);
}

void ClientCard::addDetails()
{
    auto* const details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, 6, 0, 0);
    details->setSpacing(10);
    QList<EvidenceRow> rows;
    const auto row = [&](const QString& key, const QString& value) {
        rows.append({key, m_texts(u"evidence.clients."_s + key), value});
    };
    row(u"baseUrl"_s, m_client.endpoint);
    row(u"proxy"_s, m_client.proxy);
    row(u"trustStores"_s, m_client.trust);
    row(u"resolver"_s, m_client.resolver);
    row(u"addressFamilies"_s, m_client.families);
    row(u"timeouts"_s, m_client.limits);
    details->addWidget(new EvidenceRowsView(rows));
    if (!m_client.because.isEmpty()) {
        const QString seen = m_texts(u"evidence.clients.because"_s) + u": "_s;
        details->addWidget(new TextLabel(TextRole::Small, seen + m_client.because.join(u", "_s)));
    }
    const QString known = m_texts(u"evidence.clients.sources"_s) + u": "_s;
    details->addWidget(
        new TextLabel(TextRole::Small, known + m_client.sources.join(u"; "_s) + u" · "_s + m_client.asOf));
    if (!m_settings.isEmpty()) addSettings(details);
    box()->addWidget(m_details);
}

void ClientCard::addSettings(QVBoxLayout* details)
{
    auto* const line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(new TextLabel(TextRole::Strong, m_texts(u"config.changes"_s)), 1);
    m_places = new QComboBox;
    m_places->setObjectName(u"clientPlaceComboBox"_s);
    m_places->setAccessibleName(Tr::tr("Where %1 gets its settings").arg(m_client.name));
    for (const ConfigPlace place : placesFor(*clientRules(m_client.id))) {
        if (!settingsText(place, m_settings).isEmpty())
            m_places->addItem(m_texts(u"config.place."_s + nameOf(place)), static_cast<int>(place));
    }
    line->addWidget(m_places);
    m_difference = new QPushButton(Tr::tr("Show difference…"));
    m_difference->setObjectName(u"clientDifferencePushButton"_s);
    m_difference->setToolTip(Tr::tr("What would change in the file, to be written or not"));
    connect(m_difference, &QPushButton::clicked, this, [this] {
        Q_EMIT differenceWanted(m_client.id, static_cast<ConfigPlace>(m_places->currentData().toInt()));
    });
    line->addWidget(m_difference);
    details->addLayout(line);
    for (const ClientSetting& each : m_settings) {
        const QString why = m_texts(u"config.reason."_s + each.reason);
        details->addWidget(new TextLabel(TextRole::Body, u"%1: %2"_s.arg(each.variable, why)));
    }
    m_commands = new QVBoxLayout;
    details->addLayout(m_commands);
    connect(m_places, &QComboBox::currentIndexChanged, this, &ClientCard::showPlace);
    showPlace();
}

void ClientCard::showPlace()
{
    clearLayout(m_commands);
    const auto place = static_cast<ConfigPlace>(m_places->currentData().toInt());
    const QString text = settingsText(place, m_settings).trimmed();
    if (!text.isEmpty()) m_commands->addWidget(new CommandBox(Tr::tr("Settings"), text));
}

} // namespace pathlight
