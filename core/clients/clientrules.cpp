// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientrules.h"

#include "core/evidence/resource.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

QStringList ClientRules::sourcesAbout(const QString& about) const
{
    QStringList found;
    for (const ClientSource& each : sources) {
        if (about.isEmpty() || each.about == about) found.append(each.source);
    }
    return found;
}

const QList<ClientRules>& allClients()
{
    static const QList<ClientRules> clients =
        readTable<ClientRules>(u":/pathlight/clients.json"_s, u"clients"_s);
    return clients;
}

const ClientRules* clientRules(const QString& id)
{
    for (const ClientRules& each : allClients()) {
        if (each.id == id) return &each;
    }
    return nullptr;
}

} // namespace pathlight
