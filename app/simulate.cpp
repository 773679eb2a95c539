// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulate.h"

#include "app/stopsignals.h"
#include "core/practice/practiceserver.h"
#include "core/report/texts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTime>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int usageError = 2;
constexpr int couldNotRun = 3;
constexpr auto keyVariable = "PATHLIGHT_PRACTICE_KEY"_L1;

void say(FILE* where, const QString& line)
{
    QTextStream(where) << line << Qt::endl;
}

QString systemLanguage()
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QString value = qEnvironmentVariable(name);
        if (!value.isEmpty()) return Texts::languageFor(value);
    }
    return Texts::languageFor(QLocale::system().name());
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
    for (const PracticeScenario& each : practiceScenarios()) {
        const QString key = u"practice."_s + each.id;
        say(stdout, each.id.leftJustified(22) + texts(key + u".name"_s));
        say(stdout, QString(22, u' ') + texts(key + u".about"_s));
    }
    return 0;
}

/// The target as a profile file: only what is set, for a profile is read strictly.
QByteArray profileOf(const Target& target)
{
    const QJsonObject whole = toObject(target);
    QJsonObject profile;
    for (const QString& key : {u"id"_s, u"name"_s, u"url"_s, u"probe"_s, u"auth"_s})
        profile.insert(key, whole.value(key));
    if (!target.controls.isEmpty()) profile.insert(u"controls"_s, whole.value("controls"_L1));
    return QJsonDocument(profile).toJson();
}

QString commandFor(const PracticeServer& server, const QString& profile)
{
    const QString command = u"pathlight-cli diagnose --profile %1 --ca-file %2 --proxy none"_s.arg(
        quoted(profile), quoted(server.caFile()));
    if (!server.key().isSet()) return command;
    const QString key = QString::fromLatin1(server.key().forHeader());
    return u"%1=%2 %3 --key-env %1"_s.arg(keyVariable, key, command);
}

/// A line for something that happened at the endpoint.
QString lineFor(const PracticeServed& served)
{
    QString what = served.what == "request"_L1 ? QString(served.method + u' ' + served.path) : served.what;
    what += served.status ? u" -> %1"_s.arg(*served.status) : u" -> -"_s;
    return QTime::currentTime().toString(u"HH:mm:ss  "_s) + what;
}

/// Writes the profile and prints how to try it; false where it could not be written.
bool announce(const PracticeServer& server, const QTemporaryDir& folder)
{
    const QString path = folder.filePath(u"profile.json"_s);
    const QByteArray profile = profileOf(server.target());
    QFile file(path);
    if (!folder.isValid() || !file.open(QIODevice::WriteOnly) || file.write(profile) != profile.size() ||
        !file.flush()) {
        say(stderr, u"pathlight-cli: %1: %2"_s.arg(path, file.errorString()));
        return false;
    }
    say(stdout, u"scenario  "_s + server.target().name);
    say(stdout, u"address   "_s + server.target().url);
    say(stdout, u"CA file   "_s + server.caFile());
    say(stdout, u"profile   "_s + path);
    say(stdout, u"verdict   "_s + server.scenario().verdictCode.value_or(server.scenario().verdictStatus));
    say(stdout, u"try       "_s + commandFor(server, path));
    return true;
}

int serve(const PracticeScenario& scenario, const Texts& texts)
{
    const QTemporaryDir folder(QDir::tempPath() + u"/pathlight-profile-XXXXXX"_s);
    PracticeServer server(scenario, texts(u"practice.%1.name"_s.arg(scenario.id)));
    const StopSignals stop([](int) { QCoreApplication::exit(0); });
    QObject::connect(&server, &PracticeServer::ready, &server, [&] {
        if (!announce(server, folder)) QCoreApplication::exit(couldNotRun);
    });
    QObject::connect(&server, &PracticeServer::failed, &server, [](const QString& error) {
        say(stderr, u"pathlight-cli: %1"_s.arg(error));
        QCoreApplication::exit(couldNotRun);
    });
    QObject::connect(&server, &PracticeServer::served, &server,
                     [](const PracticeServed& served) { say(stdout, lineFor(served)); });
    server.start();
    return QCoreApplication::exec();
}

} // namespace

int runSimulate(const QStringList& arguments)
{
    const Texts texts(systemLanguage());
    if (arguments.isEmpty()) return listScenarios(texts);
    const PracticeScenario* scenario = practiceScenario(arguments.first());
    if (scenario && arguments.size() == 1) return serve(*scenario, texts);
    const QString wrong = scenario ? arguments.at(1) : arguments.first();
    say(stderr, u"pathlight-cli simulate: \"%1\" is no scenario; without one they are listed"_s.arg(wrong));
    return usageError;
}

} // namespace pathlight
