// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/targetrecord.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

using std::chrono::milliseconds;

const QStringList& failureKinds()
{
    static const QStringList kinds{
        u"name_not_resolved"_s, u"timed_out"_s,   u"refused"_s,     u"reset"_s,    u"closed"_s,
        u"prohibited"_s,        u"unreachable"_s, u"certificate"_s, u"tls"_s,      u"proxy"_s,
        u"not_http"_s,          u"invalid"_s,     u"not_the_api"_s, u"http_400"_s, u"http_401"_s,
        u"http_402"_s,          u"http_403"_s,    u"http_404"_s,    u"http_408"_s, u"http_413"_s,
        u"http_429"_s,          u"http_500"_s,    u"http_502"_s,    u"http_503"_s, u"http_504"_s,
        u"http_529"_s,          u"http_other"_s,  u"other"_s};
    return kinds;
}

QString failureKind(const TrySeen& seen)
{
    const QStringList& kinds = failureKinds();
    if (seen.outcome.status) {
        if (!seen.fromTheApi) return u"not_the_api"_s;
        const QString kind = u"http_%1"_s.arg(*seen.outcome.status);
        return kinds.contains(kind) ? kind : u"http_other"_s;
    }
    const QString& error = seen.outcome.error;
    if (error.startsWith("proxy_"_L1)) return u"proxy"_s;
    static const QStringList ofTls{u"not_tls"_s, u"version_or_cipher"_s, u"client_certificate"_s, u"alert"_s};
    if (ofTls.contains(error)) return u"tls"_s;
    return kinds.contains(error) ? error : u"other"_s;
}

std::optional<int> sentAgain(const TrySeen& seen)
{
    return seen.segmentsLost ? seen.segmentsLost : seen.synRetransmits;
}

Outages::Change TargetRecord::take(const ProbeSample& sample)
{
    m_total.add(sample.succeeded);
    for (Window& window : m_windows)
        window.add(sample.at, sample.succeeded, sample.ms);
    m_last = sample;
    if (!sample.succeeded) {
        ++m_failures[failureKinds().contains(sample.failure) ? sample.failure : u"other"_s];
        return m_outages.failed(sample.at, sample.wall, sample.failure);
    }
    if (sample.ms) m_latencies.add(*sample.ms);
    m_lastSuccess = sample.wall;
    // A probe that was sent while the fault was on and waited it out tells by its answer when that was over.
    const milliseconds took(static_cast<qint64>(sample.ms.value_or(0)));
    return m_outages.succeeded(sample.at + took, sample.wall + took);
}

/// What lies within an outage is a part of it.
std::optional<Interruption> TargetRecord::takeTimes(const ProbeSample& sample, milliseconds ended,
                                                    std::optional<milliseconds> oldestUnderWay)
{
    const Outage* const outage = m_outages.newest();
    if (m_outages.state() == Outages::State::Down)
        m_interruptions.forget(sample.at + milliseconds(1));
    else if (outage && m_outages.state() == Outages::State::Up)
        m_interruptions.forget(outage->ended);
    const bool timedOut = sample.failure == u"timed_out"_s;
    return m_interruptions.take({sample.at, ended, sample.wall, sample.succeeded, timedOut, sample.sentAgain},
                                oldestUnderWay);
}

} // namespace pathlight
