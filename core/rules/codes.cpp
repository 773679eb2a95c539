// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/codes.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QList<CodeInfo> readCodes()
{
    QFile file(u":/pathlight/codes.json"_s);
    QList<CodeInfo> codes;
    if (!file.open(QIODevice::ReadOnly)) return codes;
    readJson(QJsonDocument::fromJson(file.readAll()).array(), codes);
    return codes;
}

QHash<QString, const CodeInfo*> indexBy(QString CodeInfo::*key)
{
    QHash<QString, const CodeInfo*> index;
    for (const CodeInfo& info : allCodes())
        index.insert(info.*key, &info);
    return index;
}

} // namespace

const QList<CodeInfo>& allCodes()
{
    static const QList<CodeInfo> codes = readCodes();
    return codes;
}

const CodeInfo* codeInfo(const QString& code)
{
    static const auto index = indexBy(&CodeInfo::code);
    return index.value(code, nullptr);
}

const CodeInfo* codeForHelp(const QString& help)
{
    static const auto index = indexBy(&CodeInfo::help);
    const QString wanted = help.trimmed().toUpper();
    return index.value(wanted.startsWith("PL-"_L1) ? wanted : u"PL-"_s + wanted, nullptr);
}

} // namespace pathlight
