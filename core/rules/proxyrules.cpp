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
    finding.blocks = !servesPastDesktopProxy(facts);
    finding.arguments = {{u"proxy"_s, spelled(*proxy.proxy)},
                         {u"source"_s, proxy.source.value_or(QString())}};
    if (proxy.connectStatus) finding.arguments.insert(u"status"_s, QString::number(*proxy.connectStatus));
    if (!proxy.authSchemes.isEmpty()) finding.arguments.insert(u"kind"_s, proxy.authSchemes.join(u", "_s));
    finding.because = {u"proxy.outcome"_s};
}

/// The proxy took the sign-in as Digest, which Pathlight makes and none of the listed clients does
/// (FACTS 3.5).
void digestOnly(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    const bool byDigest = proxy.authTried.value_or(QString()).startsWith("Digest"_L1);
    if (!proxy.proxy || proxy.outcome != TunnelOutcome::Open || !byDigest) return;
    Finding& finding = out.fault(u"proxy.auth_required"_s, 0.9);
    finding.blocks = true;
    finding.arguments = {{u"proxy"_s, spelled(*proxy.proxy)},
                         {u"source"_s, proxy.source.value_or(QString())},
                         {u"kind"_s, proxy.authSchemes.join(u", "_s)}};
    finding.because = {u"proxy.authTried"_s, u"proxy.authSchemes"_s};
}

bool offers(const ProxyEvidence& proxy, QLatin1StringView scheme)
{
    return proxy.authSchemes.contains(scheme, Qt::CaseInsensitive);
}

/// Which of the sign-ins that a proxy offers clients can make, and whether it took what was given: 407 after
/// a credential is another matter than 407 without one (CONTRACT proxy.auth_required).
void signIn(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    if (!proxy.proxy) return;
    const bool wanted = proxy.outcome == TunnelOutcome::AuthRequired;
    const bool ofCompany =
        offers(proxy, "NTLM"_L1) || offers(proxy, "Negotiate"_L1) || offers(proxy, "Kerberos"_L1);
    const bool basic = offers(proxy, "Basic"_L1);
    const bool digest = offers(proxy, "Digest"_L1);
    const QString tried = proxy.authTried.value_or(QString());
    QStringList codes;
    if (wanted && ofCompany && !basic && !digest) codes.append(u"note.proxy_company_sign_in"_s);
    if (digest && !basic && (wanted || tried.startsWith("Digest"_L1)))
        codes.append(u"note.proxy_digest_only"_s);
    const bool taken =
        tried == "SOCKS5"_L1 || (basic && tried == "Basic"_L1) || tried.startsWith("Digest"_L1);
    if (wanted && taken) codes.append(u"note.proxy_password_refused"_s);
    for (const QString& code : codes) {
        Finding& finding = out.note(code);
        finding.arguments = {{u"proxy"_s, spelled(*proxy.proxy)},
                             {u"source"_s, proxy.source.value_or(QString())},
                             {u"kind"_s, proxy.authSchemes.join(u", "_s)}};
        finding.because = {u"proxy.authSchemes"_s, u"proxy.authTried"_s};
    }
}

/// Does the API answer through the proxy? Null: not measured that far.
std::optional<bool> servesThroughProxy(const Facts& facts)
{
    if (facts.evidence.proxy->outcome != TunnelOutcome::Open) return false;
    const auto& http = facts.evidence.http;
    if (http && http->outcome == ExchangeOutcome::Answered)
        return http->fromTheApi.value_or(false) && !http->altered;
    const auto& tls = facts.evidence.tls;
    if (tls && tls->verified == false) return false;
    return http && http->outcome != ExchangeOutcome::Cancelled &&
                   http->outcome != ExchangeOutcome::ConnectFailed
               ? std::optional(false)
               : std::nullopt;
}

/// The direct way did not lead to the target: somebody or something said so, or nobody answered.
bool isBlocked(const DirectWayEvidence& direct)
{
    static const QStringList outcomes{
        u"name_not_resolved"_s, u"timed_out"_s,  u"refused"_s, u"reset"_s, u"closed"_s,
        u"prohibited"_s,        u"unreachable"_s};
    return outcomes.contains(direct.outcome) || direct.verified == false;
}

