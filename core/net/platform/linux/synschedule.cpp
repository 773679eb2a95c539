// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/synschedule.h"

#include "core/net/platform/platform.h"

#include <QFile>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::platform {

namespace {

constexpr double firstTimeoutMs = 1000;
constexpr double longestTimeoutMs = 120'000;

std::optional<int> kernelSetting(const QString& name)
{
    QFile file(u"/proc/sys/net/ipv4/"_s + name);
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    bool ok = false;
    const int value = file.read(32).trimmed().toInt(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

} // namespace

QList<double> synScheduleOf(int linearTimeouts, int retries, double untilMs)
{
    QList<double> times;
    double timeout = firstTimeoutMs;
    double at = 0;
    for (int fired = 1; fired <= retries + linearTimeouts; ++fired) {
        at += timeout;
        if (at > untilMs) break;
        times.append(at);
        if (fired > linearTimeouts) timeout = std::min(timeout * 2, longestTimeoutMs);
    }
    return times;
}

QList<double> synSchedule(double untilMs)
{
    const auto retries = kernelSetting(u"tcp_syn_retries"_s);
    if (!retries) return {};
    // A kernel without the setting has no linear timeouts.
    const int linear = kernelSetting(u"tcp_syn_linear_timeouts"_s).value_or(0);
    return synScheduleOf(std::clamp(linear, 0, 255), std::clamp(*retries, 0, 255), untilMs);
}

} // namespace pathlight::platform
