// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/http.h"

/// What the step `stream` sees of streamed answers, and what `idle` sees of quiet connections.
namespace pathlight {

/// How a streamed answer ended.
enum class StreamEnding {
    Complete,   ///< with its message_stop
    Error,      ///< an error event came inside of a 200
    Closed,     ///< the connection or the body ended before message_stop
    Reset,      ///< cut by a reset
    Stalled,    ///< nothing, not even a ping, for longer than a live stream is ever silent
    Refused,    ///< the answer is no stream: another status
    NotAStream, ///< 200, and its content type or body is no event stream
    OverLimit,  ///< more than a stream this short may hold
    NoAnswer,   ///< no connection, or no head
    OutOfTime,  ///< the step's end came while events still arrived
};
template <>
struct EnumNames<StreamEnding>
{
    static constexpr std::array names{"complete", "error",        "closed",     "reset",     "stalled",
                                      "refused",  "not_a_stream", "over_limit", "no_answer", "out_of_time"};
};

/// What arrived at one moment.
struct StreamMomentEvidence
{
    double atMs = 0; ///< since the request was sent
    int events = 0;  ///< that became whole
    qint64 bytes = 0;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = StreamMomentEvidence;
        visit("atMs", &T::atMs);
        visit("events", &T::events);
        visit("bytes", &T::bytes);
    }
};

/// One streamed answer.
struct StreamRunEvidence
{
    StreamEnding ending = StreamEnding::NoAnswer;
    std::optional<int> status;
    std::optional<QString> contentType;
    std::optional<double> firstByteMs;  ///< of the head, since the request was sent
    std::optional<double> firstEventMs; ///< since the request was sent
    std::optional<int> events;
    std::optional<int> bursts;      ///< moments at which events arrived, more than 2 ms apart
    std::optional<double> spreadMs; ///< from the first event to the last
    std::optional<double> medianGapMs;
    std::optional<double> longestGapMs; ///< without a byte, the wait before a stall or a cut included
    std::optional<int> tokens;          ///< made, by the stream's own count
    std::optional<bool> lengthTold; ///< the head has a Content-Length: the answer was whole before it left
    std::optional<bool> buffered;
    std::optional<double> totalMs;
    std::optional<QString> errorType; ///< of an error event or of a refusal
    std::optional<qint64> longestLineBytes;
    /// Of the events, those whose data names a type and whose "event:" line is missing.
    std::optional<int> nameless;
    QList<StreamMomentEvidence> moments; ///< at which bytes of the body came, at most 200
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = StreamRunEvidence;
        visit("ending", &T::ending);
        visit("status", &T::status);
        visit("contentType", &T::contentType);
        visit("firstByteMs", &T::firstByteMs);
        visit("firstEventMs", &T::firstEventMs);
        visit("events", &T::events);
        visit("bursts", &T::bursts);
        visit("spreadMs", &T::spreadMs);
        visit("medianGapMs", &T::medianGapMs);
        visit("longestGapMs", &T::longestGapMs);
        visit("tokens", &T::tokens);
        visit("lengthTold", &T::lengthTold);
        visit("buffered", &T::buffered);
        visit("totalMs", &T::totalMs);
        visit("errorType", &T::errorType);
        visit("longestLineBytes", &T::longestLineBytes);
        visit("nameless", &T::nameless);
        visit("moments", &T::moments);
    }
};

/// The same request, asked for over HTTP/2.
struct Http2StreamEvidence
{
    std::optional<QString> alpn; ///< what the other end chose; null: nothing, or the handshake failed
    Http2Outcome outcome =
        Http2Outcome::ConnectFailed;      ///< `answered`: up to message_stop or the stream's end
    std::optional<QString> errorCode;     ///< of RST_STREAM or GOAWAY, as in Http2Evidence
    std::optional<QString> detail;        ///< where it broke
    std::optional<StreamRunEvidence> run; ///< null: no request was made
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Http2StreamEvidence;
        visit("alpn", &T::alpn);
        visit("outcome", &T::outcome);
        visit("errorCode", &T::errorCode);
        visit("detail", &T::detail);
        visit("run", &T::run);
    }
};

