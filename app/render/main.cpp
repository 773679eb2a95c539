// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// pathlight-render: pictures and PDF from a journal, for pathlight-cli, which links no Gui. It needs no
// display.
#include "app/render/arguments.h"
#include "core/walk/journal.h"
#include "ui/graphics/flowexport.h"
#include "ui/pdf/pdfreport.h"

#include <QApplication>
#include <QDir>
#include <QSaveFile>
#include <QTextStream>

#include <cstdio>
#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

constexpr int exitUsage = 2;
constexpr int exitFailed = 3;
constexpr double pngScale = 2; // pixels a canvas unit: sharp on dense screens and on paper

int fail(int status, const QString& words)
{
    QTextStream(stderr) << "pathlight-render: " << words << Qt::endl;
    return status;
}

/// The platform's remarks about a missing session are no business of somebody who exports a file.
void onlyFailures(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg) QTextStream(stderr) << message << Qt::endl;
}

/// Null: there is no journal on standard input, and `problem` says why.
std::optional<QList<Event>> eventsFromInput(Redaction redaction, QString* problem)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        *problem = input.errorString();
        return std::nullopt;
    }
    const JournalRead read = readJournal(&input);
    if (!read.error.isEmpty()) {
        *problem = u"standard input, line %1: %2"_s.arg(read.errorLine).arg(read.error);
        return std::nullopt;
    }
    if (read.events.isEmpty()) {
        *problem = u"standard input holds no journal"_s;
        return std::nullopt;
    }
    return Redactor(redaction, {{QDir::homePath()}, {}}).events(read.events);
}

QString save(const QString& path, const std::function<bool(QIODevice*)>& write)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return file.errorString();
    if (write(&file) && file.commit()) return {};
    return file.errorString().isEmpty() ? u"cannot be written"_s : file.errorString();
}

QString render(const RenderRequest& request, const QList<Event>& events)
{
    const Texts texts(request.language);
    if (request.what == RenderRequest::What::Pdf) return writePdf(events, texts, request.output);
    const Report report = foldReport(events);
    const FlowPicture picture = flowPicture(flowchart(), request.needsJournal() ? &report : nullptr, texts);
    const Palette& palette = paletteOf(Theme::Print);
    return save(request.output, [&](QIODevice* device) {
        if (request.what != RenderRequest::What::Svg)
            return flowchartImage(picture, palette, pngScale).save(device, "PNG");
        const QByteArray svg = flowchartSvg(picture, palette, texts(u"view.flow.title"_s));
        return device->write(svg) == svg.size();
    });
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(onlyFailures);
    const QApplication application(argc, argv);
    QString problem;
    const auto request = readArguments(QCoreApplication::arguments(), &problem);
    if (!request) return fail(exitUsage, problem + u'\n' + usage());
    QList<Event> events;
    if (request->needsJournal()) {
        const auto read = eventsFromInput(request->redaction, &problem);
        if (!read) return fail(exitUsage, problem);
        events = *read;
    }
    problem = render(*request, events);
    return problem.isEmpty() ? 0 : fail(exitFailed, request->output + u": "_s + problem);
}
