// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/evidence.h"
#include "core/rules/finding.h"
#include "core/walk/event.h"

#include <functional>

/// Walks made by hand, whole and plausible, for tests and pictures of everything that shows a walk. They need
/// no network and no clock. Addresses of this side are from the documentation ranges (RFC 5737, RFC 3849).
namespace pathlight::samplewalks {

/// Ids, in a fixed order: "healthy", "tcp_timed_out", "tcp_prohibited", "certificate_expired",
/// "intermittent", "captive_portal", "company_gateway", "cancelled", "practice".
[[nodiscard]] QStringList names();

/// The events of one walk; an unknown name gives an empty list.
[[nodiscard]] QList<Event> walk(const QString& name);

/// The walk as the bytes of a journal (core/walk/journal.h).
[[nodiscard]] QByteArray journal(const QString& name);

/// Writes events one after another, with growing numbers and times.
class Recorder
{
public:
    explicit Recorder(const QString& scenario = {});

    void wait(double ms) { m_nowMs += ms; }
    [[nodiscard]] double now() const { return m_nowMs; }
    void start(const QString& step);
    void sample(const QString& step, const char* kind, QJsonObject data);
    void end(const QString& step, StepStatus status, const std::optional<Reason>& reason = {});
    void skip(const QString& step, const QString& reason, const QJsonObject& arguments = {});
    void find(const Finding& finding);
    void judge(const Verdict& verdict, bool provisional);
    void finish(const QString& ending);
    template <Described T>
    void evidence(const QString& step, const T& seen)
    {
        add(EventKind::Evidence, step, toObject(seen));
    }
    [[nodiscard]] const QList<Event>& events() const { return m_events; }

private:
    void add(EventKind kind, const QString& step, const QJsonObject& data);

    QList<Event> m_events;
    QList<Finding> m_findings;
    QMap<QString, double> m_startedMs;
    QMap<QString, QString> m_statuses;
    double m_nowMs = 0;
};

} // namespace pathlight::samplewalks
