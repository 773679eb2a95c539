// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
/// Runs one step by itself and prints what it saw, for looking at it in a network namespace:
///     stepdriver tcp|mtu|route|environment URL [ADDRESS …]
#include "core/diagnosis/diagnosis.h"
#include "tests/unit/stepbench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>

#include <cstdio>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

namespace {

void print(const QJsonObject& object)
{
    std::fputs(QJsonDocument(object).toJson(QJsonDocument::Indented).constData(), stdout);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const StepFunction step = allSteps().value(arguments.value(1));
    if (arguments.size() < 3 || !step) {
        std::fputs("usage: stepdriver STEP URL [ADDRESS ...]\n", stderr);
        return 2;
    }
    StepBench bench;
    bench.aimAt(arguments.at(2), arguments.mid(3));
    QElapsedTimer clock;
    clock.start();
    const auto result = bench.run(arguments.at(1), step);
    for (const RecordingHost::Sample& each : bench.host->samples) {
        std::printf("%s %s\n", qPrintable(each.kind),
                    QJsonDocument(each.data).toJson(QJsonDocument::Compact).constData());
    }
    if (!result) return 1;
    print(result->evidence);
    if (result->unknown) print(toObject(*result->unknown));
    std::printf("tokens %s, %.1f ms\n", qPrintable(bench.host->tokens.join(u' ')),
                static_cast<double>(clock.nsecsElapsed()) / 1e6);
    return 0;
}
