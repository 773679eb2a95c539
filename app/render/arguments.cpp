// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/arguments.h"

#include <QCommandLineParser>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<RenderRequest::What> whatFor(const QString& word)
{
    if (word == "pdf"_L1) return RenderRequest::What::Pdf;
    if (word == "png"_L1) return RenderRequest::What::Png;
    if (word == "svg"_L1) return RenderRequest::What::Svg;
    if (word == "flowchart-png"_L1) return RenderRequest::What::FlowchartPng;
    return std::nullopt;
}

/// The one value of an option; null where it was given twice.
std::optional<QString> onlyValue(const QCommandLineParser& parser, const QString& name,
                                 const QString& otherwise, QString* problem)
{
    const QStringList values = parser.values(name);
    if (values.size() > 1) {
        *problem = u"--%1 is given twice"_s.arg(name);
        return std::nullopt;
    }
    return values.isEmpty() ? otherwise : values.first();
}

} // namespace

QString usage()
{
    return u"Usage: pathlight-render pdf|png|svg [--language en|zh_CN] [--redact none|standard|strict] "
           u"--output FILE\n"
           "       pathlight-render flowchart-png [--language en|zh_CN] --output FILE\n"
           "The first form reads a journal (JSON Lines) on standard input."_s;
}

std::optional<RenderRequest> readArguments(const QStringList& arguments, QString* problem)
{
    QCommandLineParser parser;
    for (const QString& name : {u"language"_s, u"redact"_s, u"output"_s})
        parser.addOption(QCommandLineOption(name, {}, u"value"_s));
    if (!parser.parse(arguments)) {
        *problem = parser.errorText();
        return std::nullopt;
    }
    const QStringList words = parser.positionalArguments();
    const auto what = words.size() == 1 ? whatFor(words.first()) : std::nullopt;
    if (!what) {
        *problem = words.isEmpty() ? u"nothing to render was named"_s
                                   : u"not something to render: "_s + words.join(u' ');
        return std::nullopt;
    }
    const auto language = onlyValue(parser, u"language"_s, u"en"_s, problem);
    const auto redact = onlyValue(parser, u"redact"_s, u"standard"_s, problem);
    const auto output = onlyValue(parser, u"output"_s, {}, problem);
    if (!language || !redact || !output) return std::nullopt;
    const auto redaction = namedValue<Redaction>(*redact);
    if (*language != "en"_L1 && *language != "zh_CN"_L1)
        *problem = u"--language is en or zh_CN, not "_s + *language;
    else if (!redaction)
        *problem = u"--redact is none, standard or strict, not "_s + *redact;
    else if (output->isEmpty())
        *problem = u"--output FILE is missing"_s;
    else
        return RenderRequest{*what, *language, *redaction, *output};
    return std::nullopt;
}

} // namespace pathlight
