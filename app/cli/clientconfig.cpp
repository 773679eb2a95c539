// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clientconfig.h"

#include "app/cli/arguments.h"
#include "app/cli/formats.h"
#include "app/cli/journalfile.h"
#include "app/cli/terminal.h"
#include "core/changes/changes.h"
#include "core/diagnosis/clientsstep.h"
#include "core/report/plaintext.h"
#include "core/report/report.h"
#include "core/report/wordedclient.h"

#include <QDir>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

constexpr int lineWidth = 80;

QStringList clientIds()
{
    QStringList ids;
    for (const ClientRules& each : allClients())
        ids.append(each.id);
    return ids;
}

QStringList placeNames()
{
    QStringList names;
    for (const char* each : EnumNames<ConfigPlace>::names)
        names.append(QString::fromLatin1(each));
    return names;
}

/// The newest journal that the window keeps; empty: there is none. Their names begin with the time.
QString lastWalk()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    const QDir folder(data + u"/pathlight/pathlight/walks"_s);
    const QStringList names = folder.entryList({u"*.pathlight"_s}, QDir::Files, QDir::Name | QDir::Reversed);
    return names.isEmpty() ? QString() : folder.filePath(names.first());
}

QString indented(const QString& text, const QString& first)
{
    const QString rest(displayWidth(first), u' ');
    return first + wrapText(text, lineWidth - displayWidth(first)).join(u'\n' + rest) + u'\n';
}

QString clientText(const ClientsEvidence& evidence, const QString& id, const Texts& texts)
{
    for (const WordedClient& each : wordClients(evidence, texts)) {
        if (each.id != id) continue;
        const QString code = each.code.isEmpty() ? QString() : QString(u" ("_s + each.code + u')');
        return each.mark + u' ' + each.name + u": "_s + each.outcomeWord + code + u'\n' +
               indented(each.reason, u"  "_s) + u'\n';
    }
    return {};
}

QString changesText(const QList<ClientSetting>& settings, const Texts& texts)
{
    QString out = texts(u"config.changes"_s) + u":\n"_s;
    bool password = false;
    for (const ClientSetting& each : settings) {
        out += indented(texts(u"config.reason."_s + each.reason), u"  "_s + each.variable + u": "_s);
        password = password || each.after.value_or(QString()).contains("USER:PASSWORD@"_L1);
    }
    if (password) out += indented(texts(u"config.password"_s), u"  "_s);
    return out + u'\n' + indented(texts(u"config.not_written"_s), {});
}

QString placesText(const QList<ClientSetting>& settings, const QList<ConfigPlace>& places, const Texts& texts)
{
    QString out;
    for (const ConfigPlace place : places) {
        const QStringList lines = differenceFor(place, settings);
        if (lines.isEmpty()) continue;
        out += u'\n' + texts(u"config.place."_s + nameOf(place)) + u":\n"_s;
        for (const QString& line : lines)
            out += u"  "_s + line + u'\n';
    }
    return out;
}

/// Of a walk that was stopped before the step, or made by a version without it.
ClientsEvidence predictedOf(const Report& report)
{
    return predictedAnew(fromObject<Target>(report.header.target),
                         fromObject<WalkOptions>(report.header.options), report.evidence);
}

QString configText(const Report& report, const ClientRules& rules, const QString& place, const Texts& texts)
{
    const ClientQuestion question =
        clientQuestion(fromObject<Target>(report.header.target),
                       fromObject<WalkOptions>(report.header.options), report.evidence);
    const QList<ClientSetting> settings = settingsFor(rules, question);
    const QString head = clientText(*report.evidence.clients, rules.id, texts);
    if (settings.isEmpty()) return head + texts(u"config.nothing"_s) + u'\n';
    QList<ConfigPlace> places = placesFor(rules);
    if (const auto only = namedValue<ConfigPlace>(place)) places = {*only};
    return head + changesText(settings, texts) + placesText(settings, places, texts);
}

QString joined(const QStringList& lines)
{
    QString out;
    for (const QString& line : lines)
        out += visibleText(line) + u'\n';
    return out;
}

/// How `--apply` and `--undo` end where something stands in the way.
int refusal(const QString& problem, const QJsonObject& arguments, const Texts& texts)
{
    say(texts(u"change.problem."_s + problem, arguments));
    return problem == "nothing"_L1 ? Healthy : Failed;
}

int undo(const Texts& texts)
{
    const ChangeOutcome outcome = undoLastChange(changesFolder());
    if (!outcome.problem.isEmpty()) return refusal(outcome.problem, outcome.arguments, texts);
    return writeStandardOutput(joined({texts(u"change.undone"_s, outcome.arguments)}).toUtf8()) ? Healthy
                                                                                                : Failed;
}

