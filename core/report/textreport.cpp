// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/textreport.h"

#include "core/report/plaintext.h"
#include "core/report/worded.h"
#include "core/report/wordedclient.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

enum class Tone { Plain, Bold, Good, Warning, Bad, Faint };

Tone toneOf(VerdictStatus status)
{
    switch (status) {
    case VerdictStatus::Healthy:
        return Tone::Good;
    case VerdictStatus::Broken:
        return Tone::Bad;
    default:
        return Tone::Warning;
    }
}

Tone toneOf(const std::optional<StepStatus>& status)
{
    if (!status) return Tone::Faint;
    switch (*status) {
    case StepStatus::Passed:
        return Tone::Good;
    case StepStatus::Failed:
        return Tone::Bad;
    case StepStatus::Warned:
        return Tone::Warning;
    default:
        return Tone::Faint;
    }
}

/// Lines of a text report.
class TextWriter
{
public:
    TextWriter(const Texts& texts, const TextLayout& layout) : m_texts(texts), m_layout(layout) {}

    [[nodiscard]] QString toned(const QString& text, Tone tone) const
    {
        if (!m_layout.colours || tone == Tone::Plain) return text;
        static constexpr std::array codes{"0", "1", "32", "33", "31", "2"};
        const QString code = QString::fromLatin1(codes.at(static_cast<std::size_t>(tone)));
        return u"\u001b[%1m%2\u001b[0m"_s.arg(code, text);
    }

    void blank() { m_out += u'\n'; }
    void line(const QString& text) { m_out += text + u'\n'; }
    void heading(const QString& text)
    {
        blank();
        line(toned(text, Tone::Bold));
    }

    /// A paragraph, its first line begun by `first`, the others by as many spaces.
    void paragraph(const QString& first, const QString& text, Tone tone = Tone::Plain)
    {
        const int indent = displayWidth(first);
        const QStringList lines = wrapText(text, std::max(20, m_layout.width - indent));
        for (qsizetype index = 0; index < lines.size(); ++index)
            line((index == 0 ? first : QString(indent, u' ')) + toned(lines.at(index), tone));
    }

    void remedies(const QList<Remedy>& remedies)
    {
        int number = 0;
        for (const Remedy& each : remedies) {
            paragraph(u"%1. "_s.arg(++number, 3), each.text);
            const QString notes =
                m_texts(u"risk."_s + each.risk) + u" · "_s + m_texts(u"scope."_s + each.scope);
            if (!each.command.isEmpty()) line(u"       $ "_s + toned(visibleText(each.command), Tone::Bold));
            paragraph(u"     "_s, notes, Tone::Faint);
            if (!each.undo.isEmpty())
                line(u"     "_s + m_texts(u"report.undo"_s) + u": "_s + visibleText(each.undo));
        }
    }

    void explanation(const QStringList& paragraphs, const QList<Remedy>& list)
    {
        if (!paragraphs.isEmpty()) heading(m_texts(u"report.what_it_means"_s));
        for (const QString& each : paragraphs)
            paragraph(u"  "_s, each);
        if (!list.isEmpty()) heading(m_texts(u"report.what_to_do"_s));
        remedies(list);
    }

    [[nodiscard]] QString take() { return std::move(m_out); }

private:
    const Texts& m_texts;
    TextLayout m_layout;
    QString m_out;
};

void writeVerdict(const WordedReport& words, const Texts& texts, TextWriter& out)
{
    const QString first = words.mark + u' ';
    out.paragraph(first, words.statusWord + u": "_s + words.headline, toneOf(words.status));
    out.paragraph(u"  "_s, words.summary, Tone::Bold);
    out.blank();
    if (words.status != VerdictStatus::Healthy)
        out.paragraph(u"  "_s, texts(u"report.whose"_s) + u": "_s + words.whose);
    QString code = words.helpCode;
    if (!words.code.isEmpty()) code += u" (%1)"_s.arg(words.code);
    out.paragraph(u"  "_s, u"%1: %2 · %3: %4"_s.arg(texts(u"report.help_code"_s), code,
                                                    texts(u"report.confidence"_s), words.confidence));
    if (!words.clientMessage.isEmpty()) out.paragraph(u"  "_s, words.clientMessage);
    for (const QString& each : words.alternatives)
        out.paragraph(u"  "_s, texts(u"report.alternatives"_s) + u": "_s + each, Tone::Faint);
}

void writeRoutes(const WordedReport& words, const Texts& texts, TextWriter& out)
{
    if (words.otherRoutes.isEmpty()) return;
    out.heading(texts(u"report.other_routes"_s));
    for (const QString& each : words.otherRoutes)
        out.paragraph(u"  "_s, each);
}

