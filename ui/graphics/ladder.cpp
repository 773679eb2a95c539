// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/ladder.h"

#include "core/report/evidencerows.h"
#include "ui/graphics/ink.h"

#include <algorithm>
#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maximumTicks = 24;
constexpr double longestMs = 600'000;

double bounded(double ms)
{
    return std::isfinite(ms) ? std::clamp(ms, 0.0, longestMs) : 0.0;
}

Standing standingOf(ConnectOutcome outcome)
{
    return outcome == ConnectOutcome::Connected ? Standing::Passed : Standing::Failed;
}

/// What a platform without the kernel's own times has seen: the SYN and the end.
QList<HandshakeTick> ticksOf(const ConnectAttempt& attempt)
{
    QList<HandshakeTick> ticks = attempt.ticks.mid(0, maximumTicks);
    if (ticks.isEmpty() && !attempt.local) {
        const double end = attempt.connectMs.value_or(0);
        ticks.append({u"syn"_s, 0});
        switch (attempt.outcome) {
        case ConnectOutcome::Connected:
            ticks.append({u"established"_s, end});
            break;
        case ConnectOutcome::Refused:
            ticks.append({u"rst"_s, end});
            break;
        case ConnectOutcome::Reset:
            ticks.append({{u"established"_s, end}, {u"reset"_s, end}});
            break;
        case ConnectOutcome::Closed:
            ticks.append({{u"established"_s, end}, {u"closed"_s, end}});
            break;
        case ConnectOutcome::Prohibited:
        case ConnectOutcome::Unreachable:
            ticks.append({u"icmp"_s, end});
            break;
        case ConnectOutcome::TimedOut:
        case ConnectOutcome::Failed:
            ticks.append({u"gave_up"_s, end});
            break;
        }
    }
    for (HandshakeTick& tick : ticks)
        tick.atMs = bounded(tick.atMs);
    std::stable_sort(ticks.begin(), ticks.end(),
                     [](const HandshakeTick& a, const HandshakeTick& b) { return a.atMs < b.atMs; });
    return ticks;
}

/// How an attempt ended whose newest tick is this; null: it has not ended.
std::optional<ConnectOutcome> outcomeAfter(const QString& tick)
{
    if (tick == "established"_L1) return ConnectOutcome::Connected;
    if (tick == "rst"_L1) return ConnectOutcome::Refused;
    if (tick == "icmp"_L1) return ConnectOutcome::Unreachable;
    if (tick == "closed"_L1) return ConnectOutcome::Closed;
    if (tick == "reset"_L1) return ConnectOutcome::Reset;
    if (tick == "gave_up"_L1) return ConnectOutcome::TimedOut;
    return std::nullopt;
}

class Builder
{
public:
    Builder(const ConnectAttempt& attempt, const Texts& texts) : m_attempt(attempt), m_texts(texts)
    {
        m_panel.standing = standingOf(attempt.outcome);
        m_panel.title = attempt.address;
        m_panel.lanes = {texts(u"view.ladder.you"_s), attempt.address};
        // A refusal from the target itself needs no third lane.
        m_boxed = attempt.icmp && attempt.icmp->from != attempt.address && !attempt.local;
        if (m_boxed) m_panel.lanes.insert(1, attempt.icmp->from);
        m_target = m_panel.targetLane();
    }

    void add(const HandshakeTick& tick);
    void addLocalRefusal();
    void addTls(const TlsEvidence& tls);
    void addSchedule(const QList<double>& schedule);
    void addWait(const QList<double>& schedule);
    [[nodiscard]] LadderPanel take();

private:
    [[nodiscard]] QString ending() const;
    void sayTarget(double atMs, const QString& key, Standing standing);
    void sayYou(double atMs, const QString& key, Standing standing = Standing::Unknown);
    void note(double atMs, const QString& words, Standing standing);
    void syn(double atMs, const QString& key);
    void answerSyn();
    void tlsEnd(const TlsEvidence& tls, double atMs);

    const ConnectAttempt& m_attempt;
    const Texts& m_texts;
    LadderPanel m_panel;
    bool m_boxed = false;
    int m_target = 1;
    double m_lastMs = 0;
};

