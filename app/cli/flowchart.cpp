// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/output.h"
#include "app/cli/renderer.h"
#include "app/cli/terminal.h"
#include "core/report/flowchartexport.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

int drawPng(const QString& path, const QString& language)
{
    if (rendererPath().isEmpty()) {
        sayRendererIsMissing(u"png"_s);
        return Failed;
    }
    const QString error =
        render({u"flowchart-png"_s, u"--language"_s, language, u"--output"_s, path}, QByteArray());
    if (error.isEmpty()) return Healthy;
    say(error);
    return Failed;
}

} // namespace

int runFlowchart(const QStringList& arguments)
{
    Arguments given(u"flowchart"_s, u"The diagnostic flowchart, as a picture or as data."_s);
    given.option(u"format"_s, u"FORMAT"_s, u"svg, png, json or mermaid."_s, u"svg"_s);
    given.option(u"output"_s, u"FILE"_s, u"Write there instead of standard output (png needs it)."_s);
    given.option(u"language"_s, u"LANGUAGE"_s, u"en or zh_CN; by default the locale's."_s);
    if (const auto status = given.parse(arguments)) return *status;
    const QString format = given.oneOf(u"format"_s, {u"svg"_s, u"png"_s, u"json"_s, u"mermaid"_s});
    const QString path = given.value(u"output"_s);
    const QString language = languageOf(given);
    if (format == "png"_L1 && path.isEmpty()) given.complain(u"--format png needs --output FILE"_s);
    if (const auto status = given.complaint()) return *status;
    if (format == "png"_L1) return drawPng(path, language);

    const Texts texts(language);
    Output output(path);
    if (format == "json"_L1) return finishWith(&output, flowchartJson(flowchart(), texts), Healthy);
    const bool svg = format == "svg"_L1;
    const QString text = svg ? flowchartSvg(flowchart(), texts) : flowchartMermaid(flowchart(), texts);
    return finishWith(&output, text.toUtf8(), Healthy);
}

} // namespace pathlight::cli
