// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double slowLookupMs = 1000; ///< CONTRACT dns.slow

bool isSilent(const DnsAnswerEvidence& answer)
{
    return answer.outcome == "timed_out"_L1 || answer.outcome == "refused"_L1 ||
           answer.outcome == "unreachable"_L1 || answer.outcome == "failed"_L1;
}

/// The resolver spoke, and said something a client can take for an answer: addresses, or that there are none.
bool isUsable(const DnsAnswerEvidence& answer)
{
    return answer.rcode == u"NOERROR"_s || answer.rcode == u"NXDOMAIN"_s;
}

bool isError(const DnsAnswerEvidence& answer)
{
    return answer.rcode && !isUsable(answer);
}

QList<DnsAnswerEvidence> ofRole(const DnsEvidence& dns, ResolverRole role)
{
    QList<DnsAnswerEvidence> found;
    for (const DnsAnswerEvidence& answer : dns.answers) {
        if (answer.role == role) found.append(answer);
    }
    return found;
}

const DnsAnswerEvidence* systemAnswer(const DnsEvidence& dns)
{
    for (const DnsAnswerEvidence& answer : dns.answers) {
        if (answer.role == ResolverRole::System) return &answer;
    }
    return nullptr;
}

bool systemHasAddresses(const DnsEvidence& dns)
{
    const DnsAnswerEvidence* system = systemAnswer(dns);
    return system && !system->addresses.isEmpty();
}

/// Behind a proxy the proxy resolves the name, and a local literal needs none: then DNS is no cause.
bool matters(const Facts& facts)
{
    return !facts.evidence.dns->literal && !facts.targetIsLocal && !facts.proxied();
}

QString namesOf(const QList<DnsAnswerEvidence>& answers)
{
    QStringList names;
    for (const DnsAnswerEvidence& answer : answers)
        names.append(answer.resolver);
    return names.join(u", "_s);
}

void unreachable(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || systemHasAddresses(dns)) return;
    const auto configured = ofRole(dns, ResolverRole::Configured);
    if (!std::all_of(configured.begin(), configured.end(), isSilent)) return;
    // Without a configured server the system's own failure is all there is to go by.
    Finding& finding = out.fault(u"dns.unreachable"_s, configured.isEmpty() ? 0.7 : 0.95);
    finding.blocks = true;
    finding.arguments = {{u"resolvers"_s, namesOf(configured)}};
    if (!configured.isEmpty()) finding.arguments.insert(u"resolver"_s, configured.first().resolver);
    finding.because = {u"dns.answers"_s};
}

void notResolved(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || systemHasAddresses(dns) || !dns.addresses.isEmpty()) return;
    const auto configured = ofRole(dns, ResolverRole::Configured);
    for (const DnsAnswerEvidence& answer : configured) {
        if (!isUsable(answer) || !answer.addresses.isEmpty()) continue;
        Finding& finding = out.fault(u"dns.name_not_resolved"_s, 0.95);
        finding.blocks = true;
        finding.arguments = {{u"resolver"_s, answer.resolver},
                             {u"rcode"_s, answer.rcode.value_or(QString())}};
        finding.because = {u"dns.answers"_s};
        return;
    }
}

void failed(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || systemHasAddresses(dns)) return;
    const auto configured = ofRole(dns, ResolverRole::Configured);
    if (std::any_of(configured.begin(), configured.end(), isUsable)) return;
    for (const DnsAnswerEvidence& answer : configured) {
        if (!isError(answer)) continue;
        Finding& finding = out.fault(u"dns.failed"_s, 0.95);
        finding.blocks = true;
        finding.arguments = {{u"resolver"_s, answer.resolver}, {u"rcode"_s, *answer.rcode}};
        finding.because = {u"dns.answers"_s};
        return;
    }
}

/// The first server fails and a later one works: runtimes that do not move on fail (cases 44 to 48).
void firstBroken(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    const auto configured = ofRole(dns, ResolverRole::Configured);
    if (!matters(facts) || configured.size() < 2) return;
    const DnsAnswerEvidence& first = configured.first();
    if (!isSilent(first) && !isError(first)) return;
    for (qsizetype index = 1; index < configured.size(); ++index) {
        if (!isUsable(configured[index])) continue;
        Finding& finding = out.fault(u"dns.resolver_broken"_s, 0.93);
        finding.blocks = !systemHasAddresses(dns);
        finding.arguments = {{u"resolver"_s, first.resolver},
                             {u"otherResolver"_s, configured[index].resolver}};
        if (first.rcode) finding.arguments.insert(u"rcode"_s, *first.rcode);
        finding.because = {u"dns.answers"_s};
        return;
    }
}

bool sharesAddress(const QStringList& some, const QStringList& others)
{
    return std::any_of(some.begin(), some.end(),
                       [&](const QString& address) { return others.contains(address); });
}

/// Do other resolvers say otherwise? Null: none that answered can be compared with.
std::optional<bool> contradicted(const DnsEvidence& dns, ResolverRole role)
{
    std::optional<bool> contradicts;
    for (const DnsAnswerEvidence& answer : ofRole(dns, role)) {
        if (answer.addresses.isEmpty()) continue;
        if (sharesAddress(answer.addresses, dns.addresses)) return false;
        contradicts = true;
    }
    return contradicts;
}

