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

/// Behind a proxy the proxy resolves the name, but for a socks5:// one, and a local literal needs none: then
/// DNS is no cause.
bool matters(const Facts& facts)
{
    const bool resolvedThere = facts.proxied() && facts.evidence.proxy->proxy->scheme != "socks5"_L1;
    return !facts.evidence.dns->literal && !facts.targetIsLocal && !resolvedThere;
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

/// Is it so at an address that another resolver gave, and the system did not?
template <typename IsSo>
bool isAnyElsewhere(const DnsEvidence& dns, IsSo isSo)
{
    return std::any_of(dns.certificates.begin(), dns.certificates.end(),
                       [&](const auto& each) { return !dns.addresses.contains(each.address) && isSo(each); });
}

/// The address that another resolver gave shows the same stranger's certificate for the target's name:
/// whoever opens the connections does so at every address, and the certificate says nothing of this one.
bool isOpenedEverywhere(const Facts& facts)
{
    const CertificateEvidence& leaf = facts.evidence.tls->chain.constFirst();
    return isAnyElsewhere(*facts.evidence.dns, [&](const AddressCertificateEvidence& each) {
        return each.issuerName == leaf.issuerName && each.commonName == leaf.commonName &&
               each.problems == QStringList{nameOf(ChainError::AuthorityUnknown)};
    });
}

/// The certificate at the address is somebody else's, or nobody's.
bool certificateIsAnothers(const Facts& facts)
{
    if (!facts.evidence.tls || facts.evidence.tls->chain.isEmpty()) return false;
    if (!certificateShows(facts, ChainError::NameInvalid) && isOpenedEverywhere(facts)) return false;
    return certificateShows(facts, ChainError::NameInvalid) ||
           certificateShows(facts, ChainError::AuthorityUnknown);
}

/// The address led nowhere: no connection, or a handshake that did not complete.
bool addressIsDead(const Facts& facts)
{
    if (facts.evidence.tls) return facts.evidence.tls->outcome != HandshakeOutcome::Completed;
    return facts.evidence.tcp && !facts.evidence.tcp->chosen && !facts.evidence.tcp->attempts.isEmpty();
}

/// The address that another resolver gave is turned down in the same way: whoever does that does not mind
/// which of them is right. Silence says less, for an address that is wrong and one that is blocked are both
/// silent.
bool isRefusedEverywhere(const Facts& facts)
{
    if (!facts.evidence.tcp || facts.evidence.tcp->attempts.isEmpty()) return false;
    const ConnectOutcome here = facts.evidence.tcp->attempts.constFirst().outcome;
    if (here == ConnectOutcome::Connected || here == ConnectOutcome::TimedOut) return false;
    return isAnyElsewhere(*facts.evidence.dns, [&](const AddressCertificateEvidence& each) {
        return each.outcome == nameOf(here);
    });
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

/// Another address that some resolver gave, where the server proved by the vendor's roots to be the target.
QString provenElsewhere(const DnsEvidence& dns)
{
    for (const AddressCertificateEvidence& each : dns.certificates) {
        if (each.acceptedByVendor.value_or(false)) return each.address;
    }
    return {};
}

/// Somebody on the way answers too (PROCEDURES 3.4): one question brought two answers that share no address,
/// or the same server says otherwise over TCP.
bool isInjected(const DnsEvidence& dns)
{
    for (const DnsAnswerEvidence& answer : dns.answers) {
        for (const DnsQueryEvidence& query : answer.queries) {
            if (query.answersDiffer && !sharesAddress(query.addresses, query.otherAddresses)) return true;
            const auto contradicts = [&](const DnsQueryEvidence& other) {
                return query.transport == "udp"_L1 && other.transport == "tcp"_L1 &&
                       query.type == other.type && !query.addresses.isEmpty() && !other.addresses.isEmpty() &&
                       !sharesAddress(query.addresses, other.addresses);
            };
            if (std::any_of(answer.queries.begin(), answer.queries.end(), contradicts)) return true;
        }
    }
    return false;
}

/// What speaks against the addresses that the system gave.
struct Suspicion
{
    std::optional<bool> denied; ///< by resolvers to compare with
    bool bogon = false;
    bool outside = false; ///< of the networks that the provider publishes
    bool injected = false;
    bool captured = false; ///< they belong to a search domain's name
    [[nodiscard]] bool isAny() const
    {
        return denied.value_or(false) || bogon || outside || injected || captured;
    }
    [[nodiscard]] bool isStrong() const { return denied.value_or(false) || injected || captured; }
};

Suspicion suspicionOf(const DnsEvidence& dns)
{
    Suspicion seen;
    seen.denied = contradicted(dns, ResolverRole::Comparison);
    seen.bogon = std::all_of(dns.addresses.begin(), dns.addresses.end(), isBogon);
    seen.outside = dns.inExpectedNetworks == false;
    seen.injected = isInjected(dns);
    seen.captured = dns.searchCapture.has_value();
    return seen;
}

void describe(const DnsEvidence& dns, const Suspicion& suspicion, Finding& finding)
{
    finding.arguments = {{u"address"_s, dns.addresses.value(0)},
                         {u"addresses"_s, dns.addresses.join(u", "_s)}};
    const QString proven = provenElsewhere(dns);
    if (!proven.isEmpty()) finding.arguments.insert(u"proven"_s, proven);
    if (dns.searchCapture) finding.arguments.insert(u"domain"_s, dns.searchCapture->domain);
    if (suspicion.captured) finding.whose = u"this computer"_s;
    finding.because = {u"dns.answers"_s};
    if (!proven.isEmpty()) finding.because.append(u"dns.certificates"_s);
    if (suspicion.captured) finding.because.append(u"dns.searchCapture"_s);
}

/// PROCEDURES 3: suspicion by range, bogon, another resolver or another answer; the certificate decides.
void tampered(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || !dns.hostsFile.isEmpty() || dns.addresses.isEmpty() || provenByCertificate(facts))
        return;
    if (dns.inExpectedNetworks == true) return;
    const Suspicion seen = suspicionOf(dns);
    // Resolvers that agree acquit, unless the certificate contradicts them all or a second answer does: then
    // a box on the way answers for each of them (PROCEDURES 3.4).
    const bool contradictsAll = seen.outside && certificateShows(facts, ChainError::NameInvalid);
    if (seen.denied == false && !contradictsAll && !seen.injected) return;
    if (!seen.isAny()) return;
    const bool proven = !provenElsewhere(dns).isEmpty();
    const bool wrongCertificate = certificateIsAnothers(facts);
    const bool deadEnd = addressIsDead(facts) && !isRefusedEverywhere(facts) &&
                         (seen.denied.value_or(false) || seen.bogon || proven);
    if (!wrongCertificate && !deadEnd) return;
    Finding& finding = out.fault(u"dns.tampered"_s, proven ? 0.97 : seen.isStrong() ? 0.93 : 0.75);
    finding.blocks = true;
    describe(dns, seen, finding);
    if (wrongCertificate) finding.because.append(u"tls.chain"_s);
}

/// The name is denied first, and then answered: to one question, with an address that proves to be the
/// target.
void denialInjected(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || !dns.addresses.isEmpty()) return;
    const QString proven = provenElsewhere(dns);
    for (const DnsAnswerEvidence& answer : dns.answers) {
        const auto late = [&](const DnsQueryEvidence& query) {
            return query.answersDiffer && query.addresses.isEmpty() && query.otherAddresses.contains(proven);
        };
        if (!std::any_of(answer.queries.begin(), answer.queries.end(), late)) continue;
        Finding& finding = out.fault(u"dns.tampered"_s, 0.95);
        finding.blocks = true;
        describe(dns, suspicionOf(dns), finding);
        return;
    }
}

