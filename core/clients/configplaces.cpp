// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How settings are written in each place where people keep them.
#include "core/clients/clientconfig.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString replaced(QString text, const QString& what, const QString& by)
{
    return text.replace(what, by);
}

/// POSIX shells read everything between single quotes as it stands, but for the quote itself.
QString quotedForBash(const QString& value)
{
    return u'\'' + replaced(value, u"'"_s, u"'\\''"_s) + u'\'';
}

/// fish knows two escapes between single quotes: \\ and \'.
QString quotedForFish(const QString& value)
{
    return u'\'' + replaced(replaced(value, u"\\"_s, u"\\\\"_s), u"'"_s, u"\\'"_s) + u'\'';
}

/// PowerShell ends a single-quoted string at typographic quotes too; each is written twice.
QString quotedForPowerShell(const QString& value)
{
    QString out;
    for (const QChar character : value) {
        static const QString quotes = u"'\u2018\u2019\u201a\u201b"_s;
        if (quotes.contains(character)) out += character;
        out += character;
    }
    return u'\'' + out + u'\'';
}

/// A JSON string is read the same way by Python and JavaScript (ECMA-262: JSON is a part of it).
QString quotedAsJson(const QString& value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

/// systemd.exec(5), Environment=: C escapes between double quotes, and % begins a specifier.
QString quotedForSystemd(const QString& assignment)
{
    QString text = replaced(assignment, u"\\"_s, u"\\\\"_s);
    text = replaced(replaced(text, u"\""_s, u"\\\""_s), u"%"_s, u"%%"_s);
    return u'"' + text + u'"';
}

/// Node reads its own variables before the program begins, so that a program can set none of them; the
/// client's options are its to set.
QString inTypeScript(const QString& name, const QString& value)
{
    if (name == "HTTPS_PROXY"_L1)
        return u"  fetchOptions: { dispatcher: new ProxyAgent(%1) },"_s.arg(quotedAsJson(value));
    if (name == "ANTHROPIC_BASE_URL"_L1) return u"  baseURL: %1,"_s.arg(quotedAsJson(value));
    return {};
}

QString assignment(ConfigPlace place, const QString& name, const QString& value)
{
    switch (place) {
    case ConfigPlace::Bash:
        return u"export %1=%2"_s.arg(name, quotedForBash(value));
    case ConfigPlace::Fish:
        return u"set -gx %1 %2"_s.arg(name, quotedForFish(value));
    case ConfigPlace::PowerShell:
        return u"$env:%1 = %2"_s.arg(name, quotedForPowerShell(value));
    case ConfigPlace::ClaudeSettings:
        return u"    %1: %2"_s.arg(quotedAsJson(name), quotedAsJson(value));
    case ConfigPlace::Python:
        return u"os.environ[%1] = %2"_s.arg(quotedAsJson(name), quotedAsJson(value));
    case ConfigPlace::TypeScript:
        return inTypeScript(name, value);
    case ConfigPlace::Systemd:
        return u"Environment="_s + quotedForSystemd(name + u'=' + value);
    case ConfigPlace::Docker:
        return u"  --env %1 \\"_s.arg(quotedForBash(name + u'=' + value));
    }
    return {};
}

QString removal(ConfigPlace place, const QString& name)
{
    switch (place) {
    case ConfigPlace::Bash:
        return u"unset "_s + name;
    case ConfigPlace::Fish:
        return u"set -e "_s + name;
    case ConfigPlace::PowerShell:
        return u"Remove-Item Env:"_s + name;
    case ConfigPlace::Python:
        return u"os.environ.pop(%1, None)"_s.arg(quotedAsJson(name));
    case ConfigPlace::Systemd:
        return u"UnsetEnvironment="_s + name;
    case ConfigPlace::TypeScript:     // there is no option to leave out
    case ConfigPlace::ClaudeSettings: // the line is taken out
    case ConfigPlace::Docker:         // a container begins without it
        break;
    }
    return {};
}

struct Frame
{
    QStringList before;
    QStringList after;
};

Frame frameOf(ConfigPlace place)
{
    switch (place) {
    case ConfigPlace::ClaudeSettings:
        return {{u"{"_s, u"  \"env\": {"_s}, {u"  }"_s, u"}"_s}};
    case ConfigPlace::Python:
        return {{u"import os"_s}, {}};
    case ConfigPlace::TypeScript:
        return {{u"import Anthropic from \"@anthropic-ai/sdk\";"_s,
                 u"import { ProxyAgent } from \"undici\";"_s, u"const client = new Anthropic({"_s},
                {u"});"_s}};
    case ConfigPlace::Systemd:
        return {{u"[Service]"_s}, {}};
    case ConfigPlace::Docker:
        return {{u"docker run \\"_s}, {u"  IMAGE"_s}};
    default:
        return {};
    }
}

/// Lines of the settings as they should be.
QStringList wantedLines(ConfigPlace place, const QList<ClientSetting>& settings)
{
    QStringList lines;
    for (const ClientSetting& each : settings) {
        if (each.after && !isWritable(*each.after)) continue;
        const QString line =
            each.after ? assignment(place, each.variable, *each.after) : removal(place, each.variable);
        if (!line.isEmpty()) lines.append(line);
    }
    // JSON wants commas between its members and none behind the last.
    for (qsizetype index = 0; place == ConfigPlace::ClaudeSettings && index + 1 < lines.size(); ++index)
        lines[index] += u',';
    return lines;
}

QStringList presentLines(ConfigPlace place, const QList<ClientSetting>& settings)
{
    QStringList lines;
    for (const ClientSetting& each : settings) {
        const bool inFile = each.source != "environment"_L1;
        if (!each.before || !isWritable(*each.before) || inFile != (place == ConfigPlace::ClaudeSettings))
            continue;
        const QString line = assignment(place, each.variable, *each.before);
        if (!line.isEmpty() && place != ConfigPlace::TypeScript) lines.append(line);
    }
    return lines;
}

void append(QStringList* out, const QString& mark, const QStringList& lines)
{
    for (const QString& line : lines)
        out->append(mark + line);
}

} // namespace

