// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/stability.h"
#include "core/walk/event.h"
#include "ui/theme.h"

#include <map>

/// What the retry chart shows, without a widget: one row a request, its tries, the waits between them, and
/// the state of the circuit breaker over all of them.
namespace pathlight {

struct RetryTry
{
    double startMs = 0; ///< since the step began
    double endMs = 0;
    Standing standing = Standing::Unknown;
    std::optional<int> status;    ///< of HTTP
    std::optional<QString> error; ///< "timed_out", "reset"…
};

struct RetryWait
{
    double startMs = 0;
    double endMs = 0;
    QString because; ///< "backoff", "retry_after"…; empty where nobody said
};

struct RetryRow
{
    int number = 0; ///< of the request, from 1
    QList<RetryTry> tries;
    QList<RetryWait> waits;
    std::optional<AttemptOutcome> outcome; ///< null while it goes on
};

struct BreakerSpan
{
    double startMs = 0;
    double endMs = 0;
    QString state; ///< "closed", "open", "half_open"
};

struct RetryPicture
{
    QList<RetryRow> rows; ///< in the order of the requests
    QList<BreakerSpan> breaker;
    double untilMs = 1000;
    [[nodiscard]] bool isEmpty() const { return rows.isEmpty() && breaker.isEmpty(); }
};

/// How a try stands: an answer of the API (also 401, 404, 405 to a request without a key) is one, a status
/// that clients retry (408, 409, 429, 5xx) or no answer is a failure.
[[nodiscard]] Standing standingOfTry(const std::optional<int>& status, const std::optional<QString>& error);

/// The picture of what was recorded.
[[nodiscard]] RetryPicture retryPicture(const StabilityEvidence& evidence);

/// The same from the samples, while the step runs; when its evidence comes, that replaces them.
class RetryModel
{
public:
    static constexpr int maximumRows = 1000;

    /// True: the chart has changed.
    bool add(const Event& event);
    void setEvidence(const StabilityEvidence& evidence) { m_recorded = retryPicture(evidence); }
    void clear() { *this = RetryModel(); }
    [[nodiscard]] RetryPicture picture() const;

private:
    bool addSample(double atMs, const QJsonObject& data);

    std::optional<RetryPicture> m_recorded;
    std::map<int, RetryRow> m_rows;
    QList<BreakerChange> m_breaker;
    double m_beganMs = 0;
    double m_lastMs = 0;
};

} // namespace pathlight