void Builder::sayTarget(double atMs, const QString& key, Standing standing)
{
    m_panel.arrows.append({atMs, m_target, 0, m_texts(key), standing, true, false});
    m_lastMs = std::max(m_lastMs, atMs);
}

void Builder::sayYou(double atMs, const QString& key, Standing standing)
{
    m_panel.arrows.append({atMs, 0, m_target, m_texts(key), standing, true, false});
    m_lastMs = std::max(m_lastMs, atMs);
}

void Builder::note(double atMs, const QString& words, Standing standing)
{
    m_panel.notes.append({atMs, 0, words, standing});
    m_lastMs = std::max(m_lastMs, atMs);
}

void Builder::syn(double atMs, const QString& key)
{
    sayYou(atMs, key);
    m_panel.arrows.last().answered = false;
    m_panel.arrows.last().standing = Standing::Warned;
}

/// The newest SYN is the one that is answered.
void Builder::answerSyn()
{
    if (m_panel.arrows.isEmpty()) return;
    m_panel.arrows.last().answered = true;
    m_panel.arrows.last().standing = Standing::Unknown;
}

void Builder::add(const HandshakeTick& tick)
{
    if (tick.what == "syn"_L1) return syn(tick.atMs, u"view.ladder.syn"_s);
    if (tick.what == "syn_again"_L1) return syn(tick.atMs, u"view.ladder.syn_again"_s);
    if (tick.what == "established"_L1) {
        answerSyn();
        sayTarget(tick.atMs, u"view.ladder.syn_ack"_s, Standing::Passed);
        sayYou(tick.atMs, u"view.ladder.ack"_s);
        const QString took = durationText(m_attempt.connectMs.value_or(tick.atMs));
        return note(tick.atMs, m_texts(u"view.ladder.connected"_s, {{u"time"_s, took}}), Standing::Passed);
    }
    if (tick.what == "rst"_L1) {
        answerSyn();
        sayTarget(tick.atMs, u"view.ladder.rst"_s, Standing::Failed);
        return note(tick.atMs, m_texts(u"view.ladder.refused"_s), Standing::Failed);
    }
    if (tick.what == "icmp"_L1) {
        const int from = m_boxed ? 1 : m_target;
        if (m_boxed && !m_panel.arrows.isEmpty()) {
            m_panel.arrows.last().to = from;
            m_panel.arrows.last().stopped = true;
        }
        answerSyn();
        m_panel.arrows.append({tick.atMs, from, 0, u"ICMP"_s, Standing::Failed, true, false});
        const QString said =
            m_attempt.icmp ? icmpWords(*m_attempt.icmp, m_attempt.family, m_texts) : QString();
        return note(tick.atMs, said.isEmpty() ? m_texts(u"view.ladder.unreachable"_s) : said,
                    Standing::Failed);
    }
    if (tick.what == "closed"_L1 || tick.what == "reset"_L1) {
        sayTarget(tick.atMs, u"view.ladder."_s + tick.what, Standing::Failed);
        return note(tick.atMs, m_texts(u"view.ladder.after_connect"_s), Standing::Failed);
    }
    if (tick.what == "gave_up"_L1 && !m_attempt.local) {
        note(tick.atMs, m_texts(u"view.ladder.gave_up"_s, {{u"time"_s, durationText(tick.atMs)}}),
             Standing::Failed);
    }
}

void Builder::addLocalRefusal()
{
    note(0, m_texts(u"view.ladder.local"_s, {{u"error"_s, m_attempt.error.value_or(QString())}}),
         Standing::Failed);
}

void Builder::addSchedule(const QList<double>& schedule)
{
    if (m_attempt.local || m_attempt.outcome == ConnectOutcome::Connected) return;
    for (const double each : schedule.mid(0, maximumTicks)) {
        if (std::isfinite(each) && each > 0 && each <= m_lastMs + 250) m_panel.expectedAgainMs.append(each);
    }
    if (!m_panel.expectedAgainMs.isEmpty()) m_panel.legend = m_texts(u"view.ladder.expected"_s);
}

