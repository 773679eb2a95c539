// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencypainter.h"
#include "ui/charts/retrypainter.h"
#include "ui/graphics/answers.h"
#include "ui/graphics/chain.h"
#include "ui/graphics/hops.h"
#include "ui/graphics/ink.h"
#include "ui/graphics/ladderpainter.h"
#include "ui/graphics/packetsizes.h"
#include "ui/graphics/streamtimeline.h"
#include "ui/graphics/waterfall.h"
#include "ui/pdf/sections.h"

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double pictureScale = 0.78;
constexpr qsizetype mostLadders = 6;
constexpr qsizetype mostTableRows = 200;

/// Tables that a picture or a table of our own shows better.
bool isShownOtherwise(const QString& step, const QString& key)
{
    return (step == "tls"_L1 && (key == "chain"_L1 || key == "stores"_L1)) ||
           (step == "dns"_L1 && (key == "answers"_L1 || key == "queries"_L1 || key == "certificates"_L1)) ||
           (step == "route"_L1 && (key == "hops"_L1 || key == "others"_L1)) ||
           (step == "stability"_L1 && key == "attempts"_L1);
}

Table tableOf(const EvidenceTable& evidence)
{
    Table table;
    for (qsizetype index = 0; index < evidence.columns.size(); ++index) {
        const bool number = evidence.numericColumns.value(index);
        table.columns.append({evidence.columns[index], number ? Qt::AlignRight : Qt::AlignLeft, 46, 340});
    }
    for (const QStringList& cells : evidence.rows.mid(0, mostTableRows)) {
        TableRow row;
        for (const QString& cell : cells)
            row.cells.append({cell, {}, {}, {}, false});
        table.rows.append(row);
    }
    return table;
}

void addLadders(Document& document, const PdfSource& source)
{
    const TcpEvidence& tcp = *source.report.evidence.tcp;
    const auto& tls = source.report.evidence.tls;
    const Palette palette = document.palette();
    bool normalShown = false;
    for (qsizetype first = 0; first < std::min(tcp.attempts.size(), mostLadders); ++first) {
        const ConnectAttempt& attempt = tcp.attempts[first];
        QList<LadderPanel> panels{
            ladderOf(attempt, tcp.expectedScheduleMs, tls ? &*tls : nullptr, source.texts)};
        const bool withTls = tls && tls->address == attempt.address;
        // The normal handshake stands beside the first; after it, two attempts share a row.
        if (!normalShown)
            panels.append(normalLadder(withTls, source.texts));
        else if (first + 1 < std::min(tcp.attempts.size(), mostLadders))
            panels.append(
                ladderOf(tcp.attempts[++first], tcp.expectedScheduleMs, tls ? &*tls : nullptr, source.texts));
        normalShown = true;
        const double height = laddersHeight(panels, document.pictureWidth(pictureScale));
        document.picture(height, pictureScale, [=](QPainter& painter, const QRectF& box) {
            paintLadders(painter, box, panels, palette);
        });
    }
}

void addChain(Document& document, const PdfSource& source)
{
    const TlsEvidence& tls = *source.report.evidence.tls;
    const QList<ChainCard> cards = chainCards(tls, source.texts);
    const Palette palette = document.palette();
    if (!cards.isEmpty()) {
        document.subheading(source.texts(u"view.chain.title"_s));
        document.picture(
            chainHeight(cards, document.pictureWidth(pictureScale)), pictureScale,
            [=](QPainter& painter, const QRectF& box) { paintChain(painter, box, cards, palette); });
    }
    const Table stores = storeTable(tls, source.texts);
    if (stores.rows.isEmpty()) return;
    document.subheading(source.texts(u"view.stores.title"_s));
    document.table(stores);
}

void addWaterfall(Document& document, const PdfSource& source)
{
    const Waterfall waterfall = waterfallOf(*source.report.evidence.http, source.texts);
    if (waterfall.isEmpty()) return;
    const Palette palette = document.palette();
    document.subheading(source.texts(u"view.waterfall.title"_s));
    document.picture(waterfallHeight(waterfall), pictureScale, [=](QPainter& painter, const QRectF& box) {
        paintWaterfall(painter, box, waterfall, palette);
    });
}

void addPacketSizes(Document& document, const PdfSource& source)
{
    const PacketSizes sizes = packetSizesOf(*source.report.evidence.mtu, source.texts);
    if (sizes.rows.isEmpty()) return;
    const Palette palette = document.palette();
    document.subheading(source.texts(u"view.sizes.title"_s));
    document.picture(packetSizesHeight(sizes), pictureScale, [=](QPainter& painter, const QRectF& box) {
        paintPacketSizes(painter, box, sizes, palette);
    });
}

void addStreams(Document& document, const PdfSource& source)
{
    const StreamTimeline timeline = streamTimelineOf(*source.report.evidence.stream, source.texts);
    if (timeline.isEmpty()) return;
    const Palette palette = document.palette();
    document.subheading(source.texts(u"view.stream.title"_s));
    document.picture(streamTimelineHeight(timeline), pictureScale, [=](QPainter& painter, const QRectF& box) {
        paintStreamTimeline(painter, box, timeline, palette);
    });
}

