// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientrules.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// The file is checked by a test, so a damaged one reads as an empty list here.
QList<ClientRules> readClients()
{
    QFile file(u":/pathlight/clients.json"_s);
    QList<ClientRules> clients;
    if (file.open(QIODevice::ReadOnly))
        readJson(QJsonDocument::fromJson(file.readAll()).object().value("clients"_L1), clients);
    return clients;
}

} // namespace

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
    static const QList<ClientRules> clients = readClients();
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
