// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/http2cut.h"
#include "core/rules/codes.h"
#include "core/rules/rule.h"

#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double stallMs = 10'000; ///< CONTRACT stream.stalled: more than ten seconds

const QList<StreamRunEvidence>& streams(const Facts& facts)
{
    return facts.evidence.stream->streams;
}

/// Did every stream that was asked for show it? One alone, cut by a single lost connection, is no proof, so
/// it says less; the step asks again where the first looks wrong.
template <typename Holds>
std::optional<double> agreement(const Facts& facts, Holds holds)
{
    const auto& all = streams(facts);
    if (all.isEmpty() || !std::all_of(all.begin(), all.end(), holds)) return std::nullopt;
    return all.size() >= 2 ? 0.95 : 0.7;
}

QString secondsOf(const std::optional<double>& ms)
{
    return ms ? spoken(*ms / 1000) : QString();
}

void buffered(const Facts& facts, Findings& out)
{
    const auto sure =
        agreement(facts, [](const StreamRunEvidence& run) { return run.buffered.value_or(false); });
    if (!sure) return;
    Finding& finding = out.fault(u"stream.buffered"_s, *sure);
    finding.because = {u"stream.streams[0].spreadMs"_s, u"stream.streams[0].tokens"_s};
}

void stalled(const Facts& facts, Findings& out)
{
    const auto sure = agreement(facts, [](const StreamRunEvidence& run) {
        return run.ending == StreamEnding::Stalled && run.longestGapMs.value_or(0) > stallMs;
    });
    if (!sure) return;
    Finding& finding = out.fault(u"stream.stalled"_s, *sure);
    finding.arguments = {{u"seconds"_s, secondsOf(streams(facts).last().longestGapMs)}};
    finding.because = {u"stream.streams[0].ending"_s, u"stream.streams[0].longestGapMs"_s};
}

/// Every event came without its name: clients that go by the names see none of them, and no end (FACTS S4).
bool isNameless(const StreamRunEvidence& run)
{
    return run.nameless.value_or(0) > 0 && run.nameless == run.events;
}

void closed(const Facts& facts, Findings& out)
{
    const auto sure = agreement(facts, [](const StreamRunEvidence& run) {
        return run.status == 200 && (run.ending == StreamEnding::Closed || run.ending == StreamEnding::Reset);
    });
    if (!sure) return;
    Finding& finding = out.fault(u"stream.closed"_s, *sure);
    finding.arguments = {{u"seconds"_s, secondsOf(streams(facts).last().totalMs)}};
    finding.because = {u"stream.streams[0].ending"_s};
    if (!agreement(facts, isNameless)) return;
    finding.arguments.insert(u"reading"_s, u"stream_nameless"_s);
    finding.because.append(u"stream.streams[0].nameless"_s);
}

/// A 200 that is no event stream: who streams gets no event of it.
void notAStream(const Facts& facts, Findings& out)
{
    static const QHash<InStreamsPlace, std::pair<QString, QString>> meanings{
        {InStreamsPlace::Page, {u"http.not_the_api"_s, u"stream_page"_s}},
        {InStreamsPlace::Json, {u"stream.buffered"_s, u"stream_as_json"_s}},
        {InStreamsPlace::NoKind, {u"http.response.invalid"_s, u"stream_of_no_kind"_s}},
    };
    if (streams(facts).isEmpty()) return;
    const InStreamsPlace what = inPlaceOf(streams(facts).last());
    if (what == InStreamsPlace::Stream) return;
    const auto sure =
        agreement(facts, [what](const StreamRunEvidence& run) { return inPlaceOf(run) == what; });
    if (!sure) return;
    const auto [code, reading] = meanings.value(what);
    Finding& finding = out.fault(code, *sure);
    finding.blocks = stopsEveryClient(facts);
    finding.arguments = {{u"reading"_s, reading}, {u"status"_s, u"200"_s}};
    finding.because = {u"stream.streams[0].ending"_s, u"stream.streams[0].contentType"_s};
}

/// An error inside of a 200, by the type the event names (FACTS 3.1).
void errorInside(const Facts& facts, Findings& out)
{
    const auto sure = agreement(facts, [](const StreamRunEvidence& run) {
        return run.ending == StreamEnding::Error ||
               (run.ending == StreamEnding::NotAStream && run.status == 200 && run.errorType);
    });
    if (!sure) return;
    const QString type = streams(facts).last().errorType.value_or(QString());
    const QString code = u"api."_s + type;
    Finding& finding = out.fault(codeInfo(code) ? code : u"api.api_error"_s, *sure);
    if (!type.isEmpty()) finding.arguments.insert(u"errorType"_s, type);
    finding.arguments.insert(u"status"_s, u"200"_s);
    finding.because = {u"stream.streams[0].errorType"_s};
}

/// Is every answer a refusal of this type?
bool allRefused(const Facts& facts, const QString& type)
{
    const auto& all = streams(facts);
    return std::all_of(all.begin(), all.end(), [&](const StreamRunEvidence& run) {
        return run.ending == StreamEnding::Refused && run.errorType == type;
    });
}

