// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/scenario.h"
#include "ui/mainwindow.h"
#include "ui/tr.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

/// What was asked for on the command line.
struct Wish
{
    QString journal;
    QString scenario;
};

void setupParser(QCommandLineParser* parser)
{
    parser->setApplicationDescription(Tr::tr("Finds out why a computer cannot reach the Claude API."));
    parser->addHelpOption();
    parser->addVersionOption();
    parser->addOption({u"practice"_s, Tr::tr("Walk to the simulated fault SCENARIO."), u"SCENARIO"_s});
    parser->addPositionalArgument(u"FILE"_s, Tr::tr("A saved journal (.pathlight) to open."), u"[FILE]"_s);
}

/// Says what is wrong with the command line; exit status 2 is usage, as for pathlight-cli.
int refuse(const QString& message)
{
    QTextStream(stderr) << u"pathlight: "_s << message << Qt::endl;
    return 2;
}

QString scenarioNames()
{
    QStringList names;
    for (const PracticeScenario& each : practiceScenarios())
        names.append(each.id);
    return names.join(u", "_s);
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication::setApplicationName(u"pathlight"_s);
    QCoreApplication::setOrganizationName(u"pathlight"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PATHLIGHT_VERSION));
    QGuiApplication::setDesktopFileName(u"org.pathlight.Pathlight"_s);
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    const QApplication application(argc, argv);

    QCommandLineParser parser;
    setupParser(&parser);
    parser.process(application);
    const Wish wish{parser.positionalArguments().value(0), parser.value(u"practice"_s)};
    if (parser.positionalArguments().size() > 1) return refuse(Tr::tr("only one journal can be opened"));
    if (parser.isSet(u"practice"_s) && !practiceScenario(wish.scenario)) {
        return refuse(
            Tr::tr("there is no practice scenario “%1”; there are: %2").arg(wish.scenario, scenarioNames()));
    }

    MainWindow window{WindowParts{}};
    window.show();
    if (!wish.scenario.isEmpty())
        window.startPractice(wish.scenario);
    else if (!wish.journal.isEmpty())
        window.openJournal(wish.journal);
    return QApplication::exec();
}
