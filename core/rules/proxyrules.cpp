// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString spelled(const ProxyAddress& proxy)
{
    return u"%1://%2:%3"_s.arg(proxy.scheme, proxy.host).arg(proxy.port);
}

QString codeFor(TunnelOutcome outcome)
{
    static const QHash<TunnelOutcome, QString> codes{
        {TunnelOutcome::NameNotResolved, u"proxy.name_not_resolved"_s},
        {TunnelOutcome::Unreachable, u"proxy.unreachable"_s},
        {TunnelOutcome::Refused, u"proxy.refused"_s},
        {TunnelOutcome::TimedOut, u"proxy.timed_out"_s},
        {TunnelOutcome::AuthRequired, u"proxy.auth_required"_s},
        {TunnelOutcome::Denied, u"proxy.denied"_s},
        {TunnelOutcome::BadGateway, u"proxy.bad_gateway"_s},
        {TunnelOutcome::ProtocolError, u"proxy.protocol_error"_s},
        {TunnelOutcome::Failed, u"proxy.protocol_error"_s},
    };
    return codes.value(outcome);
}

void tunnelFailed(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    const QString code = codeFor(proxy.outcome);
    if (!proxy.proxy || code.isEmpty()) return;
    Finding& finding = out.fault(code, proxy.outcome == TunnelOutcome::Failed ? 0.5 : 0.95);
    finding.blocks = true;
    finding.arguments = {{u"proxy"_s, spelled(*proxy.proxy)},
                         {u"source"_s, proxy.source.value_or(QString())}};
    if (proxy.connectStatus) finding.arguments.insert(u"status"_s, QString::number(*proxy.connectStatus));
    if (!proxy.authSchemes.isEmpty()) finding.arguments.insert(u"kind"_s, proxy.authSchemes.join(u", "_s));
    finding.because = {u"proxy.outcome"_s};
}

/// The setting that decides cannot be used, or a client that reads it does not speak its scheme.
void invalidSetting(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    const bool tunnelMissing = !proxy.proxy && proxy.outcome == TunnelOutcome::None;
    for (qsizetype index = 0; index < proxy.settings.size(); ++index) {
        const ProxySetting& setting = proxy.settings[index];
        // Claude Code reads neither ALL_PROXY nor SOCKS addresses (FACTS 3.5); httpx needs an extra package
        // (case 25).
        const bool socks = setting.address && setting.address->scheme.startsWith("socks"_L1) &&
                           setting.source != "--proxy"_L1;
        if (!setting.problem && !socks) continue;
        Finding& finding = out.fault(u"env.proxy_invalid"_s, setting.problem ? 0.97 : 0.85);
        finding.blocks =
            setting.problem && tunnelMissing && setting.source == proxy.source.value_or(QString());
        finding.arguments = {{u"variable"_s, setting.source},
                             {u"value"_s, setting.value},
                             {u"kind"_s, setting.problem.value_or(u"scheme"_s)}};
        finding.because = {u"proxy.settings[%1]"_s.arg(index)};
    }
}

/// Two spellings of one variable that send clients different ways: curl reads one, others the other (case
/// 10).
void mismatch(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    QHash<QString, const ProxySetting*> seen;
    for (const ProxySetting& setting : proxy.settings) {
        const QString name = setting.source.toLower();
        const ProxySetting* other = seen.value(name, nullptr);
        seen.insert(name, &setting);
        if (!other || other->value == setting.value) continue;
        if (other->address && setting.address && spelled(*other->address) == spelled(*setting.address))
            continue;
        Finding& finding = out.fault(u"env.proxy_mismatch"_s, 0.93);
        finding.arguments = {{u"variables"_s, u"%1, %2"_s.arg(other->source, setting.source)},
                             {u"variable"_s, setting.source},
                             {u"value"_s, setting.value}};
        finding.because = {u"proxy.settings"_s};
    }
}

void inUse(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    if (!proxy.proxy || proxy.outcome != TunnelOutcome::Open) return;
    Finding& finding = out.note(u"note.proxy_in_use"_s);
    finding.arguments = {{u"proxy"_s, spelled(*proxy.proxy)},
                         {u"source"_s, proxy.source.value_or(QString())}};
    finding.because = {u"proxy.proxy"_s};
}

} // namespace

std::span<const Rule> proxyRules()
{
    static constexpr Rule rules[] = {
        {"tunnel failed", "the answer to CONNECT, or to the connection before it (FACTS class P)",
         tunnelFailed},
        {"invalid setting", "no proxy address, or a scheme clients do not support (cases 25 to 29)",
         invalidSetting},
        {"mismatch", "spellings of one variable disagree (case 10)", mismatch},
        {"in use", "say which way the measurements went (PROCEDURES 0.2)", inUse},
    };
    return rules;
}

} // namespace pathlight