/// Somebody on the way answers as well. Told also where the answers are good: it is worth knowing.
void secondAnswer(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts)) return;
    for (const DnsAnswerEvidence& answer : dns.answers) {
        for (const DnsQueryEvidence& query : answer.queries) {
            if (!query.answersDiffer || sharesAddress(query.addresses, query.otherAddresses)) continue;
            Finding& finding = out.note(u"note.second_answer"_s);
            finding.arguments = {{u"resolver"_s, answer.resolver},
                                 {u"addresses"_s, query.addresses.join(u", "_s)},
                                 {u"otherAddresses"_s, query.otherAddresses.join(u", "_s)}};
            finding.because = {u"dns.answers"_s};
            return;
        }
    }
}

void searchDomain(const Facts& facts, Findings& out)
{
    const DnsEvidence& dns = *facts.evidence.dns;
    if (!matters(facts) || !dns.searchCapture) return;
    Finding& finding = out.note(u"note.search_domain"_s);
    finding.arguments = {{u"domain"_s, dns.searchCapture->domain},
                         {u"name"_s, dns.name},
                         {u"addresses"_s, dns.searchCapture->addresses.join(u", "_s)}};
    finding.because = {u"dns.searchCapture"_s};
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
        {"denial injected", "denied and answered, to one question (PROCEDURES 3.4)", denialInjected},
        {"second answer", "two answers to one question (PROCEDURES 3.4)", secondAnswer},
        {"search domain", "a longer name's answer was taken (RFC 1535)", searchDomain},
        {"slow", "more than a second for the system's look-up", slow},
        {"split horizon", "another answer, but proven by the certificate: not tampering (PROCEDURES 0.7)",
         splitHorizon},
    };
    return rules;
}

} // namespace pathlight
