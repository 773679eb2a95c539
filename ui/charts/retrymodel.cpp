// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/retrymodel.h"

#include <algorithm>
#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double longestMs = 1e9; // eleven days: nothing Pathlight does takes longer
constexpr qsizetype maximumTries = 100;
constexpr qsizetype maximumChanges = 1000;

double bounded(double ms)
{
    return std::isfinite(ms) ? std::clamp(ms, 0.0, longestMs) : 0.0;
}

QList<BreakerSpan> spansOf(const QList<BreakerChange>& changes, double untilMs)
{
    QList<BreakerSpan> spans;
    for (const BreakerChange& change : changes) {
        const double at = bounded(change.atMs);
        if (!spans.isEmpty()) spans.last().endMs = std::max(spans.last().startMs, at);
        spans.append({at, std::max(at, untilMs), change.state});
    }
    return spans;
}

RetryRow rowOf(int number, const StabilityAttempt& attempt)
{
    RetryRow row{number, {}, {}, attempt.outcome};
    double now = bounded(attempt.startedMs);
    for (const TryEvidence& each : attempt.tries) {
        const double wait = bounded(each.waitMs);
        if (wait > 0) {
            const QString because = each.retryAfterSeconds ? u"retry_after"_s : QString();
            row.waits.append({now, now + wait, because});
            now += wait;
        }
        const double end = now + bounded(each.ms.value_or(0));
        row.tries.append({now, end, standingOfTry(each.status, each.error), each.status, each.error});
        now = end;
    }
    const bool succeeded = attempt.outcome == AttemptOutcome::Succeeded;
    if (succeeded && !row.tries.isEmpty()) row.tries.last().standing = Standing::Passed;
    return row;
}

double lastOf(const RetryRow& row)
{
    double last = 0;
    for (const RetryTry& each : row.tries)
        last = std::max(last, each.endMs);
    for (const RetryWait& each : row.waits)
        last = std::max(last, each.endMs);
    return last;
}

void finish(RetryPicture& picture, const QList<BreakerChange>& breaker)
{
    double last = 0;
    for (const RetryRow& row : picture.rows)
        last = std::max(last, lastOf(row));
    for (const BreakerChange& change : breaker)
        last = std::max(last, bounded(change.atMs));
    picture.untilMs = std::max(200.0, last * 1.02);
    picture.breaker = spansOf(breaker, picture.untilMs);
}

template <typename T>
std::optional<T> optionalOf(const QJsonValue& value)
{
    std::optional<T> read;
    readJson(value, read);
    return read;
}

} // namespace

Standing standingOfTry(const std::optional<int>& status, const std::optional<QString>& error)
{
    if (error || !status) return Standing::Failed;
    static const QList<int> answersOfTheApi{401, 404, 405};
    static const QList<int> retried{408, 409, 429};
    if (*status < 400 || answersOfTheApi.contains(*status)) return Standing::Passed;
    return *status >= 500 || retried.contains(*status) ? Standing::Failed : Standing::Warned;
}

RetryPicture retryPicture(const StabilityEvidence& evidence)
{
    RetryPicture picture;
    for (const StabilityAttempt& attempt : evidence.attempts) {
        if (picture.rows.size() == RetryModel::maximumRows) break;
        picture.rows.append(rowOf(static_cast<int>(picture.rows.size()) + 1, attempt));
    }
    finish(picture, evidence.breaker);
    return picture;
}

bool RetryModel::add(const Event& event)
{
    if (event.step != "stability"_L1) return false;
    if (event.kind == EventKind::StepStarted) {
        clear();
        m_beganMs = event.atMs;
        return true;
    }
    if (event.kind == EventKind::Evidence) {
        setEvidence(fromObject<StabilityEvidence>(event.data));
        return true;
    }
    return event.kind == EventKind::Sample && addSample(bounded(event.atMs - m_beganMs), event.data);
}

bool RetryModel::addSample(double atMs, const QJsonObject& data)
{
    const QString kind = data.value("kind"_L1).toString();
    m_lastMs = std::max(m_lastMs, atMs);
    if (kind == QLatin1StringView(sample::breaker)) {
        if (m_breaker.size() < maximumChanges) m_breaker.append({atMs, data.value("state"_L1).toString()});
        return true;
    }
    const int number = data.value("attempt"_L1).toInt();
    if (number < 1 || number > maximumRows) return false;
    if (kind == QLatin1StringView(sample::wait)) {
        RetryRow& row = m_rows[number];
        const double length = bounded(data.value("waitMs"_L1).toDouble());
        if (row.waits.size() < maximumTries)
            row.waits.append({atMs, atMs + length, data.value("because"_L1).toString()});
        return true;
    }
    if (kind != QLatin1StringView(sample::attempt)) return false;
    RetryRow& row = m_rows[number];
    const auto status = optionalOf<int>(data.value("status"_L1));
    const auto error = optionalOf<QString>(data.value("error"_L1));
    const double length = bounded(data.value("ms"_L1).toDouble());
    if (row.tries.size() < maximumTries)
        row.tries.append({std::max(0.0, atMs - length), atMs, standingOfTry(status, error), status, error});
    return true;
}

RetryPicture RetryModel::picture() const
{
    if (m_recorded) return *m_recorded;
    RetryPicture picture;
    for (const auto& [number, row] : m_rows) {
        picture.rows.append(row);
        picture.rows.last().number = number;
    }
    QList<BreakerChange> breaker = m_breaker;
    finish(picture, breaker);
    return picture;
}

} // namespace pathlight
