// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/hints.h"
#include "core/rules/rule.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// CONTRACT section 3: five minutes. Certificates are issued with less slack than that.
constexpr double clockSkewLimitMs = 5 * 60 * 1000;

bool isUsable(const QString& addressWithPrefix)
{
    const QHostAddress address(addressWithPrefix.section(u'/', 0, 0));
    return !address.isNull() && !address.isLoopback() && !address.isLinkLocal();
}

bool hasUsableInterface(const EnvironmentEvidence& environment)
{
    return std::any_of(environment.interfaces.begin(), environment.interfaces.end(),
                       [](const InterfaceEvidence& each) {
                           return each.up && !each.loopback &&
                                  std::any_of(each.addresses.begin(), each.addresses.end(), isUsable);
                       });
}

bool leadsOut(const RouteEvidence& route)
{
    return !route.unreachable && route.interface != "lo"_L1 &&
           (route.destination == "default"_L1 || route.gateway.has_value());
}

/// Something beyond this computer was reached, so there is a way out whatever the tables say.
bool anythingReached(const Facts& facts)
{
    if (facts.evidence.proxy && facts.evidence.proxy->connectMs) return true;
    if (!facts.evidence.tcp) return false;
    const auto& attempts = facts.evidence.tcp->attempts;
    return std::any_of(attempts.begin(), attempts.end(), [](const ConnectAttempt& attempt) {
        return attempt.outcome == ConnectOutcome::Connected || attempt.outcome == ConnectOutcome::Refused;
    });
}

void offline(const Facts& facts, Findings& out)
{
    const EnvironmentEvidence& environment = *facts.evidence.environment;
    if (facts.targetIsLocal || anythingReached(facts)) return;
    const bool noInterface = !hasUsableInterface(environment);
    const bool noRoute = environment.routesKnown.value_or(false) &&
                         std::none_of(environment.routes.begin(), environment.routes.end(), leadsOut);
    if (!noInterface && !noRoute) return;
    Finding& finding = out.fault(u"env.offline"_s, noInterface ? 0.99 : 0.95);
    finding.blocks = true;
    finding.arguments = {{u"kind"_s, noInterface ? u"interface"_s : u"route"_s}};
    if (noInterface) finding.whose = u"this computer"_s;
    finding.because = {noInterface ? u"environment.interfaces"_s : u"environment.routes"_s};
}

void clockSkewed(const Facts& facts, Findings& out)
{
    const OtherClocks clocks = otherClocks(facts);
    if (!clocks.skewMs || std::fabs(*clocks.skewMs) < clockSkewLimitMs) return;
    Finding& finding = out.fault(u"env.clock_skew"_s, clocks.agreeing >= 2 ? 0.97 : 0.85);
    finding.arguments = {{u"minutes"_s, spoken(std::round(std::fabs(*clocks.skewMs) / 60000))},
                         {u"kind"_s, *clocks.skewMs > 0 ? u"ahead"_s : u"behind"_s}};
    finding.because = {u"environment.internet.controls"_s};
    if (facts.evidence.http && facts.evidence.http->clockSkewMs)
        finding.because.append(u"http.clockSkewMs"_s);
    else if (facts.evidence.tls && facts.evidence.tls->clockSkewMs)
        finding.because.append(u"tls.clockSkewMs"_s);
}

void captivePortal(const Facts& facts, Findings& out)
{
    const int sightings = portalSightings(facts);
    if (sightings == 0 || provenByCertificate(facts) || facts.proxied()) return;
    const auto& tls = facts.evidence.tls;
    const auto& tcp = facts.evidence.tcp;
    const bool targetFails = (tls && !tls->verified.value_or(false)) || (tcp && !tcp->chosen);
    if (sightings < 2 && !targetFails) return;
    Finding& finding = out.fault(u"http.captive_portal"_s, sightings >= 2 ? 0.97 : 0.85);
    finding.blocks = true;
    for (const ControlEvidence& control : facts.evidence.environment->internet.controls) {
        if (control.outcome == "portal"_L1 && control.location)
            finding.arguments.insert(u"url"_s, *control.location);
    }
    finding.because = {u"environment.internet.controls"_s};
}

