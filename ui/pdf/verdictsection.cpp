// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/plaintext.h"
#include "ui/graphics/flowpicture.h"
#include "ui/graphics/ink.h"
#include "ui/pdf/sections.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double boxPadding = 14;

struct VerdictFact
{
    QString label;
    QString value;
    double share; ///< of the row's width
};

QList<VerdictFact> verdictFacts(const PdfSource& source)
{
    const Texts& texts = source.texts;
    const WordedReport& worded = source.worded;
    // Where nothing is broken, it is nobody's.
    const QString whose = worded.status == VerdictStatus::Healthy ? u"–"_s : worded.whose;
    return {{texts(u"report.whose"_s), whose, 0.44},
            {texts(u"report.help_code"_s), worded.helpCode, 0.18},
            {texts(u"report.confidence"_s), worded.confidence, 0.16},
            {texts(u"report.code"_s), worded.code.isEmpty() ? u"–"_s : worded.code, 0.22}};
}

/// The box on top: mark, state, the one sentence, and under it the facts that a help desk asks for.
void addVerdictBox(Document& document, const PdfSource& source)
{
    const Palette palette = document.palette();
    const Standing standing = standingOf(source.worded.status);
    const QFont stateFont = pictureFont(11, QFont::DemiBold);
    const QFont headFont = pictureFont(19, QFont::Bold);
    const QFont sentenceFont = pictureFont(12.5);
    const QFont labelFont = pictureFont(8.5);
    const QFont valueFont = pictureFont(11, QFont::DemiBold);
    const double width = document.width();
    const double inner = width - 2 * boxPadding;
    QString state = source.worded.statusWord;
    if (!state.isEmpty()) state[0] = state[0].toUpper();
    const QString headline = source.worded.headline;
    const QString summary = source.worded.summary;
    const QList<VerdictFact> facts = verdictFacts(source);
    double valueHeight = 0;
    for (const VerdictFact& fact : facts)
        valueHeight = std::max(valueHeight, wrappedHeight(valueFont, fact.value, inner * fact.share - 10));
    const double factsHeight = lineHeight(labelFont) + valueHeight;
    const double headHeight = wrappedHeight(headFont, headline, inner);
    const double sentenceHeight = wrappedHeight(sentenceFont, summary, inner);
    const double height = 3 * boxPadding + 20 + headHeight + 4 + sentenceHeight + factsHeight;
    const auto paint = [=](QPainter& painter, const QPointF& at) {
        const QRectF box(at, QSizeF(width, height));
        const QColor colour = colourOf(standing, palette);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colour, 1.2));
        painter.setBrush(tintOf(standing, palette));
        painter.drawRoundedRect(box, 8, 8);
        const double left = box.left() + boxPadding;
        double y = box.top() + boxPadding;
        drawMark(painter, QRectF(left, y, 17, 17), standing, palette);
        drawLine(painter, QRectF(left + 25, y, inner - 25, 17), state, stateFont, colour);
        y += 22;
        y += drawWrapped(painter, QRectF(left, y, inner, 0), headline, headFont, palette.text) + 4;
        y += drawWrapped(painter, QRectF(left, y, inner, 0), summary, sentenceFont, palette.text) +
             boxPadding - 2;
        double x = left;
        for (const VerdictFact& fact : facts) {
            const double room = inner * fact.share - 10;
            drawLine(painter, QRectF(x, y, room, lineHeight(labelFont)), fact.label, labelFont,
                     palette.quiet);
            drawWrapped(painter, QRectF(x, y + lineHeight(labelFont), room, 0), fact.value, valueFont,
                        palette.text);
            x += inner * fact.share;
        }
    };
    document.block(height, 12, paint);
}

/// A command in a box of its own, in a fixed font, as it has to be typed.
void addCommand(Document& document, const QString& label, const QString& command, double indent)
{
    const Palette palette = document.palette();
    const QFont labelFont = pictureFont(8.5);
    const QFont font = fixedFont(9);
    const double labelWidth = textWidth(labelFont, label) + 10;
    const double width = document.width() - indent - labelWidth;
    const QStringList lines = wrapped(font, command, width - 16);
    const double height = static_cast<double>(lines.size()) * lineHeight(font) + 8;
    document.block(height, 3, [=](QPainter& painter, const QPointF& at) {
        drawLine(painter, QRectF(at.x() + indent, at.y() + 4, labelWidth, lineHeight(font)), label, labelFont,
                 palette.quiet);
        const QRectF box(at.x() + indent + labelWidth, at.y(), width, height);
        painter.setPen(QPen(palette.grid, 0.8));
        painter.setBrush(palette.panel);
        painter.drawRoundedRect(box, 3, 3);
        drawWrapped(painter, box.adjusted(8, 4, -8, 0), command, font, palette.text);
    });
}