/// Why streams over HTTP/2 are not compared with those over HTTP/1.1, though the user asked for it.
enum class Http2LeftOut {
    NothingToCompare, ///< the API itself refused over HTTP/1.1, or an error came in the stream
    CutAlready,       ///< one plain request over HTTP/2 was cut, which says it all
    NoRoom,           ///< the walk had sent as many packets as it may
    OutOfTime,        ///< the step's end or the user's stop came first
    NotOffered,       ///< the other end chose HTTP/1.1, or asked for it
    NotConnected,     ///< the connection for it did not stand
};
template <>
struct EnumNames<Http2LeftOut>
{
    static constexpr std::array names{"nothing_to_compare", "cut_already", "no_room",
                                      "out_of_time",        "not_offered", "not_connected"};
};

/// What became of a connection that was left quiet.
enum class IdleOutcome {
    Alive,     ///< a request was answered after the quiet
    Silent,    ///< a request was sent after the quiet and nothing came back
    Reset,     ///< reset, while quiet or when it was used again
    Closed,    ///< the far side closed it while it was quiet, in order
    Failed,    ///< it never stood, or its first request failed
    Cancelled, ///< nobody waited for its end
};
template <>
struct EnumNames<IdleOutcome>
{
    static constexpr std::array names{"alive", "silent", "reset", "closed", "failed", "cancelled"};
};

struct IdleProbeEvidence
{
    double quietMs = 0;                  ///< as planned
    std::optional<int> keepAliveSeconds; ///< TCP keep-alive of this connection; null: none
    IdleOutcome outcome = IdleOutcome::Failed;
    std::optional<double> endedAfterMs; ///< quiet until the end was seen; null: it was seen only when used
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = IdleProbeEvidence;
        visit("quietMs", &T::quietMs);
        visit("keepAliveSeconds", &T::keepAliveSeconds);
        visit("outcome", &T::outcome);
        visit("endedAfterMs", &T::endedAfterMs);
    }
};

/// What a client's own keep-alive would make of the limit.
struct IdleClientEvidence
{
    QString client;                      ///< CONTRACT section 2, clients
    std::optional<int> keepAliveSeconds; ///< null: it sends none
    std::optional<bool> survives;        ///< null: cannot tell
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = IdleClientEvidence;
        visit("client", &T::client);
        visit("keepAliveSeconds", &T::keepAliveSeconds);
        visit("survives", &T::survives);
    }
};

struct IdleEvidence
{
    double upToMs = 0;
    QList<IdleProbeEvidence> probes;
    std::optional<double> aliveMs;       ///< the longest quiet that a connection lived through
    std::optional<double> droppedMs;     ///< the shortest that one did not, confirmed by another; null: none
    std::optional<IdleOutcome> how;      ///< how they died: silent, reset or closed
    std::optional<int> keepAliveSeconds; ///< the interval that was tested
    std::optional<bool> keepAliveCures;  ///< connections with it outlived the limit
    QStringList kinds;                   ///< boxes whose known limit this is consistent with
    QList<IdleClientEvidence> clients;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = IdleEvidence;
        visit("upToMs", &T::upToMs);
        visit("probes", &T::probes);
        visit("aliveMs", &T::aliveMs);
        visit("droppedMs", &T::droppedMs);
        visit("how", &T::how);
        visit("keepAliveSeconds", &T::keepAliveSeconds);
        visit("keepAliveCures", &T::keepAliveCures);
        visit("kinds", &T::kinds);
        visit("clients", &T::clients);
    }
};

struct StreamEvidence
{
    std::optional<QString> model;
    std::optional<StreamEnding> ending;
    std::optional<double> firstEventMs; ///< of the last stream, as the others below
    std::optional<int> events;
    std::optional<double> medianGapMs;
    std::optional<double> longestGapMs;
    std::optional<bool> buffered;
    /// Over HTTP/1.1: a second one is asked for where the first looks wrong, and one more where HTTP/2 fails,
    /// after it.
    QList<StreamRunEvidence> streams;
    /// Only where the user asked for HTTP/2; a second one where HTTP/1.1 was well and the first was not.
    QList<Http2StreamEvidence> http2;
    std::optional<Http2LeftOut> http2LeftOut; ///< null: it was compared, or nobody asked for it
    std::optional<IdleEvidence> idle;         ///< only where it was measured
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = StreamEvidence;
        visit("model", &T::model);
        visit("ending", &T::ending);
        visit("firstEventMs", &T::firstEventMs);
        visit("events", &T::events);
        visit("medianGapMs", &T::medianGapMs);
        visit("longestGapMs", &T::longestGapMs);
        visit("buffered", &T::buffered);
        visit("streams", &T::streams);
        visit("http2", &T::http2);
        visit("http2LeftOut", &T::http2LeftOut);
        visit("idle", &T::idle);
    }
};

} // namespace pathlight