/// The key is good for the probe and not for a message: no credit, no permission; or the service has no room
/// for messages, twice in a row.
void refused(const Facts& facts, Findings& out)
{
    if (streams(facts).isEmpty() || !apiServes(facts)) return;
    const StreamRunEvidence& run = streams(facts).last();
    static const QStringList ofTheAccount{u"billing_error"_s, u"permission_error"_s};
    static const QStringList ofTheMoment{u"rate_limit_error"_s, u"overloaded_error"_s, u"api_error"_s,
                                         u"timeout_error"_s};
    const QString type = run.errorType.value_or(QString());
    const bool lasts =
        ofTheAccount.contains(type) || (ofTheMoment.contains(type) && streams(facts).size() > 1);
    if (!lasts || !allRefused(facts, type)) return;
    Finding& finding = out.fault(u"api."_s + type, 0.9);
    finding.blocks = stopsEveryClient(facts);
    finding.arguments = {{u"errorType"_s, type}, {u"status"_s, QString::number(run.status.value_or(0))}};
    finding.because = {u"stream.streams[0].status"_s, u"stream.streams[0].errorType"_s};
}

/// A connection that the far side closed in order is seen as closed by every client, and replaced.
void idleDropped(const Facts& facts, Findings& out)
{
    const auto& idle = facts.evidence.stream->idle;
    if (!idle || !idle->droppedMs || !idle->how || *idle->how == IdleOutcome::Closed) return;
    Finding& finding = out.fault(u"stream.idle_dropped"_s, 0.9);
    finding.arguments = {{u"seconds"_s, secondsOf(idle->droppedMs)}};
    if (idle->keepAliveCures && idle->keepAliveSeconds) {
        finding.arguments.insert(*idle->keepAliveCures ? u"cured"_s : u"uncured"_s,
                                 u"%1 s"_s.arg(*idle->keepAliveSeconds));
    }
    finding.because = {u"stream.idle.droppedMs"_s, u"stream.idle.how"_s};
}

/// How the stream over HTTP/2 failed, as a key of the texts "reading.…".
QString readingOf(const Http2StreamEvidence& last)
{
    if (!last.run) return u"http2_handshake"_s;
    if (last.errorCode) return u"http2_stream_refused"_s;
    if (last.outcome == Http2Outcome::ProtocolError) return u"http2_stream_invalid"_s;
    if (last.outcome == Http2Outcome::TimedOut) return u"http2_stream_stalled"_s;
    switch (last.run->ending) {
    case StreamEnding::Complete:
        return u"http2_stream_held_back"_s;
    case StreamEnding::NotAStream:
    case StreamEnding::Refused:
        return u"http2_stream_stranger"_s;
    default:
        return u"http2_stream_cut"_s;
    }
}

void http2Cut(const Facts& facts, Findings& out)
{
    const StreamEvidence& seen = *facts.evidence.stream;
    if (!isStreamCutOverHttp2(seen)) return;
    const Http2StreamEvidence& last = seen.http2.last();
    Finding& finding = out.note(u"note.http2_stream_cut"_s);
    finding.arguments = {{u"reading"_s, readingOf(last)}};
    if (last.errorCode) finding.arguments.insert(u"kind"_s, *last.errorCode);
    // Without a head the wait is all that was.
    if (last.run)
        finding.arguments.insert(u"seconds"_s,
                                 secondsOf(last.run->status ? last.run->longestGapMs : last.run->totalMs));
    finding.because = {u"stream.streams"_s, u"stream.http2"_s};
}

void http2Only(const Facts& facts, Findings& out)
{
    if (!isStreamOnlyOverHttp2(*facts.evidence.stream)) return;
    out.note(u"note.http2_stream_only"_s).because = {u"stream.streams"_s, u"stream.http2"_s};
}

} // namespace

std::span<const Rule> streamRules()
{
    static constexpr Rule rules[] = {
        {"buffered", "events arrive closer together than a model makes them (CONTRACT stream.buffered)",
         buffered},
        {"stalled", "no byte, not even a ping, for more than ten seconds (CONTRACT stream.stalled)", stalled},
        {"closed", "the end came before message_stop (FACTS 3.1)", closed},
        {"not a stream", "a 200 whose body is no event stream (FACTS 3.1)", notAStream},
        {"error inside", "an error can occur after a 200 (FACTS 3.1)", errorInside},
        {"refused", "a good key, and messages are refused all the same (FACTS 3.1)", refused},
        {"idle dropped", "quiet connections die on the way (FACTS 3.3)", idleDropped},
        {"HTTP/2 cut", "a stream fails twice over HTTP/2 and comes over HTTP/1.1 (FACTS class S6)", http2Cut},
        {"HTTP/2 only", "a stream fails over HTTP/1.1 and comes over HTTP/2 (FACTS class S6)", http2Only},
    };
    return rules;
}

} // namespace pathlight