void addRemedy(Document& document, const Remedy& remedy, qsizetype number, const Texts& texts)
{
    constexpr double indent = 22;
    const Palette palette = document.palette();
    const QFont font = pictureFont(10.5);
    const QFont numberFont = pictureFont(10.5, QFont::Bold);
    const double width = document.width() - indent;
    const QString text = visibleText(remedy.text);
    const bool more = !remedy.command.isEmpty() || !remedy.undo.isEmpty();
    document.block(
        wrappedHeight(font, text, width), 8,
        [=](QPainter& painter, const QPointF& at) {
            drawLine(painter, QRectF(at.x(), at.y(), indent - 4, lineHeight(font)),
                     QString::number(number) + u'.', numberFont, palette.accent);
            drawWrapped(painter, QRectF(at.x() + indent, at.y(), width, 0), text, font, palette.text);
        },
        more);
    if (!remedy.command.isEmpty()) addCommand(document, texts(u"report.command"_s), remedy.command, indent);
    if (!remedy.undo.isEmpty()) addCommand(document, texts(u"report.undo"_s), remedy.undo, indent);
    QStringList notes;
    if (!remedy.risk.isEmpty())
        notes.append(texts(u"report.risk"_s) + u": "_s + wordFor(texts, u"risk"_s, remedy.risk));
    if (!remedy.scope.isEmpty())
        notes.append(texts(u"report.scope"_s) + u": "_s + wordFor(texts, u"scope"_s, remedy.scope));
    if (notes.isEmpty()) return;
    const QString line = notes.join(u"    "_s);
    const QFont small = pictureFont(8.5);
    document.block(lineHeight(small), 2, [=](QPainter& painter, const QPointF& at) {
        drawLine(painter, QRectF(at.x() + indent, at.y(), width, lineHeight(small)), line, small,
                 palette.quiet);
    });
}

QList<std::pair<QString, QString>> aboutRows(const PdfSource& source)
{
    const Texts& texts = source.texts;
    const WalkHeader& header = source.report.header;
    const auto tool = [&](QLatin1StringView key) { return visibleText(header.tool.value(key).toString()); };
    QList<std::pair<QString, QString>> rows{{texts(u"report.target"_s), source.worded.target},
                                            {texts(u"report.at"_s), readableInstant(header.startedAt)}};
    if (!header.machine.isEmpty()) rows.append({texts(u"report.machine"_s), visibleText(header.machine)});
    if (!tool("platform"_L1).isEmpty()) rows.append({texts(u"report.platform"_s), tool("platform"_L1)});
    rows.append({u"Pathlight"_s, tool("version"_L1)});
    if (!source.worded.ending.isEmpty()) rows.append({texts(u"report.ending"_s), source.worded.ending});
    return rows;
}

} // namespace

QString readableInstant(const QString& iso)
{
    const QDateTime instant = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return instant.isValid() ? instant.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s) + u" UTC"_s
                             : visibleText(iso);
}

void addVerdict(Document& document, const PdfSource& source)
{
    const Texts& texts = source.texts;
    document.title(source.worded.title);
    if (!source.report.ended()) document.paragraph(texts(u"pdf.not_ended"_s), 10, document.palette().warned);
    addVerdictBox(document, source);
    document.facts(aboutRows(source));
    document.heading(texts(u"report.what_to_do"_s));
    qsizetype number = 0;
    for (const Remedy& remedy : source.worded.remedies)
        addRemedy(document, remedy, ++number, texts);
    if (number == 0) document.paragraph(texts(u"report.no_remedies"_s));
    if (!source.worded.paragraphs.isEmpty()) document.heading(texts(u"report.what_it_means"_s));
    for (const QString& paragraph : source.worded.paragraphs)
        document.paragraph(visibleText(paragraph), 10.5);
    if (!source.worded.clientMessage.isEmpty()) document.paragraph(source.worded.clientMessage, 10.5);
    if (!source.worded.otherRoutes.isEmpty()) document.subheading(texts(u"report.other_routes"_s));
    for (const QString& route : source.worded.otherRoutes)
        document.paragraph(route, 10);
    if (source.worded.alternatives.isEmpty()) return;
    document.subheading(texts(u"report.alternatives"_s));
    for (const QString& alternative : source.worded.alternatives)
        document.paragraph(alternative, 10);
}

void addOverview(Document& document, const PdfSource& source)
{
    const Texts& texts = source.texts;
    document.heading(texts(u"report.what_was_measured"_s));
    document.paragraph(texts(u"report.how_to_read_text"_s), 9.5, document.palette().quiet, true);
    Table table;
    table.columns = {{texts(u"report.step"_s), Qt::AlignLeft, 90, 190},
                     {texts(u"report.result"_s), Qt::AlignLeft, 80, 130},
                     {texts(u"report.duration"_s), Qt::AlignRight, 60, 90},
                     {texts(u"report.measured"_s), Qt::AlignLeft, 120, 420}};
    for (const WordedStep& step : source.worded.steps) {
        TableRow row;
        const Standing standing = step.status ? standingOf(*step.status) : Standing::Waiting;
        row.cells = {{step.name, {}, {}, {}, true},
                     {step.statusWord, {}, standing, {}, false},
                     {step.time, {}, {}, {}, false},
                     {step.gist.isEmpty() ? step.reason : step.gist, {}, {}, {}, false}};
        table.rows.append(row);
    }
    document.table(table);
    const FlowPicture picture = flowPicture(flowchart(), &source.report, texts);
    document.newPage();
    document.heading(texts(u"report.flowchart"_s));
    const double scale = (document.bodyHeight() - 44) / picture.canvas.height();
    const double height = picture.canvas.height();
    const Palette palette = document.palette();
    document.picture(height, scale, [=](QPainter& painter, const QRectF& box) {
        paintFlowchart(painter, box, picture, palette, {});
    });
}

} // namespace pathlight
