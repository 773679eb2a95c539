// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/requestsizes.h"

#include "core/net/platform/platform.h"
#include "core/net/printable.h"
#include "core/steps/egress.h"
#include "core/steps/probe.h"
#include "core/steps/stream.h"

#include <QElapsedTimer>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr std::array sizes{1024, 16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024};
constexpr auto requestTime = 10s;
constexpr qsizetype longestHeader = 100;

std::optional<QString> headerText(const HttpAnswer& answer, const QByteArray& name)
{
    const auto value = answer.header(name);
    return value ? std::optional(printable(*value, longestHeader).simplified()) : std::nullopt;
}

void describe(const HttpAnswer& answer, SizedRequestEvidence* seen)
{
    seen->outcome = answer.outcome;
    if (answer.status == 0) return;
    seen->status = answer.status;
    seen->serverHeader = headerText(answer, "server");
    seen->rayId = headerText(answer, "cf-ray");
    seen->fromTheApi = hasTheApisMarks(answer);
}

QCoro::Task<SizedRequestEvidence> sendOnce(StepContext context, HttpRequest request, int bytes)
{
    const Scope scope = context.scope.within(requestTime);
    SizedRequestEvidence seen;
    seen.bytes = bytes;
    QCoro::Task<Way> opening = openSecureWay(context, scope, true);
    const Way way = co_await opening;
    if (!way.stream) co_return seen;
    request.body = bodyOfSize(bytes);
    QElapsedTimer clock;
    clock.start();
    QCoro::Task<HttpAnswer> asking = exchange(scope, way.stream.get(), request);
    const HttpAnswer answer = co_await asking;
    describe(answer, &seen);
    seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    seen.sentWhole = way.stream->flushed();
    seen.acknowledgedBytes = platform::counters(way.stream->descriptor()).acknowledged;
    co_return seen;
}

} // namespace

QByteArray bodyOfSize(int bytes)
{
    // Ordinary words, so that what reads bodies on the way finds nothing else to object to.
    static const QByteArray words("Pathlight measures which request sizes pass here. ");
    const QByteArray head =
        R"({"model":"pathlight-size-check","max_tokens":1,"messages":[{"role":"user","content":")";
    const QByteArray tail = R"("}]})";
    const qsizetype room = std::max<qsizetype>(0, bytes - head.size() - tail.size());
    return head + words.repeated(room / words.size() + 1).left(room) + tail;
}

QCoro::Task<QList<SizedRequestEvidence>> sendGrowingRequests(StepContext context)
{
    QList<SizedRequestEvidence> seen;
    auto request = messageRequest(context.target, {});
    if (!request || !probesVerified(context)) co_return seen;
    addProbeKey(context, &*request);
    for (const int bytes : sizes) {
        for (int time = 0; time < 2 && !context.scope.isOver(); ++time) {
            QCoro::Task<SizedRequestEvidence> sending = sendOnce(context, *request, bytes);
            const SizedRequestEvidence one = co_await sending;
            // One that the step's end cut short says nothing.
            if (one.status || !context.scope.isOver()) seen.append(one);
            if (one.fromTheApi.value_or(false)) break;
        }
        if (seen.isEmpty() || !seen.last().fromTheApi.value_or(false)) break;
    }
    co_return seen;
}

} // namespace pathlight
