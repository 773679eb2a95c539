// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/messages.h"

#include "core/evidence/resource.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostCauses = 8;

bool isIn(const KnownMessage& message, const QString& text)
{
    for (const QString& part : message.contains) {
        if (text.contains(part, Qt::CaseInsensitive)) return true;
    }
    if (message.pattern.isEmpty()) return false;
    return QRegularExpression(message.pattern, QRegularExpression::CaseInsensitiveOption)
        .match(text)
        .hasMatch();
}

} // namespace

const QList<KnownMessage>& knownMessages()
{
    static const auto messages = readTable<KnownMessage>(u":/pathlight/messages.json"_s, u"messages"_s);
    return messages;
}

QList<KnownMessage> messagesIn(const QString& text)
{
    if (text.toUtf8().size() > maximumMessageBytes) return {};
    QList<KnownMessage> found;
    for (const KnownMessage& each : knownMessages()) {
        if (isIn(each, text)) found.append(each);
    }
    return found;
}

QList<KnownMessage> messagesById(const QStringList& ids)
{
    QList<KnownMessage> found;
    for (const QString& id : ids) {
        for (const KnownMessage& each : knownMessages()) {
            if (each.id == id) found.append(each);
        }
    }
    return found;
}

QStringList causesOf(const QList<KnownMessage>& messages)
{
    QStringList codes;
    for (const KnownMessage& message : messages)
        codes.append(message.codes);
    codes.removeDuplicates();
    return codes.mid(0, mostCauses);
}

} // namespace pathlight
