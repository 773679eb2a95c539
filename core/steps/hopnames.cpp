// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/hopnames.h"

#include "core/async/wait.h"
#include "core/net/dnsquery.h"
#include "core/net/platform/platform.h"

namespace pathlight {

namespace {

constexpr qsizetype mostQuestions = 24;
constexpr auto questionTime = 1200ms;
constexpr int askAgainAfterMs = 500;

/// The first configured server that answered this walk; else the first configured one.
QHostAddress resolverOf(const Evidence& evidence)
{
    if (evidence.dns) {
        for (const DnsAnswerEvidence& each : evidence.dns->answers) {
            if (each.role == ResolverRole::Configured && each.rcode) return QHostAddress(each.resolver);
        }
    }
    return QHostAddress(platform::resolverSettings().nameServers.value(0));
}

} // namespace

HopNames::HopNames(const StepContext& context)
    : m_scope(context.scope), m_resolver(resolverOf(context.evidence))
{}

void HopNames::ask(const QStringList& addresses)
{
    if (m_resolver.isNull()) return;
    for (const QString& address : addresses) {
        if (m_asked.contains(address) || m_asked.size() >= mostQuestions) continue;
        m_asked.append(address);
        if (QHostAddress(address).isLoopback()) continue;
        ++m_open;
        m_tasks.push_back(askOne(m_scope.within(questionTime), m_resolver, address, this));
    }
}

QCoro::Task<void> HopNames::askOne(Scope scope, QHostAddress resolver, QString address,
                                   QPointer<HopNames> names)
{
    DnsRequest request;
    request.name = reverseName(QHostAddress(address));
    request.type = DnsType::PTR;
    request.resolver = resolver;
    request.sendAtMs = {0, askAgainAfterMs};
    const DnsReply reply = co_await askDns(scope, request);
    if (!names) co_return;
    if (!reply.names.isEmpty()) names->m_names.insert(address, reply.names.constFirst());
    --names->m_open;
    Q_EMIT names->changed();
}

void HopNames::nameHops(QList<HopEvidence>* hops) const
{
    for (HopEvidence& hop : *hops) {
        const auto found = m_names.constFind(hop.address.value_or(QString()));
        if (found != m_names.constEnd()) hop.name = *found;
    }
}

QCoro::Task<void> HopNames::wait(Scope scope, std::shared_ptr<HopNames> names,
                                 std::chrono::milliseconds patience)
{
    HopNames* asked = names.get();
    co_await until(scope.within(patience), asked, &HopNames::changed, [asked] { return asked->isDone(); });
}

} // namespace pathlight
