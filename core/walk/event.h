// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// A walk is a sequence of events. The walker emits them, the journal records them, the report is a fold over
/// them, and every view shows them: a live walk, a replayed journal and a practice walk look the same.
namespace pathlight {

enum class EventKind {
    WalkStarted, ///< data: WalkHeader
    StepStarted, ///< data: {}
    Sample,      ///< data: {"kind": one of the names below, …}; for charts and ladders, never judged
    Evidence,    ///< data: the step's evidence struct
    Finding,     ///< data: a Finding (core/rules/finding.h), as soon as it is first made
    StepEnded,   ///< data: {"status", "durationMs", "reason"?: {"key", arguments…}}
    Verdict, ///< data: {"provisional": bool, "verdict", "findings": {step: […]}, "statuses": {step: status}}
    WalkEnded, ///< data: {"ending": "completed"|"cancelled"|"deadline", "durationMs", "sent"}
};
template <>
struct EnumNames<EventKind>
{
    static constexpr std::array names{"walk_started", "step_started", "sample",  "evidence",
                                      "finding",      "step_ended",   "verdict", "walk_ended"};
};

/// What a sample tells; `data.kind` of an event of kind Sample.
namespace sample {
inline constexpr auto latency =
    "latency"; ///< {"ms": number|null (lost), "address", "phase": "tcp"|"http"|"control"}
inline constexpr auto syn =
    "syn"; ///< {"address", "what": HandshakeTick::what, "atMs": since the attempt began}
/// {"resolver", "role", "type", "transport", "ms": number|null, "outcome": "asked" or as in the evidence,
/// "rcode": string|null, "addresses": at most 8}
inline constexpr auto query = "query";
inline constexpr auto hop = "hop"; ///< {"ttl", "address": string|null, "ms": number|null, "target": bool,
                                   ///< "family", "protocol": of its trace (TraceEvidence)}
inline constexpr auto mtuProbe = "mtu_probe"; ///< an MtuProbe
inline constexpr auto attempt = "attempt";    ///< one try: {"attempt": n, "try": n, "status", "ms", "error"}
inline constexpr auto wait = "wait";       ///< before the next try: {"attempt", "try", "waitMs", "because"}
inline constexpr auto breaker = "breaker"; ///< {"state"}
/// What came of a stream at one moment: {"run": n, "atMs", "events", "bytes"} (StreamMomentEvidence)
inline constexpr auto streamMoment = "stream_moment";
inline constexpr auto waiting = "waiting"; ///< what is being waited for now: {"key", arguments…}
} // namespace sample

enum class StepStatus { Passed, Warned, Failed, Skipped, Cancelled, Unknown };
template <>
struct EnumNames<StepStatus>
{
    static constexpr std::array names{"passed", "warned", "failed", "skipped", "cancelled", "unknown"};
};

struct Event
{
    qint64 sequence = 0; ///< 1 for the first of a walk, then one more each
    double atMs = 0;     ///< since the walk began
    EventKind kind = EventKind::Sample;
    QString step; ///< empty for events of the walk itself
    QJsonObject data;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Event;
        visit("seq", &T::sequence);
        visit("at", &T::atMs);
        visit("event", &T::kind);
        visit("step", &T::step);
        visit("data", &T::data);
    }
};

/// The first event of a walk: who looked, at what, with which options.
struct WalkHeader
{
    QString schema;        ///< "pathlight.journal/1"
    QString startedAt;     ///< ISO 8601, UTC, milliseconds
    QJsonObject tool;      ///< name, version, platform, qt, openssl
    QJsonObject target;    ///< the whole profile (core/walk/target.h)
    QJsonObject options;   ///< as used; no secret ever
    QString machine;       ///< host name; left out by redaction
    bool practice = false; ///< a simulated fault, to be marked in every view
    QString scenario;      ///< its id
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = WalkHeader;
        visit("schema", &T::schema);
        visit("startedAt", &T::startedAt);
        visit("tool", &T::tool);
        visit("target", &T::target);
        visit("options", &T::options);
        visit("machine", &T::machine);
        visit("practice", &T::practice);
        visit("scenario", &T::scenario);
    }
};

/// Why a step was skipped or stayed unknown: a key of resources/texts ("reason.<key>") and its arguments.
struct Reason
{
    QString key;
    QJsonObject arguments; ///< text values, for the placeholders

    static Reason of(const QString& key, const QJsonObject& arguments = {}) { return {key, arguments}; }
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Reason;
        visit("key", &T::key);
        visit("arguments", &T::arguments);
    }
};

/// What a StepEnded event carries.
struct StepEnding
{
    StepStatus status = StepStatus::Unknown;
    double durationMs = 0;
    std::optional<Reason> reason;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = StepEnding;
        visit("status", &T::status);
        visit("durationMs", &T::durationMs);
        visit("reason", &T::reason);
    }
};

} // namespace pathlight