void addRetries(Document& document, const PdfSource& source)
{
    const RetryPicture picture = retryPicture(*source.report.evidence.stability);
    const Palette palette = document.palette();
    const Texts texts = source.texts;
    document.picture(comfortableHeight(picture), pictureScale, [=](QPainter& painter, const QRectF& box) {
        paintRetries(painter, box, picture, palette, texts);
    });
}

void addPictures(Document& document, const PdfSource& source, const QString& step)
{
    const Evidence& evidence = source.report.evidence;
    if (step == "tcp"_L1 && evidence.tcp && !evidence.tcp->attempts.isEmpty()) addLadders(document, source);
    if (step == "mtu"_L1 && evidence.mtu) addPacketSizes(document, source);
    if (step == "tls"_L1 && evidence.tls) addChain(document, source);
    if (step == "http"_L1 && evidence.http) addWaterfall(document, source);
    if (step == "stream"_L1 && evidence.stream) addStreams(document, source);
    if (step == "dns"_L1 && evidence.dns && !evidence.dns->answers.isEmpty()) {
        document.subheading(source.texts(u"view.answers.title"_s));
        document.table(answerTable(*evidence.dns, evidence.tls, source.texts));
    }
    if (step == "route"_L1 && evidence.route && !evidence.route->hops.isEmpty()) {
        document.subheading(source.texts(u"view.hops.title"_s));
        document.table(hopTable(*evidence.route, evidence.tcp, source.texts));
    }
    if (step == "stability"_L1 && evidence.stability && !evidence.stability->attempts.isEmpty())
        addRetries(document, source);
}

Standing standingOf(Severity severity)
{
    if (severity == Severity::Fault) return Standing::Failed;
    return severity == Severity::Warning ? Standing::Warned : Standing::Unknown;
}

void addFindings(Document& document, const WordedStep& step)
{
    const Palette palette = document.palette();
    for (const WordedFinding& finding : step.findings) {
        const QFont titleFont = pictureFont(10.5, QFont::DemiBold);
        const QFont font = pictureFont(10);
        const double width = document.width() - 22;
        const QString title = finding.severityWord + u": "_s + finding.title + u"  ("_s + finding.code + u')';
        const double titleHeight = wrappedHeight(titleFont, title, width);
        const double height = titleHeight + wrappedHeight(font, finding.summary, width);
        const Standing standing = standingOf(finding.severity);
        const QString summary = finding.summary;
        const auto paint = [=](QPainter& painter, const QPointF& at) {
            drawMark(painter, QRectF(at.x() + 2, at.y() + 1.5, 12, 12), standing, palette);
            drawWrapped(painter, QRectF(at.x() + 22, at.y(), width, 0), title, titleFont, palette.text);
            drawWrapped(painter, QRectF(at.x() + 22, at.y() + titleHeight, width, 0), summary, font,
                        palette.text);
        };
        // What was found stays with the evidence for it.
        document.block(height, 7, paint, !step.rows.isEmpty());
    }
}

void addStep(Document& document, const PdfSource& source, const WordedStep& step)
{
    const Standing standing = step.status ? pathlight::standingOf(*step.status) : Standing::Waiting;
    QString aside = step.statusWord;
    if (!step.time.isEmpty()) aside += u"  "_s + step.time;
    document.heading(step.name + u" – "_s + step.question, standing, aside);
    if (!step.reason.isEmpty()) document.paragraph(step.reason, 10, document.palette().quiet);
    addFindings(document, step);
    QList<std::pair<QString, QString>> rows;
    for (const EvidenceRow& row : step.rows)
        rows.append({row.label, row.value});
    // As in the window the picture comes first, so that a page never parts it from its question.
    addPictures(document, source, step.id);
    if (!rows.isEmpty()) document.facts(rows);
    for (const EvidenceTable& table : step.tables) {
        if (isShownOtherwise(step.id, table.key)) continue;
        document.subheading(table.title);
        document.table(tableOf(table));
    }
}

/// A step that did not run and said nothing: the overview names it with the reason, and that is all there is.
bool isEmpty(const WordedStep& step)
{
    return step.time.isEmpty() && step.findings.isEmpty() && step.rows.isEmpty() && step.tables.isEmpty();
}

void addLatency(Document& document, const PdfSource& source)
{
    LatencyModel model;
    for (const Event& event : source.events)
        model.add(event);
    constexpr double chartScale = 0.72;
    const LatencyPicture picture = model.picture(static_cast<int>(document.pictureWidth(chartScale)));
    if (picture.isEmpty()) return;
    document.heading(source.texts(u"report.latency"_s));
    const Palette palette = document.palette();
    const Texts texts = source.texts;
    document.picture(220, chartScale, [=](QPainter& painter, const QRectF& box) {
        paintLatency(painter, box, picture, palette, texts);
    });
}

} // namespace

void addSteps(Document& document, const PdfSource& source)
{
    document.newPage();
    bool latencyAdded = false;
    for (const WordedStep& step : source.worded.steps) {
        if (step.id == "stability"_L1) {
            addLatency(document, source);
            latencyAdded = true;
        }
        if (!isEmpty(step)) addStep(document, source, step);
    }
    if (!latencyAdded) addLatency(document, source);
}

} // namespace pathlight
