// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/changes/newtext.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr QByteArrayView blockBegin = "# >>> pathlight >>>\n";
constexpr QByteArrayView blockEnd = "# <<< pathlight <<<\n";

JsonEdit refused(const QByteArray& text, const QString& problem)
{
    return {text, problem, 0, 0};
}

/// The variable that a line of a block is about; empty: none.
QString variableOf(const QString& line)
{
    static const QRegularExpression about(
        u"\\A(?:export |unset |set -gx |set -e |Environment=\"|UnsetEnvironment=)([A-Za-z_][A-Za-z0-9_]*)"_s);
    return about.match(line).captured(1);
}

/// Lines of the block that is there and that say nothing about these settings.
QStringList keptLines(const QByteArray& block, const QStringList& wanted,
                      const QList<ClientSetting>& settings)
{
    QStringList kept;
    for (const QString& line : QString::fromUtf8(block).split(u'\n', Qt::SkipEmptyParts)) {
        const QString variable = variableOf(line);
        const bool changed = std::any_of(settings.begin(), settings.end(), [&](const ClientSetting& each) {
            return each.variable == variable;
        });
        if (!changed && !wanted.contains(line)) kept.append(line);
    }
    return kept;
}

JsonEdit withBlock(QByteArray text, ConfigPlace place, const QList<ClientSetting>& settings)
{
    const qsizetype begin = text.indexOf(blockBegin);
    const qsizetype end = text.indexOf(blockEnd);
    if ((begin < 0) != (end < 0) || end < begin) return refused(text, u"block_broken"_s);
    QStringList lines = settingsText(place, settings).split(u'\n', Qt::SkipEmptyParts);
    // The section's head stays in front of what is kept.
    const qsizetype head = place == ConfigPlace::Systemd && !lines.isEmpty() ? 1 : 0;
    if (begin >= 0) {
        const qsizetype inside = begin + blockBegin.size();
        const QStringList kept = keptLines(text.mid(inside, end - inside), lines, settings);
        lines = lines.mid(0, head) + kept + lines.mid(head);
        text.remove(begin, end + blockEnd.size() - begin);
    }
    if (lines.isEmpty()) return {text, {}, 0, 0};
    const QByteArray block = blockBegin + (lines.join(u'\n') + u'\n').toUtf8() + blockEnd;
    if (begin >= 0) return {text.insert(begin, block), {}, 0, 0};
    if (!text.isEmpty() && !text.endsWith('\n')) text += '\n';
    return {text + block, {}, 0, 0};
}

JsonEdit withMembers(const QByteArray& text, ConfigPlace place, const QList<ClientSetting>& settings)
{
    const bool docker = place == ConfigPlace::Docker;
    const QStringList path = docker ? QStringList{u"proxies"_s, u"default"_s} : QStringList{u"env"_s};
    JsonEdit edit{text, {}, 0, 0};
    for (const ClientSetting& each : settings) {
        edit = withJsonMember(edit.text, path, docker ? dockerKey(each.variable) : each.variable, each.after);
        if (!edit.problem.isEmpty()) return {text, edit.problem, edit.line, edit.column};
    }
    return edit;
}

} // namespace

QString dockerKey(const QString& variable)
{
    static const QHash<QString, QString> keys{{u"https_proxy"_s, u"httpsProxy"_s},
                                              {u"http_proxy"_s, u"httpProxy"_s},
                                              {u"all_proxy"_s, u"allProxy"_s},
                                              {u"no_proxy"_s, u"noProxy"_s}};
    return keys.value(variable.toLower());
}

JsonEdit withSettings(const QByteArray& text, ConfigPlace place, const QList<ClientSetting>& settings)
{
    for (const ClientSetting& each : settings) {
        const QString value = each.after.value_or(QString());
        if (value.contains("USER:PASSWORD@"_L1)) return refused(text, u"password"_s);
        if (!isWritable(value)) return refused(text, u"unwritable"_s);
    }
    if (text.contains('\0')) return refused(text, u"binary"_s);
    if (place == ConfigPlace::ClaudeSettings || place == ConfigPlace::Docker)
        return withMembers(text, place, settings);
    return withBlock(text, place, settings);
}

} // namespace pathlight