/// Both ways walked at the same time: one of them may be what is wrong (PROCEDURES 0.6).
void compareWays(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    const std::optional<bool> serves = proxy.proxy ? servesThroughProxy(facts) : std::nullopt;
    if (!serves || !proxy.direct) return;
    const DirectWayEvidence& direct = *proxy.direct;
    QString code;
    if (!*serves && direct.verified == true && direct.fromTheApi == true) code = u"note.proxy_direct_works"_s;
    if (*serves && isBlocked(direct)) code = u"note.proxy_direct_blocked"_s;
    if (code.isEmpty()) return;
    Finding& finding = out.note(code);
    finding.arguments = {{u"proxy"_s, spelled(*proxy.proxy)},
                         {u"source"_s, proxy.source.value_or(QString())}};
    if (direct.address) finding.arguments.insert(u"address"_s, *direct.address);
    finding.because = {u"proxy.direct"_s};
}

/// A SOCKS proxy that would look names up, spelt so that this computer has to.
void namesHere(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    const bool leftToProxy = proxy.resolvedBy == "proxy"_L1 && proxy.outcome == TunnelOutcome::Open;
    if (!proxy.proxy || proxy.proxy->scheme != "socks5"_L1 || !leftToProxy) return;
    Finding& finding = out.note(u"note.proxy_names_here"_s);
    finding.arguments = {{u"proxy"_s, spelled(*proxy.proxy)},
                         {u"source"_s, proxy.source.value_or(QString())}};
    finding.because = {u"proxy.resolvedBy"_s};
}

/// An endpoint on this computer that NO_PROXY does not exempt is asked for at the proxy (cases 20 and 22).
void loopbackProxied(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    const auto& environment = facts.evidence.environment;
    if (proxy.loopbackExempt != false || !environment || !environment->endpoint) return;
    Finding& finding = out.note(u"note.loopback_proxied"_s);
    finding.arguments = {{u"value"_s, environment->endpoint->value},
                         {u"variable"_s, environment->endpoint->source}};
    finding.because = {u"proxy.loopbackExempt"_s, u"proxy.noProxy"_s, u"environment.endpoint"_s};
}

/// The setting that decides cannot be used, or a client that reads it does not speak its scheme.
void invalidSetting(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    const bool tunnelMissing = !proxy.proxy && proxy.outcome == TunnelOutcome::None;
    for (qsizetype index = 0; index < proxy.settings.size(); ++index) {
        const ProxySetting& setting = proxy.settings[index];
        // A script is told by a note of its own, and no client reads a desktop's settings.
        if (setting.problem == u"script"_s || setting.source == "KDE settings"_L1) continue;
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

/// A proxy that no client reads of does not work, and the way that clients take does: what fails is whatever
/// goes by the desktop's settings, a browser as a rule.
void desktopsProxyFails(const Facts& facts, Findings& out)
{
    const ProxyEvidence& proxy = *facts.evidence.proxy;
    if (codeFor(proxy.outcome).isEmpty() || !servesPastDesktopProxy(facts)) return;
    Finding& finding = out.fault(u"env.proxy_mismatch"_s, 0.9);
    finding.arguments = {{u"reading"_s, u"proxy_of_desktop"_s},
                         {u"proxy"_s, spelled(*proxy.proxy)},
                         {u"source"_s, proxy.source.value_or(QString())},
                         {u"variables"_s, proxy.source.value_or(QString())}};
    finding.because = {u"proxy.outcome"_s, u"proxy.source"_s, u"proxy.direct"_s};
}

/// The desktop leaves the choice to a script. No listed client runs it (FACTS 4.11), and neither did this
/// walk.
void scriptSet(const Facts& facts, Findings& out)
{
    const auto& settings = facts.evidence.proxy->settings;
    for (qsizetype index = 0; index < settings.size(); ++index) {
        if (settings[index].problem != u"script"_s) continue;
        Finding& finding = out.note(u"note.proxy_script"_s);
        finding.arguments = {{u"source"_s, settings[index].source}, {u"url"_s, settings[index].value}};
        finding.because = {u"proxy.settings[%1]"_s.arg(index)};
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
        {"script", "a set-up script decides, and clients do not run it (FACTS 4.11)", scriptSet},
        {"mismatch", "spellings of one variable disagree (case 10)", mismatch},
        {"desktop's proxy", "it does not work, and clients go past it (FACTS 4.11)", desktopsProxyFails},
        {"digest only", "a proxy that takes Digest alone lets no listed client through (FACTS 3.5)",
         digestOnly},
        {"sign-in", "what the proxy offers to sign in by, and what it made of the credential (class P1)",
         signIn},
        {"both ways", "the direct way and the proxy's, walked at once (PROCEDURES 0.6)", compareWays},
        {"names here", "socks5 leaves the look-up to this computer, socks5h to the proxy", namesHere},
        {"loopback", "an endpoint on this computer that is sent to the proxy (cases 20 and 22)",
         loopbackProxied},
        {"in use", "say which way the measurements went (PROCEDURES 0.2)", inUse},
    };
    return rules;
}

} // namespace pathlight