/// Nothing has ended yet: what was due so far, and what is due next.
void Builder::addWait(const QList<double>& schedule)
{
    addSchedule(schedule);
    const auto next =
        std::find_if(schedule.begin(), schedule.end(), [this](double each) { return each > m_lastMs + 250; });
    m_panel.standing = Standing::Running;
    if (next == schedule.end() || !std::isfinite(*next)) return;
    m_panel.expectedAgainMs.append(*next);
    m_panel.legend = m_texts(u"view.ladder.expected"_s);
}

void Builder::addTls(const TlsEvidence& tls)
{
    const double began = m_lastMs;
    sayYou(began, u"view.ladder.client_hello"_s);
    if (tls.outcome == HandshakeOutcome::TimedOut) {
        m_panel.arrows.last().answered = false;
        m_panel.arrows.last().standing = Standing::Warned;
    }
    tlsEnd(tls, began + bounded(tls.handshakeMs.value_or(0)));
}

void Builder::tlsEnd(const TlsEvidence& tls, double atMs)
{
    const QString version = tls.version.value_or(QString());
    switch (tls.outcome) {
    case HandshakeOutcome::Completed: {
        sayTarget(atMs, u"view.ladder.server_hello"_s, Standing::Passed);
        sayYou(atMs, u"view.ladder.finished"_s);
        const bool verified = tls.verified.value_or(true);
        const QString key = verified ? u"view.ladder.secure"_s : u"view.ladder.not_trusted"_s;
        note(atMs, m_texts(key, {{u"version"_s, version}}), verified ? Standing::Passed : Standing::Failed);
        m_panel.standing = verified ? Standing::Passed : Standing::Failed;
        return;
    }
    case HandshakeOutcome::TimedOut:
        note(atMs, m_texts(u"view.ladder.tls_silent"_s), Standing::Failed);
        break;
    case HandshakeOutcome::Reset:
        sayTarget(atMs, u"view.ladder.reset"_s, Standing::Failed);
        break;
    case HandshakeOutcome::Closed:
        sayTarget(atMs, u"view.ladder.closed"_s, Standing::Failed);
        break;
    case HandshakeOutcome::NotTls:
        sayTarget(atMs, u"view.ladder.not_tls"_s, Standing::Failed);
        break;
    case HandshakeOutcome::VersionOrCipher:
    case HandshakeOutcome::ClientCertificate:
    case HandshakeOutcome::Alert:
        sayTarget(atMs, u"view.ladder.alert"_s, Standing::Failed);
        break;
    case HandshakeOutcome::Failed:
        break;
    }
    if (tls.alert) note(atMs, *tls.alert, Standing::Failed);
    m_panel.standing = Standing::Failed;
}

QString Builder::ending() const
{
    if (m_panel.standing == Standing::Running) return m_texts(u"view.ladder.waiting"_s);
    const bool tlsFailed =
        m_attempt.outcome == ConnectOutcome::Connected && m_panel.standing == Standing::Failed;
    return tlsFailed ? m_texts(u"view.ladder.tls_failed"_s)
                     : wordFor(m_texts, u"outcome"_s, nameOf(m_attempt.outcome));
}

LadderPanel Builder::take()
{
    m_panel.subtitle = ending();
    if (m_attempt.port > 0)
        m_panel.title = m_texts(u"view.ladder.title_port"_s, {{u"address"_s, m_attempt.address},
                                                              {u"port"_s, QString::number(m_attempt.port)}});
    return m_panel;
}

} // namespace

LadderPanel ladderOf(const ConnectAttempt& attempt, const QList<double>& expectedScheduleMs,
                     const TlsEvidence* tls, const Texts& texts)
{
    Builder builder(attempt, texts);
    for (const HandshakeTick& tick : ticksOf(attempt))
        builder.add(tick);
    if (attempt.local) builder.addLocalRefusal();
    builder.addSchedule(expectedScheduleMs);
    const bool sameConnection = tls && tls->address == attempt.address;
    if (sameConnection && attempt.outcome == ConnectOutcome::Connected) builder.addTls(*tls);
    return builder.take();
}

