// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/routewords.h"

#include "core/report/plaintext.h"
#include "core/report/rowbuilder.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString familyWord(const TraceEvidence& trace)
{
    if (!trace.family.isEmpty()) return trace.family == "ipv6"_L1 ? u"IPv6"_s : u"IPv4"_s;
    return trace.address.contains(u':') ? u"IPv6"_s : u"IPv4"_s;
}

QString placeOf(const TraceEvidence& trace, qsizetype index, const TraceReading& reading, const Texts& texts)
{
    const QString address = visibleText(trace.hops[index].address.value_or(QString()));
    const QString segment = segmentWord(reading.hops[index], texts);
    return segment.isEmpty() ? address
                             : texts(u"route.place"_s, {{u"hop"_s, address}, {u"segment"_s, segment}});
}

QString breakSentence(const TraceEvidence& trace, const RouteBreak& broken, const TraceReading& reading,
                      const Texts& texts)
{
    if (broken.thisComputer) return texts(u"route.reading.this_computer"_s);
    if (!broken.after) return texts(u"route.reading.nobody"_s);
    const QString hop = placeOf(trace, *broken.after, reading, texts);
    if (broken.said)
        return texts(u"route.reading.said"_s,
                     {{u"hop"_s, hop}, {u"said"_s, wordFor(texts, u"outcome"_s, *broken.said)}});
    if (broken.before)
        return texts(u"route.reading.between"_s,
                     {{u"hop"_s, hop}, {u"nextHop"_s, visibleText(*broken.before)}});
    return texts(u"route.reading.ends"_s, {{u"hop"_s, hop}});
}

bool hasLoss(const TraceReading& reading, HopLoss loss)
{
    return std::any_of(reading.hops.begin(), reading.hops.end(),
                       [&](const HopReading& each) { return each.loss == loss; });
}

QString reachedSentence(const TraceReading& reading, const Texts& texts)
{
    if (hasLoss(reading, HopLoss::GoesOn)) return texts(u"route.reading.reached_loss"_s);
    if (reading.silentBefore) return texts(u"route.reading.reached_silent"_s);
    if (hasLoss(reading, HopLoss::OfAnswers) || hasLoss(reading, HopLoss::RateLimited))
        return texts(u"route.reading.reached_few"_s);
    return texts(u"route.reading.reached"_s);
}

} // namespace

bool connects(const TraceEvidence& trace, const std::optional<TcpEvidence>& tcp)
{
    if (!tcp) return false;
    return std::any_of(tcp->attempts.begin(), tcp->attempts.end(), [&](const ConnectAttempt& each) {
        return each.address == trace.address && each.outcome == ConnectOutcome::Connected;
    });
}

QString methodWords(const TraceEvidence& trace, const Texts& texts)
{
    if (trace.protocol.isEmpty()) return {};
    QStringList parts{wordFor(texts, u"route.method"_s, trace.protocol), familyWord(trace)};
    if (trace.port > 0)
        parts[0] = texts(u"route.method_port"_s,
                         {{u"method"_s, parts[0]}, {u"port"_s, QString::number(trace.port)}});
    if (!trace.address.isEmpty()) parts.append(visibleText(trace.address));
    return parts.join(u" · "_s);
}

QString routeSentence(const TraceEvidence& trace, const QList<TraceEvidence>& others,
                      const std::optional<TcpEvidence>& tcp, const Texts& texts)
{
    const TraceReading reading = readTrace(trace, others);
    if (!trace.reached && !reading.broken) return {};
    if (!reading.broken) return reachedSentence(reading, texts);
    if (!reading.broken->said && connects(trace, tcp)) return texts(u"route.reading.silent_end"_s);
    return breakSentence(trace, *reading.broken, reading, texts);
}

QString segmentWord(const HopReading& reading, const Texts& texts)
{
    return reading.segment ? texts(u"route.segment."_s + nameOf(*reading.segment)) : QString();
}

QString lossWord(const HopReading& reading, const Texts& texts)
{
    return reading.loss == HopLoss::None ? QString() : texts(u"route.loss."_s + nameOf(reading.loss));
}

} // namespace pathlight
