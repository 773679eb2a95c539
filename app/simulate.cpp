// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulate.h"

#include "app/cli/arguments.h"
#include "app/cli/interrupt.h"
#include "app/cli/terminal.h"
#include "core/practice/practiceserver.h"
#include "core/report/texts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto keyVariable = "PATHLIGHT_PRACTICE_KEY"_L1;

/// Prints a line at once, for it may go into a pipe that somebody waits on; where nobody reads any more,
/// there is nobody to serve.
void print(const QString& line)
{
    if (!cli::writeStandardOutput(line.toUtf8() + '\n')) QCoreApplication::exit(cli::Failed);
}

/// Quotes an argument for a shell where it needs it.
QString quoted(const QString& argument)
{
    const auto isPlain = [](QChar c) { return c.isLetterOrNumber() || u"/._-:"_s.contains(c); };
    if (std::all_of(argument.begin(), argument.end(), isPlain)) return argument;
    QString inside = argument;
    return u'\'' + inside.replace(u'\'', u"'\\''"_s) + u'\'';
}

int listScenarios(const Texts& texts)
{
    QByteArray list;
    for (const PracticeScenario& each : practiceScenarios()) {
        const QString key = u"practice."_s + each.id;
        list += QString(each.id.leftJustified(22) + texts(key + u".name"_s)).toUtf8() + '\n';
        list += QByteArray(22, ' ') + texts(key + u".about"_s).toUtf8() + '\n';
    }
    return cli::writeStandardOutput(list) ? cli::Healthy : cli::Failed;
}

/// The target as a profile file: only what is set, for a profile is read strictly.
QByteArray profileOf(const Target& target)
{
    const QJsonObject whole = toObject(target);
    QJsonObject profile;
    for (const QString& key : {u"id"_s, u"name"_s, u"url"_s, u"probe"_s, u"auth"_s, u"statusPage"_s})
        profile.insert(key, whole.value(key));
    if (!target.controls.isEmpty()) profile.insert(u"controls"_s, whole.value("controls"_L1));
    return QJsonDocument(profile).toJson();
}

QString commandFor(const PracticeServer& server, const QString& profile)
{
    const PracticeScenario& scenario = server.scenario();
    const auto upTo = std::chrono::duration_cast<std::chrono::seconds>(scenario.quietUpTo).count();
    const QString walk = upTo > 0 ? u"idle --up-to %1"_s.arg(upTo) : u"diagnose"_s;
    QString command = u"pathlight-cli %1 --profile %2 --ca-file %3 --proxy none"_s.arg(
        walk, quoted(profile), quoted(server.caFile()));
    if (scenario.http2 != PracticeHttp2::NotOffered) command += u" --also http2"_s;
    if (!server.key().isSet()) return command;
    // This key is made up and opens nothing, so it may be seen.
    const QString key = QString::fromLatin1(server.key().forHeader());
    return u"%1=%2 %3 --key-env %1"_s.arg(keyVariable, key, command);
}

/// A line for something that happened at the endpoint. Method and path are printable by then.
QString lineFor(const PracticeServed& served)
{
    QString what = served.what == "request"_L1 ? QString(served.method + u' ' + served.path) : served.what;
    what += served.status ? u" -> %1"_s.arg(*served.status) : u" -> -"_s;
    return QTime::currentTime().toString(u"HH:mm:ss  "_s) + what;
}

/// What the scenario teaches, a line for each part.
void explain(const PracticeScenario& scenario, const Texts& texts)
{
    const QString key = u"practice."_s + scenario.id;
    print(u"happens   "_s + texts(key + u".about"_s));
    print(u"seen      "_s + texts(key + u".seen"_s));
    print(u"help      "_s + texts(key + u".help"_s));
}

/// Writes the profile and prints what is served and how to try it; false where it could not be written.
bool announce(const PracticeServer& server, const QTemporaryDir& folder, const Texts& texts)
{
    const QString path = folder.filePath(u"profile.json"_s);
    const QByteArray profile = profileOf(server.target());
    QFile file(path);
    const bool written = folder.isValid() && file.open(QIODevice::WriteOnly) &&
                         file.write(profile) == profile.size() && file.flush();
    if (!written) {
        cli::say(u"%1: %2"_s.arg(path, folder.isValid() ? file.errorString() : folder.errorString()));
        return false;
    }
    const PracticeScenario& scenario = server.scenario();
    print(u"scenario  %1 (%2)"_s.arg(scenario.id, server.target().name));
    print(u"address   "_s + server.target().url);
    print(u"CA file   "_s + server.caFile());
    print(u"profile   "_s + path);
    print(u"verdict   "_s + scenario.verdictCode.value_or(scenario.verdictStatus));
    explain(scenario, texts);
    print(u"try       "_s + commandFor(server, path));
    return true;
}

int serve(const PracticeScenario& scenario, const Texts& texts)
{
    const QTemporaryDir folder(QDir::tempPath() + u"/pathlight-profile-XXXXXX"_s);
    PracticeServer server(scenario, texts(u"practice.%1.name"_s.arg(scenario.id)));
    const cli::Interrupt interrupt;
    QObject::connect(&interrupt, &cli::Interrupt::requested, &server,
                     [] { QCoreApplication::exit(cli::Healthy); });
    QObject::connect(&server, &PracticeServer::ready, &server, [&] {
        if (!announce(server, folder, texts)) QCoreApplication::exit(cli::Failed);
    });
    QObject::connect(&server, &PracticeServer::failed, &server, [](const QString& error) {
        cli::say(error);
        QCoreApplication::exit(cli::Failed);
    });
    QObject::connect(&server, &PracticeServer::served, &server,
                     [](const PracticeServed& served) { print(lineFor(served)); });
    server.start();
    return QCoreApplication::exec();
}

} // namespace

int runSimulate(const QStringList& arguments)
{
    cli::Arguments given(u"simulate"_s,
                         u"Serve a practice endpoint with one fault on loopback, until interrupted. Without "
                         "SCENARIO lists them."_s);
    given.positional(u"SCENARIO"_s, u"One of those listed, for example certificate_expired."_s, 0, 1);
    given.option(u"language"_s, u"LANGUAGE"_s, u"en or zh_CN; by default the locale's."_s);
    if (const auto status = given.parse(arguments)) return *status;
    const Texts texts(cli::languageOf(given));
    const QString id = given.positionals().value(0);
    const PracticeScenario* scenario = practiceScenario(id);
    if (!id.isEmpty() && !scenario)
        given.complain(u"\"%1\" is no scenario; pathlight-cli simulate lists them"_s.arg(id));
    if (const auto status = given.complaint()) return *status;
    return scenario ? serve(*scenario, texts) : listScenarios(texts);
}

} // namespace pathlight
