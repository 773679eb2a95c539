// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/terminal.h"
#include "app/simulate.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

int print(const QString& text)
{
    return cli::writeStandardOutput(text.toUtf8()) ? cli::Healthy : cli::Failed;
}

int simulate(const QStringList& arguments)
{
    if (!arguments.contains("--help"_L1) && !arguments.contains("-h"_L1)) return runSimulate(arguments);
    return print(
        u"Usage: pathlight-cli simulate [SCENARIO]\n"
        "Serves a practice endpoint with one fault on loopback, until Ctrl+C, and shows the command that\n"
        "walks to it. Without SCENARIO: lists the faults.\n"_s);
}

struct Command
{
    const char* name;
    const char* about;
    int (*run)(const QStringList& arguments);
};

constexpr std::array commands{
    Command{"diagnose", "find out why this computer cannot reach the target", &cli::runDiagnose},
    Command{"replay", "read a journal again and judge it with today's rules", &cli::runReplay},
    Command{"compare", "what changed between two walks", &cli::runCompare},
    Command{"explain", "what a fault code, or the error text of a client, means", &cli::runExplain},
    Command{"flowchart", "the diagnostic flowchart as a picture or as data", &cli::runFlowchart},
    Command{"simulate", "serve a practice endpoint with a fault on loopback", &simulate},
    Command{"client-config", "settings for a client that follow from a walk", &cli::runClientConfig},
    Command{"monitor", "watch targets: success rate, latency, outages and their causes", &cli::runMonitor},
    Command{"idle", "how long an idle connection lives on this way", &cli::runIdle},
};

QString overview()
{
    QString text = u"Usage: pathlight-cli COMMAND [ARGUMENTS]\n"
                   "Finds out why this computer cannot reach the Claude API, and what to do about it.\n\n"
                   "Commands:\n"_s;
    for (const Command& each : commands)
        text += u"  %1  %2\n"_s.arg(QString::fromLatin1(each.name), -13).arg(QString::fromLatin1(each.about));
    return text + u"\n  --help, --version; pathlight-cli COMMAND --help shows a command's options.\n\n"
                  "Exit status of diagnose and replay: 0 healthy, 1 broken or degraded, 2 usage, 3 the walk\n"
                  "could not run or its output could not be written, 4 inconclusive, 130 cancelled.\n"_s;
}

int refuse(const QString& message)
{
    cli::say(message);
    cli::say(u"try: pathlight-cli --help"_s);
    return cli::Usage;
}

int dispatch(const QStringList& arguments)
{
    if (arguments.size() < 2) return refuse(u"a command is missing"_s);
    const QString& name = arguments.at(1);
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) return print(overview());
    if (name == "--version"_L1) return print(u"pathlight-cli %1\n"_s.arg(QStringLiteral(PATHLIGHT_VERSION)));
    for (const Command& each : commands) {
        if (name == QLatin1StringView(each.name)) return each.run(arguments.mid(2));
    }
    return refuse(u"unknown command \"%1\""_s.arg(name));
}

} // namespace

int main(int argc, char** argv)
{
    cli::ignoreBrokenPipes();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"pathlight-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PATHLIGHT_VERSION));
    return dispatch(QCoreApplication::arguments());
}