void caFiles(const Facts& facts, Findings& out)
{
    const auto& files = facts.evidence.environment->caFiles;
    for (qsizetype index = 0; index < files.size(); ++index) {
        if (!files[index].problem) continue;
        Finding& finding = out.fault(u"env.ca_bundle_invalid"_s, 0.97);
        finding.arguments = {{u"variable"_s, files[index].variable},
                             {u"file"_s, files[index].path},
                             {u"kind"_s, *files[index].problem}};
        finding.because = {u"environment.caFiles[%1]"_s.arg(index)};
    }
}

bool isOnThisComputer(const QString& host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

/// Might this NO_PROXY list cover the host, in any client's reading?
bool mayCover(const QString& list, const QString& host)
{
    static const QRegularExpression separators(u"[,\\s]+"_s);
    const QStringList entries = list.toLower().split(separators, Qt::SkipEmptyParts);
    return std::any_of(entries.begin(), entries.end(), [&](const QString& entry) {
        const QString bare = entry.section(u':', 0, 0);
        return entry == "*"_L1 || entry.contains(u'/') || entry.contains("::"_L1) || host.endsWith(bare);
    });
}

/// Clients would ask a proxy elsewhere for an address that means this computer: it looks on its own.
bool goesThroughAProxy(const EnvironmentEvidence& environment, const EndpointEvidence& endpoint)
{
    if (!isOnThisComputer(endpoint.host)) return false;
    const QString name = QUrl(endpoint.value).scheme() + "_proxy"_L1;
    bool proxied = false;
    for (const VariableEvidence& variable : environment.variables) {
        const QString lower = variable.name.toLower();
        if (lower == "no_proxy"_L1 && mayCover(variable.value, endpoint.host)) return false;
        if (lower != name || variable.value.isEmpty()) continue;
        const QString proxy = QUrl(variable.value).host();
        if (proxy.isEmpty() || isOnThisComputer(proxy)) return false;
        proxied = true;
    }
    return proxied;
}

/// What keeps clients from their own endpoint, as it was tried for them; null: it was not, or nothing does.
std::optional<QString> triedInVain(const std::optional<ClientsEvidence>& clients, const QString& endpoint)
{
    if (!clients) return std::nullopt;
    for (const ClientWayEvidence& way : clients->ways) {
        if (way.baseUrl != endpoint || way.via != "direct"_L1 || way.opens != false) continue;
        if (way.outcome == "refused"_L1) return u"nothing_listens"_s;
        if (way.outcome == "name_not_resolved"_L1) return u"name_unknown"_s;
    }
    return std::nullopt;
}

/// Why clients cannot work with the address that ANTHROPIC_BASE_URL names; null: nothing is known against it.
std::optional<QString> endpointProblem(const Evidence& evidence)
{
    const EndpointEvidence& endpoint = *evidence.environment->endpoint;
    if (endpoint.problem) return endpoint.problem;
    if (goesThroughAProxy(*evidence.environment, endpoint)) return u"through_proxy"_s;
    return triedInVain(evidence.clients, endpoint.value);
}

void endpoint(const Facts& facts, Findings& out)
{
    const auto& endpoint = facts.evidence.environment->endpoint;
    if (!endpoint) return;
    const auto problem = endpointProblem(facts.evidence);
    const bool invalid = problem.has_value();
    if (!invalid && endpoint->isTarget) return;
    Finding& finding =
        out.fault(invalid ? u"env.endpoint_invalid"_s : u"env.endpoint_override"_s, invalid ? 0.95 : 0.9);
    finding.arguments = {{u"value"_s, endpoint->value},
                         {u"source"_s, endpoint->source},
                         {u"variable"_s, u"ANTHROPIC_BASE_URL"_s}};
    if (invalid) finding.arguments.insert(u"kind"_s, *problem);
    finding.because = {u"environment.endpoint"_s};
    if (!invalid || endpoint->problem) return;
    finding.because.append(*problem == "through_proxy"_L1 ? u"environment.variables"_s : u"clients.ways"_s);
}

void settingsFiles(const Facts& facts, Findings& out)
{
    const auto& files = facts.evidence.environment->settingsFiles;
    for (qsizetype index = 0; index < files.size(); ++index) {
        const SettingsFileEvidence& file = files[index];
        if (!file.exists || !file.problem) continue;
        Finding& finding = out.fault(u"env.settings_invalid"_s, 0.97);
        finding.arguments = {{u"file"_s, file.path}, {u"kind"_s, *file.problem}};
        if (file.line) finding.arguments.insert(u"line"_s, QString::number(*file.line));
        if (file.column) finding.arguments.insert(u"column"_s, QString::number(*file.column));
        finding.because = {u"environment.settingsFiles[%1]"_s.arg(index)};
    }
}

bool isCredential(const VariableEvidence& variable)
{
    return variable.name == "ANTHROPIC_API_KEY"_L1 || variable.name == "ANTHROPIC_AUTH_TOKEN"_L1;
}

void credentials(const Facts& facts, Findings& out)
{
    QStringList names;
    for (const VariableEvidence& variable : facts.evidence.environment->variables) {
        if (!isCredential(variable) || variable.problem == u"empty"_s) continue;
        if (!names.contains(variable.name)) names.append(variable.name);
        if (!variable.problem) continue;
        Finding& finding = out.fault(u"env.credential_conflict"_s, 0.95);
        finding.arguments = {
            {u"variable"_s, variable.name}, {u"kind"_s, *variable.problem}, {u"source"_s, variable.source}};
        finding.because = {u"environment.variables"_s};
    }
    if (names.size() < 2) return;
    Finding& finding = out.fault(u"env.credential_conflict"_s, 0.9);
    finding.arguments = {
        {u"variables"_s, names.join(u", "_s)}, {u"variable"_s, names.first()}, {u"kind"_s, u"two"_s}};
    finding.because = {u"environment.variables"_s};
}

void verificationDisabled(const Facts& facts, Findings& out)
{
    for (const VariableEvidence& variable : facts.evidence.environment->variables) {
        if (variable.name != "NODE_TLS_REJECT_UNAUTHORIZED"_L1 || variable.value != "0"_L1) continue;
        Finding& finding = out.note(u"note.tls_verification_disabled"_s);
        finding.arguments = {{u"variable"_s, variable.name}, {u"source"_s, variable.source}};
        finding.because = {u"environment.variables"_s};
    }
}

/// Whoever may write there decides where Claude Code sends its key.
void worldWritable(const Facts& facts, Findings& out)
{
    const auto& files = facts.evidence.environment->settingsFiles;
    for (qsizetype index = 0; index < files.size(); ++index) {
        if (!files[index].exists || !files[index].worldWritable) continue;
        Finding& finding = out.note(u"note.settings_world_writable"_s);
        finding.arguments = {{u"file"_s, files[index].path}};
        finding.because = {u"environment.settingsFiles[%1]"_s.arg(index)};
    }
}

/// The same client sees one set of variables from a terminal and another from the desktop (cases 1, 15, 34).
void shellDiffers(const Facts& facts, Findings& out)
{
    const auto& shell = facts.evidence.environment->loginShell;
    if (!shell || shell->outcome == "no_shell"_L1 || shell->outcome == "unsupported"_L1) return;
    if (shell->outcome != "read"_L1) {
        Finding& finding = out.note(u"note.shell_unreadable"_s);
        finding.arguments = {{u"shell"_s, shell->shell}};
        finding.because = {u"environment.loginShell"_s};
        return;
    }
    if (shell->differing.isEmpty()) return;
    Finding& finding = out.note(u"note.shell_differs"_s);
    finding.arguments = {{u"variables"_s, shell->differing.mid(0, 10).join(u", "_s)}};
    finding.because = {u"environment.loginShell.differing"_s};
}

/// Where a tool's setting stands, as people look for it.
QString placeOf(const ToolHintEvidence& hint)
{
    return hint.line ? u"%1:%2"_s.arg(hint.file).arg(*hint.line) : u"%1: %2"_s.arg(hint.file, hint.name);
}

/// Another tool knows of a proxy that no client is told of, and the direct way leads nowhere (FACTS class
/// E2).
void proxyHinted(const Facts& facts, Findings& out)
{
    const qsizetype index = facts.targetIsLocal ? -1 : proxyHint(facts.evidence);
    if (index < 0 || !hasUsableInterface(*facts.evidence.environment)) return;
    const ToolHintEvidence& hint = facts.evidence.environment->hints[index];
    Finding& finding = out.note(u"note.proxy_hint"_s);
    finding.arguments = {{u"name"_s, hint.tool}, {u"proxy"_s, hint.value}, {u"source"_s, placeOf(hint)}};
    finding.because = {u"environment.hints[%1]"_s.arg(index)};
}

/// A tool's own settings file has a line or a value that the tool cannot read.
void brokenHints(const Facts& facts, Findings& out)
{
    static const QStringList unreadable{u"line"_s, u"unreadable"_s, u"too_large"_s, u"not_text"_s,
                                        u"malformed"_s};
    const auto& hints = facts.evidence.environment->hints;
    for (qsizetype index = 0; index < hints.size(); ++index) {
        const ToolHintEvidence& hint = hints[index];
        if (!hint.problem || !unreadable.contains(*hint.problem)) continue;
        Finding& finding = out.note(u"note.tool_settings_broken"_s);
        finding.arguments = {{u"name"_s, hint.tool}, {u"file"_s, hint.file}, {u"kind"_s, *hint.problem}};
        if (hint.line) finding.arguments.insert(u"line"_s, QString::number(*hint.line));
        finding.because = {u"environment.hints[%1]"_s.arg(index)};
        return; // the first is enough to look
    }
}

/// Claude Code goes elsewhere altogether: what is measured here is not its way.
void cloudProvider(const Facts& facts, Findings& out)
{
    for (const VariableEvidence& variable : facts.evidence.environment->variables) {
        const bool isSwitch =
            variable.name == "CLAUDE_CODE_USE_BEDROCK"_L1 || variable.name == "CLAUDE_CODE_USE_VERTEX"_L1;
        const bool isOn =
            variable.value == "1"_L1 || variable.value.compare("true"_L1, Qt::CaseInsensitive) == 0;
        if (!isSwitch || !isOn) continue;
        Finding& finding = out.note(u"note.cloud_provider"_s);
        finding.arguments = {{u"variable"_s, variable.name}, {u"source"_s, variable.source}};
        finding.because = {u"environment.variables"_s};
    }
}

/// Words behind a name server's address: the system reads over them, some clients' own resolvers do not.
void resolverRemarks(const Facts& facts, Findings& out)
{
    const QStringList& servers = facts.evidence.environment->nameServers;
    const bool remarked = std::any_of(servers.begin(), servers.end(),
                                      [](const QString& server) { return server.endsWith(" #"_L1); });
    if (remarked) out.note(u"note.resolver_remarks"_s).because = {u"environment.nameServers"_s};
}

void clockUnknown(const Facts& facts, Findings& out)
{
    if (!facts.targetIsLocal && facts.ended.contains(u"environment"_s) && !clockSkew(facts))
        out.note(u"note.clock_unknown"_s);
}

} // namespace