QList<ConfigPlace> placesFor(const ClientRules& rules)
{
    QList<ConfigPlace> places{ConfigPlace::Bash, ConfigPlace::Fish, ConfigPlace::PowerShell};
    if (rules.readsClaudeSettings) places.append(ConfigPlace::ClaudeSettings);
    if (rules.id.contains("python"_L1)) places.append(ConfigPlace::Python);
    if (rules.id.contains("typescript"_L1)) places.append(ConfigPlace::TypeScript);
    return places + QList{ConfigPlace::Systemd, ConfigPlace::Docker};
}

bool isWritable(const QString& value)
{
    return std::all_of(value.begin(), value.end(), [](QChar character) {
        // Some programs end a line at these too.
        const bool endsLine = character.category() == QChar::Separator_Line ||
                              character.category() == QChar::Separator_Paragraph;
        return (character.isPrint() || character.isSurrogate()) && !endsLine;
    });
}

QStringList differenceFor(ConfigPlace place, const QList<ClientSetting>& settings)
{
    const QStringList wanted = wantedLines(place, settings);
    const QStringList present = presentLines(place, settings);
    QStringList lines;
    if (wanted.isEmpty() && present.isEmpty()) return lines;
    const Frame frame = frameOf(place);
    append(&lines, u"  "_s, frame.before);
    append(&lines, u"- "_s, present);
    append(&lines, u"+ "_s, wanted);
    append(&lines, u"  "_s, frame.after);
    return lines;
}

QString settingsText(ConfigPlace place, const QList<ClientSetting>& settings)
{
    const QStringList wanted = wantedLines(place, settings);
    if (wanted.isEmpty()) return {};
    const Frame frame = frameOf(place);
    return (frame.before + wanted + frame.after).join(u'\n') + u'\n';
}

} // namespace pathlight