/// Shows the difference, asks, writes.
int apply(const ChangePlan& plan, bool yes, const Texts& texts)
{
    if (!plan.problem.isEmpty()) return refusal(plan.problem, plan.arguments, texts);
    if (!writeStandardOutput(joined(shownChange(plan)).toUtf8())) return Failed;
    if (plan.worldWritable) say(texts(u"change.world_writable"_s, {{u"path"_s, plan.path}}));
    if (!yes && !inputIsTerminal()) {
        say(texts(u"change.no_terminal"_s));
        return Usage;
    }
    if (!yes && !askedYes(texts(u"change.ask"_s, {{u"path"_s, visibleText(plan.path)}}), u"yes"_s)) {
        say(texts(u"change.declined"_s));
        return Declined;
    }
    const ChangeOutcome outcome = applyChange(plan, changesFolder(), QDateTime::currentDateTimeUtc());
    if (!outcome.problem.isEmpty()) return refusal(outcome.problem, outcome.arguments, texts);
    QStringList said{texts(u"change.done"_s, {{u"path"_s, plan.path}})};
    if (!outcome.backup.isEmpty()) said += texts(u"change.backup"_s, {{u"path"_s, outcome.backup}});
    said += {texts(u"change.then."_s + nameOf(plan.place)), texts(u"change.undo_by"_s)};
    return writeStandardOutput(joined(said).toUtf8()) ? Healthy : Failed;
}

/// The plan for one place, from a walk.
ChangePlan planFrom(const Report& report, const ClientRules& rules, ConfigPlace place, const QString& unit)
{
    const ClientQuestion question =
        clientQuestion(fromObject<Target>(report.header.target),
                       fromObject<WalkOptions>(report.header.options), report.evidence);
    if (report.header.practice) {
        // A simulated fault says nothing about this computer.
        ChangePlan none;
        none.problem = u"practice"_s;
        return none;
    }
    SettingsFolders folders = foldersOfThisUser();
    folders.unit = unit;
    return planChange(folders, rules.id, place, settingsFor(rules, question));
}

/// What belongs together, and what not.
void checkTogether(Arguments* given)
{
    const bool applies = given->isSet(u"apply"_s);
    const bool undoes = given->isSet(u"undo"_s);
    if (undoes && (applies || !given->positionals().isEmpty()))
        given->complain(u"--undo takes back the last change: it goes with no CLIENT and no --apply"_s);
    if (applies && !given->isSet(u"for"_s)) given->complain(u"--apply needs --for PLACE"_s);
    if (given->isSet(u"yes"_s) && !applies) given->complain(u"--yes goes with --apply"_s);
    if (given->isSet(u"unit"_s) && !isUnitName(given->value(u"unit"_s)))
        given->complain(u"--unit: expected the name of a systemd unit like agent.service"_s);
    if (!undoes && given->positionals().isEmpty()) given->complain(u"an argument is missing"_s);
}

void addOptions(Arguments* given)
{
    given->positional(u"CLIENT"_s,
                      u"One of: "_s + clientIds().join(u", "_s) + u"; then, if wanted, a journal."_s, 0, 2);
    given->option(u"for"_s, u"PLACE"_s, u"Only for this place: "_s + placeNames().join(u", "_s) + u'.');
    given->flag(u"apply"_s, u"Show the difference to the file of that place and, after asking, write it."_s);
    given->flag(u"yes"_s, u"With --apply: do not ask."_s);
    given->option(u"unit"_s, u"UNIT"_s,
                  u"For systemd: the user unit whose drop-in file it is, like agent.service."_s);
    given->flag(u"undo"_s, u"Put the file that was changed last back as it was; goes without CLIENT."_s);
    given->option(u"language"_s, u"LANGUAGE"_s, u"en or zh_CN; by default the locale's."_s);
}

} // namespace

int runClientConfig(const QStringList& arguments)
{
    Arguments given(u"client-config"_s,
                    u"Settings for a client that follow from the last walk, or from a journal. Nothing is "
                    "written without --apply, and no key or password is shown or written."_s);
    addOptions(&given);
    if (const auto status = given.parse(arguments)) return *status;
    checkTogether(&given);
    if (const auto status = given.complaint()) return *status;
    if (given.isSet(u"undo"_s)) return undo(Texts(languageOf(given)));
    const QString client = given.positionals().first();
    const ClientRules* const rules = clientRules(client);
    if (!rules)
        given.complain(
            u"unknown client \"%1\": expected one of: %2"_s.arg(client, clientIds().join(u", "_s)));
    const QString place = given.isSet(u"for"_s) ? given.oneOf(u"for"_s, placeNames()) : QString();
    const Texts texts(languageOf(given));
    if (const auto status = given.complaint()) return *status;

    const QString path = given.positionals().value(1, lastWalk());
    if (path.isEmpty()) {
        say(texts(u"cli.config_no_walk"_s));
        return Usage;
    }
    const auto events = rejudgedJournal(path, texts);
    if (!events) return Usage;
    // Paths must stay as they are to be of use; secrets go.
    Redactor redactor(Redaction::None, privateNames());
    Report report = foldReport(redactor.events(*events));
    if (!report.evidence.environment || !report.evidence.proxy) {
        say(texts(u"cli.config_not_whole"_s));
        return Inconclusive;
    }
    if (!report.evidence.clients) report.evidence.clients = predictedOf(report);
    if (given.isSet(u"apply"_s)) {
        const ConfigPlace where = namedValue<ConfigPlace>(place).value_or(ConfigPlace::Bash);
        return apply(planFrom(report, *rules, where, given.value(u"unit"_s)), given.isSet(u"yes"_s), texts);
    }
    const QString out = configText(report, *rules, place, texts);
    return writeStandardOutput(out.toUtf8()) ? Healthy : Failed;
}

} // namespace pathlight::cli
