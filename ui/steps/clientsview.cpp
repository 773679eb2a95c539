// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/clientsview.h"

#include "core/diagnosis/clientsstep.h"
#include "ui/steps/changedialog.h"
#include "ui/steps/clientcard.h"
#include "ui/widgets/remedylist.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

ClientsView::ClientsView(QWidget* parent)
    : StepView(u"clients"_s, parent), m_picture(new QWidget), m_cards(new QVBoxLayout(m_picture))
{
    m_picture->setObjectName(u"clientTable"_s);
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(8);
    addPicture(m_picture);
}

QList<QJsonObject> ClientsView::drawnFrom(const Report& report) const
{
    QList<QJsonObject> all = StepView::drawnFrom(report);
    all.append(toObject(report.evidence));
    return all;
}

void ClientsView::showPicture(const Report& report)
{
    clearLayout(m_cards);
    if (!report.evidence.clients) return;
    const ClientQuestion question =
        clientQuestion(fromObject<Target>(report.header.target),
                       fromObject<WalkOptions>(report.header.options), report.evidence);
    for (const WordedClient& client : wordClients(*report.evidence.clients, texts())) {
        const ClientRules* const rules = clientRules(client.id);
        // A client that this version does not know, from a newer one's journal, has no settings to give.
        const QList<ClientSetting> settings = rules ? settingsFor(*rules, question) : QList<ClientSetting>();
        auto* const card = new ClientCard(client, settings, texts());
        card->setOpen(m_open.contains(client.id));
        connect(card, &ClientCard::opened, this, [this](const QString& id, bool open) {
            if (open)
                m_open.insert(id);
            else
                m_open.remove(id);
        });
        card->setChangeable(!report.header.practice);
        connect(card, &ClientCard::differenceWanted, this,
                [this, settings, name = client.name](const QString& id, ConfigPlace place) {
                    const ChangeDialog::Wanted wanted{
                        id, name, place, settings, foldersOfThisUser(), changesFolder()};
                    auto* const dialog = new ChangeDialog(wanted, texts(), window());
                    dialog->open();
                });
        m_cards->addWidget(card);
    }
}

void ClientsView::clearPicture()
{
    m_open.clear();
    clearLayout(m_cards);
}

} // namespace pathlight