std::span<const Rule> environmentRules()
{
    static constexpr Rule rules[] = {
        {"offline", "no interface or no route out: nothing can be sent (CONTRACT env.offline)", offline},
        {"clock skewed", "two clocks, five minutes (PROCEDURES 4.7)", clockSkewed},
        {"captive portal", "plain-HTTP controls answer otherwise; two must agree (PROCEDURES 8)",
         captivePortal},
        {"CA files", "a named bundle that is missing or none (cases 35 to 40)", caFiles},
        {"endpoint", "ANTHROPIC_BASE_URL leads elsewhere or nowhere (cases 1 to 6)", endpoint},
        {"settings files", "a Claude settings file that cannot be parsed", settingsFiles},
        {"credentials", "two at once, or a malformed one (case 150; FACTS 3.5)", credentials},
        {"verification disabled", "NODE_TLS_REJECT_UNAUTHORIZED=0 is no cure (PROCEDURES 4.10)",
         verificationDisabled},
        {"settings files open to all", "a settings file that every user may write to", worldWritable},
        {"login shell", "variables that only a login shell, or only this process has (cases 1, 15, 34)",
         shellDiffers},
        {"proxy of another tool",
         "npm, git, pip or curl go through a proxy that clients do not know (class E2)", proxyHinted},
        {"other tools' settings", "a line of theirs that cannot be read may be the proxy's", brokenHints},
        {"cloud provider", "Claude Code's switches for Bedrock and Vertex AI", cloudProvider},
        {"remarks in resolv.conf", "words behind a name server's address (case 48)", resolverRemarks},
        {"clock unknown", "no control told the time: unknown is not zero", clockUnknown},
    };
    return rules;
}

} // namespace pathlight