LadderPanel ladderSoFar(const ConnectAttempt& attempt, const QList<double>& expectedScheduleMs,
                        const Texts& texts)
{
    ConnectAttempt known = attempt;
    const QString newest = attempt.ticks.isEmpty() ? QString() : attempt.ticks.constLast().what;
    const std::optional<ConnectOutcome> outcome = outcomeAfter(newest);
    if (outcome) {
        known.outcome = *outcome;
        return ladderOf(known, expectedScheduleMs, nullptr, texts);
    }
    Builder builder(known, texts);
    for (const HandshakeTick& tick : ticksOf(known))
        builder.add(tick);
    builder.addWait(expectedScheduleMs);
    return builder.take();
}

LadderPanel normalLadder(bool withTls, const Texts& texts)
{
    LadderPanel panel;
    panel.title = texts(u"view.ladder.normal"_s);
    panel.standing = Standing::Passed;
    panel.timed = false;
    panel.lanes = {texts(u"view.ladder.you"_s), texts(u"view.ladder.server"_s)};
    const auto say = [&](double at, bool you, const QString& key) {
        const Standing standing = you ? Standing::Unknown : Standing::Passed;
        panel.arrows.append({at, you ? 0 : 1, you ? 1 : 0, texts(key), standing, true, false});
    };
    // One round trip, in the example, takes forty milliseconds.
    say(0, true, u"view.ladder.syn"_s);
    say(40, false, u"view.ladder.syn_ack"_s);
    say(40, true, u"view.ladder.ack"_s);
    panel.notes.append({40, 0, texts(u"view.ladder.one_round_trip"_s), Standing::Passed});
    if (!withTls) return panel;
    say(40, true, u"view.ladder.client_hello"_s);
    say(80, false, u"view.ladder.server_hello"_s);
    say(80, true, u"view.ladder.finished"_s);
    panel.notes.append({80, 0, texts(u"view.ladder.two_round_trips"_s), Standing::Passed});
    return panel;
}

QString icmpWords(const IcmpEvidence& icmp, const QString& family, const Texts& texts)
{
    const bool six = family == "ipv6"_L1;
    QString what;
    if (!six && icmp.type == 3) {
        switch (icmp.code) {
        case 0:
            what = u"network"_s;
            break;
        case 1:
            what = u"host"_s;
            break;
        case 2:
            what = u"protocol"_s;
            break;
        case 3:
            what = u"port"_s;
            break;
        case 9:
        case 10:
        case 13:
            what = u"prohibited"_s;
            break;
        default:
            break;
        }
    } else if (six && icmp.type == 1) {
        switch (icmp.code) {
        case 0:
            what = u"network"_s;
            break;
        case 1:
        case 5:
            what = u"prohibited"_s;
            break;
        case 3:
            what = u"host"_s;
            break;
        case 4:
            what = u"port"_s;
            break;
        default:
            break;
        }
    }
    const QString numbers = QString::number(icmp.type) + u'/' + QString::number(icmp.code);
    const QString key = what.isEmpty() ? u"view.ladder.icmp.other"_s : u"view.ladder.icmp."_s + what;
    return texts(key, {{u"from"_s, icmp.from}, {u"numbers"_s, numbers}});
}

QString inWords(const LadderPanel& panel, const Texts& texts)
{
    QStringList lines{panel.subtitle.isEmpty() ? panel.title : panel.title + u": "_s + panel.subtitle};
    for (const LadderArrow& arrow : panel.arrows) {
        QString line =
            panel.lanes.value(arrow.from) + u" → "_s + panel.lanes.value(arrow.to) + u": "_s + arrow.label;
        if (panel.timed) line = durationText(arrow.atMs) + u"  "_s + line;
        if (!arrow.answered) line += u" ("_s + texts(u"view.ladder.no_answer"_s) + u')';
        lines.append(line);
    }
    for (const LadderNote& note : panel.notes)
        lines.append(note.words);
    return lines.join(u'\n');
}

} // namespace pathlight
