// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pdf/pdfreport.h"

#include "core/report/plaintext.h"
#include "ui/pdf/plaincharacters.h"
#include "ui/pdf/sections.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int dotsPerInch = 1200;
constexpr double pointsPerInch = 72;

/// When, by which version, where: what is asked of a page that got loose from its report.
QString footOf(const WalkHeader& header, const Texts& texts)
{
    const QString version = visibleText(header.tool.value("version"_L1).toString());
    QStringList parts{readableInstant(header.startedAt), u"Pathlight "_s + version,
                      visibleText(header.tool.value("platform"_L1).toString())};
    if (!header.machine.isEmpty())
        parts.append(texts(u"report.machine"_s) + u": "_s + visibleText(header.machine));
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

PageFrame frameOf(const Report& report, const WordedReport& worded, const Texts& texts)
{
    PageFrame frame;
    frame.headLeft = u"Pathlight – "_s + worded.title;
    frame.headRight = worded.target;
    frame.footLeft = footOf(report.header, texts);
    frame.banner = worded.practice;
    if (report.header.practice && !report.header.scenario.isEmpty()) {
        const QString key = u"practice."_s + report.header.scenario + u".name"_s;
        frame.banner += u" – "_s + (texts.has(key) ? texts(key) : visibleText(report.header.scenario));
    }
    frame.pageWords = [texts](int page, int pages) {
        return texts(u"report.page"_s,
                     {{u"page"_s, QString::number(page)}, {u"pages"_s, QString::number(pages)}});
    };
    return frame;
}

} // namespace

bool writePdf(const QList<Event>& events, const Texts& texts, QIODevice* device)
{
    const Report report = foldReport(events);
    const WordedReport worded = wordReport(report, texts);
    const PdfSource source{events, report, worded, texts};
    Document document(paletteOf(Theme::Print), frameOf(report, worded, texts));
    addVerdict(document, source);
    addOverview(document, source);
    addSteps(document, source);

    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(dotsPerInch);
    writer.setTitle(worded.title + u": "_s + worded.headline);
    writer.setCreator(u"Pathlight "_s + QStringLiteral(PATHLIGHT_VERSION));
    QPainter painter;
    if (!painter.begin(&writer)) return false;
    painter.scale(dotsPerInch / pointsPerInch, dotsPerInch / pointsPerInch);
    document.paint(painter, writer);
    if (!painter.end()) return false;
    QByteArray pdf = buffer.data();
    restorePlainCharacters(&pdf, plainCharacters());
    return device->write(pdf) == pdf.size();
}

QString writePdf(const QList<Event>& events, const Texts& texts, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return file.errorString();
    const bool written = writePdf(events, texts, &file);
    if (!written || !file.commit()) {
        const QString words = file.errorString();
        return words.isEmpty() ? path : words;
    }
    return {};
}

} // namespace pathlight