int nameWidth(const WordedReport& words)
{
    int width = 0;
    for (const WordedStep& each : words.steps)
        width = std::max(width, displayWidth(each.name));
    return std::min(width, 24);
}

/// What stands behind a step's name and time: its key numbers, or why it has none.
QString tailOf(const WordedStep& step)
{
    if (!step.reason.isEmpty()) return step.reason;
    return step.gist.isEmpty() ? step.statusWord : step.gist;
}

QString wordedLine(const WordedStep& step, int names, const TextLayout& layout, const TextWriter& out)
{
    const QString head = padded(step.name, names) + u' ' +
                         QString(std::max(0, 8 - displayWidth(step.time)), u' ') + step.time + u"  "_s;
    const QString indent(4 + displayWidth(head), u' ');
    const int room = std::max(20, layout.width - static_cast<int>(indent.size()));
    const QString tail = wrapText(tailOf(step), room).join(u'\n' + indent);
    QString line = u"  "_s + out.toned(step.mark, toneOf(step.status)) + u' ' + head + tail;
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

void writeSteps(const WordedReport& words, const Texts& texts, const TextLayout& layout, TextWriter& out)
{
    out.heading(texts(u"report.what_was_measured"_s));
    const int names = nameWidth(words);
    for (const WordedStep& step : words.steps) {
        out.line(wordedLine(step, names, layout, out));
        for (const WordedFinding& finding : step.findings) {
            // The verdict's own finding was told above.
            if (finding.code == words.code) continue;
            out.paragraph(u"      "_s + finding.severityWord + u": "_s, finding.summary);
        }
    }
}

Tone toneOf(ClientOutcome outcome)
{
    if (outcome == ClientOutcome::Works) return Tone::Good;
    return outcome == ClientOutcome::WouldFail ? Tone::Bad : Tone::Warning;
}

/// A line for each client; what needs no saying of one that works is left out.
void writeClients(const Report& report, const Texts& texts, TextWriter& out)
{
    if (!report.evidence.clients || report.evidence.clients->clients.isEmpty()) return;
    out.heading(texts(u"report.clients"_s));
    const QList<WordedClient> clients = wordClients(*report.evidence.clients, texts);
    int names = 0;
    for (const WordedClient& each : clients)
        names = std::max(names, displayWidth(each.name));
    for (const WordedClient& each : clients) {
        out.line(u"  "_s + out.toned(each.mark, toneOf(each.outcome)) + u' ' + padded(each.name, names) +
                 u"  "_s + each.outcomeWord +
                 (each.code.isEmpty() ? QString() : QString(u" ("_s + each.code + u')')));
        if (each.remarkable) out.paragraph(u"      "_s, each.reason, Tone::Faint);
        const Tone tone = each.trialDiffers ? Tone::Warning : Tone::Faint;
        if (!each.trial.isEmpty()) out.paragraph(u"      "_s, each.trial, tone);
    }
}

} // namespace

QString textReport(const Report& report, const Texts& texts, const TextLayout& layout)
{
    const WordedReport words = wordReport(report, texts);
    TextWriter out(texts, layout);
    if (!words.practice.isEmpty()) out.paragraph(u"◆ "_s, words.practice, Tone::Warning);
    if (!words.ending.isEmpty()) out.paragraph(u"■ "_s, words.ending, Tone::Warning);
    writeVerdict(words, texts, out);
    out.explanation(words.paragraphs, words.remedies);
    writeRoutes(words, texts, out);
    writeSteps(words, texts, layout, out);
    writeClients(report, texts, out);
    out.blank();
    out.paragraph(QString(), texts(u"report.target"_s) + u": "_s + words.target, Tone::Faint);
    if (!words.sent.isEmpty()) out.paragraph(QString(), words.sent, Tone::Faint);
    out.paragraph(QString(), words.madeAt, Tone::Faint);
    return out.take();
}

QString stepLine(const Report& report, const StepReport& step, const Texts& texts, const TextLayout& layout)
{
    const WordedReport words = wordReport(report, texts);
    const TextWriter out(texts, layout);
    for (const WordedStep& each : words.steps) {
        if (each.id == step.id) return wordedLine(each, nameWidth(words), layout, out);
    }
    return {};
}

QString textExplanation(const Explanation& explanation, const QString& helpCode, const Texts& texts,
                        const TextLayout& layout)
{
    TextWriter out(texts, layout);
    QString title = explanation.title + u" ("_s + explanation.code;
    if (!helpCode.isEmpty()) title += u" · "_s + helpCode;
    out.paragraph(QString(), title + u')', Tone::Bold);
    out.paragraph(QString(), explanation.summary);
    out.explanation(explanation.paragraphs, explanation.remedies);
    return out.take();
}

} // namespace pathlight