/// Is this wrong with the certificate that was shown?
bool certificateShows(const Facts& facts, ChainError error)
{
    const auto& tls = facts.evidence.tls;
    return tls && std::any_of(tls->errors.begin(), tls->errors.end(),
                              [error](const ChainProblem& problem) { return problem.error == error; });
}

/// The certificate at the address is somebody else's, or nobody's.
bool certificateIsAnothers(const Facts& facts)
{
    if (!facts.evidence.tls || facts.evidence.tls->chain.isEmpty()) return false;
    return certificateShows(facts, ChainError::NameInvalid) ||
           certificateShows(facts, ChainError::AuthorityUnknown);
}

/// The address led nowhere: no connection, or a handshake that did not complete.
bool addressIsDead(const Facts& facts)
{
    if (facts.evidence.tls) return facts.evidence.tls->outcome != HandshakeOutcome::Completed;
    return facts.evidence.tcp && !facts.evidence.tcp->chosen && !facts.evidence.tcp->attempts.isEmpty();
}

void hostsOverride(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || dns.hostsFile.isEmpty() || provenByCertificate(facts)) return;
    if (!sharesAddress(dns.hostsFile, dns.addresses)) return;
    const bool denied = contradicted(dns, ResolverRole::Configured).value_or(false) ||
                        contradicted(dns, ResolverRole::Comparison).value_or(false);
    const bool wrong = certificateIsAnothers(facts) || addressIsDead(facts);
    if (!wrong && !denied) return;
    if (dns.inExpectedNetworks.value_or(false) && !certificateIsAnothers(facts)) return;
    Finding& finding = out.fault(u"dns.hosts_override"_s, denied && wrong ? 0.97 : 0.85);
    finding.blocks = wrong;
    finding.arguments = {{u"address"_s, dns.hostsFile.first()},
                         {u"file"_s, dns.hostsFilePath.value_or(QString())}};
    finding.because = {u"dns.hostsFile"_s};
}

/// PROCEDURES 3: suspicion by range, bogon or another resolver; the certificate decides.
void tampered(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || !dns.hostsFile.isEmpty() || dns.addresses.isEmpty() || provenByCertificate(facts))
        return;
    const auto denied = contradicted(dns, ResolverRole::Comparison);
    if (dns.inExpectedNetworks == true) return;
    // Resolvers that agree acquit, unless the certificate contradicts them all: then a box on the way answers
    // for each of them (PROCEDURES 3.4).
    if (denied == false &&
        !(dns.inExpectedNetworks == false && certificateShows(facts, ChainError::NameInvalid)))
        return;
    const bool bogon = std::all_of(dns.addresses.begin(), dns.addresses.end(), isBogon);
    const bool outside = dns.inExpectedNetworks == false;
    if (!denied.value_or(false) && !bogon && !outside) return;
    const bool wrongCertificate = certificateIsAnothers(facts);
    if (!wrongCertificate && !(addressIsDead(facts) && (denied.value_or(false) || bogon))) return;
    Finding& finding = out.fault(u"dns.tampered"_s, denied.value_or(false) ? 0.93 : 0.75);
    finding.blocks = true;
    finding.arguments = {{u"address"_s, dns.addresses.first()},
                         {u"addresses"_s, dns.addresses.join(u", "_s)}};
    finding.because = {u"dns.answers"_s};
    if (wrongCertificate) finding.because.append(u"tls.chain"_s);
}

void slow(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    const DnsAnswerEvidence* system = systemAnswer(dns);
    if (!matters(facts) || !system || !system->ms || *system->ms <= slowLookupMs || dns.addresses.isEmpty())
        return;
    Finding& finding = out.add(u"dns.slow"_s, Severity::Warning, 0.9);
    finding.arguments = {{u"seconds"_s, spoken(*system->ms / 1000)}};
    finding.because = {u"dns.answers"_s};
}

void splitHorizon(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || !provenByCertificate(facts)) return;
    if (contradicted(dns, ResolverRole::Comparison) != true) return;
    out.note(u"note.split_horizon"_s).because = {u"dns.answers"_s};
}

} // namespace

std::span<const Rule> dnsRules()
{
    static constexpr Rule rules[] = {
        {"unreachable", "no configured resolver answers", unreachable},
        {"not resolved", "NXDOMAIN or no address from a configured resolver", notResolved},
        {"failed", "only errors from the configured resolvers", failed},
        {"first broken", "the first fails and a later one works (cases 44 to 48)", firstBroken},
        {"hosts override", "the hosts file pins another address (case 58)", hostsOverride},
        {"tampered", "suspicion, and the certificate as the decider (PROCEDURES 3)", tampered},
        {"slow", "more than a second for the system's look-up", slow},
        {"split horizon", "another answer, but proven by the certificate: not tampering (PROCEDURES 0.7)",
         splitHorizon},
    };
    return rules;
}

} // namespace pathlight
