// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journalfolder.h"

#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

QStringList JournalFolder::namesNewestFirst() const
{
    return QDir(path).entryList({u'*' + suffix}, QDir::Files, QDir::Name | QDir::Reversed);
}

QString JournalFolder::pathOf(const QString& name) const
{
    return QDir(path).filePath(name);
}

QString JournalFolder::begin(const QDateTime& now) const
{
    const QDir folder(path);
    if (!folder.mkpath(u"."_s)) return {};
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const QString& name : namesNewestFirst().mid(kept - 1)) {
        for (const QString& rotated : folder.entryList({name + u".*"_s}, QDir::Files))
            QFile::remove(pathOf(rotated));
        QFile::remove(pathOf(name));
    }
    return pathOf(now.toUTC().toString(u"yyyyMMdd'T'HHmmss'.'zzz'Z'"_s) + suffix);
}

} // namespace pathlight
