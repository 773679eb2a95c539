// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/clienttrust.h"

#include "core/evidence/hints.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

const TrustStoreEvidence* storeOf(const TlsEvidence* tls, const QString& name)
{
    if (!tls) return nullptr;
    for (const TrustStoreEvidence& each : tls->stores) {
        if (each.store == name) return &each;
    }
    return nullptr;
}

std::optional<bool> acceptedBy(const TlsEvidence* tls, const QString& name)
{
    const TrustStoreEvidence* const store = storeOf(tls, name);
    return store ? store->accepts : std::nullopt;
}

/// The list that this client brought along to this computer, where it was found and read.
///
/// Node's is Mozilla's as of the day it was built, and nobody edits it. Where it lacks a root that the
/// vendor's list has from the same programme, and is no older than that root, it is the vendor's that was
/// changed here; what the vendor ships is public nonetheless (CONTRACT section 3, tls.intercepted), and
/// stands for it.
const TrustStoreEvidence* ownListOf(const TlsEvidence* tls, const QString& client)
{
    if (!tls) return nullptr;
    const bool isPublic = acceptedBy(tls, u"vendor"_s) == true;
    for (const TrustStoreEvidence& each : tls->stores) {
        if (!isBroughtAlong(each) || !each.accepts || !each.usedBy.contains(client)) continue;
        const bool changed =
            each.store == "node"_L1 && isPublic && !*each.accepts && !isOlderThanTheRoot(each, tls->stores);
        return changed ? nullptr : &each;
    }
    return nullptr;
}

/// One list or the other: yes wins over unknown, unknown over no.
std::optional<bool> either(std::optional<bool> one, std::optional<bool> other)
{
    if (one == true || other == true) return true;
    if (!one || !other) return std::nullopt;
    return false;
}

const CaFileEvidence* fileOf(const EnvironmentEvidence& environment, const VariableEvidence& variable)
{
    for (const CaFileEvidence& each : environment.caFiles) {
        if (each.variable == variable.name && each.path == variable.value) return &each;
    }
    return nullptr;
}

/// Debian keeps the certificates of Mozilla's programme in a folder of its own.
bool isDebian(const TlsEvidence* tls)
{
    const TrustStoreEvidence* const vendor = storeOf(tls, u"vendor"_s);
    return vendor && vendor->source.contains("/usr/share/ca-certificates"_L1);
}

/// Versions differ over a file that is not there; one that holds no certificate fails them all. What was too
/// large to be read here, and a directory in a file's place, may serve the client.
CaInvalid effectOf(CaInvalid rule, const QString& problem)
{
    if (rule == CaInvalid::Ignored) return rule;
    if (problem == "too_large"_L1 || problem == "directory"_L1) return CaInvalid::Unknown;
    const bool holdsNone = problem == "not_pem"_L1 || problem == "empty"_L1;
    return rule == CaInvalid::Version && holdsNone ? CaInvalid::Fails : rule;
}

/// The rule of the first variable that is set.
const CaVariableRule* decidingRule(const ClientTrustRule& rule, const ClientVariables& variables)
{
    for (const CaVariableRule& each : rule.variables) {
        if (!variables.value(each.variable).isEmpty()) return &each;
    }
    return nullptr;
}

class TrustReader
{
public:
    TrustReader(const ClientRules& rules, const ClientVariables& variables,
                const EnvironmentEvidence& environment, const TlsEvidence* tls)
        : m_rule(rules.trust),
          m_variables(variables),
          m_environment(environment),
          m_tls(tls),
          m_ownList(ownListOf(tls, rules.id))
    {}

    ClientTrust read()
    {
        readDefaults();
        readVariable();
        readSwitch();
        return m_trust;
    }

private:
    void readDefaults()
    {
        m_trust.accepts = false;
        for (const QString& store : m_rule.stores)
            readDefault(store);
        const auto system = acceptedBy(m_tls, u"system"_s);
        const bool asked = std::any_of(m_rule.systemWith.begin(), m_rule.systemWith.end(),
                                       [this](const SwitchRule& each) { return m_variables.isOn(each); });
        if (asked) {
            m_trust.stores.append(u"system"_s);
            m_trust.accepts = either(m_trust.accepts, system);
        } else if (!m_rule.systemSince.isEmpty()) {
            mayAlsoBe(u"version"_s, either(m_trust.accepts, system));
            m_trust.version = m_rule.systemSince;
        } else if (m_rule.packagedReadsSystem && !m_ownList) {
            mayAlsoBe(u"package"_s, system);
        }
    }

    /// Mozilla's list as clients bring it along may not be found: what the system's vendor ships from the
    /// same programme stands for it then.
    void readDefault(const QString& store)
    {
        const bool isBundled = store == "bundled"_L1;
        const bool isFound = isBundled && m_ownList;
        m_trust.stores.append(isFound ? m_ownList->source : store);
        const auto accepts =
            isFound ? m_ownList->accepts : acceptedBy(m_tls, isBundled ? u"vendor"_s : store);
        m_trust.accepts = either(m_trust.accepts, accepts);
    }

    /// What cannot be seen from here may change the answer.
    void mayAlsoBe(const QString& dependsOn, std::optional<bool> other)
    {
        if (!m_trust.accepts || m_trust.accepts == other) return;
        m_trust.accepts = std::nullopt;
        m_trust.dependsOn = dependsOn;
    }

    void readVariable()
    {
        const CaVariableRule* const rule = decidingRule(m_rule, m_variables);
        if (!rule) return;
        m_trust.variable = m_variables.find(rule->variable);
        const CaFileEvidence* const file = fileOf(m_environment, *m_trust.variable);
        if (file && file->problem) {
            m_trust.invalid = file;
            m_trust.effectOfInvalid = effectOf(rule->invalid, *file->problem);
            return;
        }
        const QString path = m_trust.variable->value;
        const bool adds = rule->effect == CaEffect::Adds || (rule->keepsSystemOnDebian && isDebian(m_tls));
        if (adds) {
            m_trust.stores.append(path);
            m_trust.accepts = either(m_trust.accepts, acceptedBy(m_tls, path));
        } else {
            m_trust.stores = {path};
            m_trust.accepts = acceptedBy(m_tls, path);
        }
        if (m_trust.accepts || !adds) m_trust.dependsOn.clear();
    }

    void readSwitch()
    {
        if (!m_rule.offWith || !m_variables.isOn(*m_rule.offWith)) return;
        m_trust.off = m_variables.find(m_rule.offWith->variable);
        if (m_tls && !m_tls->chain.isEmpty()) m_trust.accepts = true;
        m_trust.dependsOn.clear();
    }

    const ClientTrustRule& m_rule;
    const ClientVariables& m_variables;
    const EnvironmentEvidence& m_environment;
    const TlsEvidence* m_tls;
    const TrustStoreEvidence* m_ownList; ///< null: not known
    ClientTrust m_trust;
};

} // namespace

ClientTrust trustOf(const ClientRules& rules, const ClientVariables& variables,
                    const EnvironmentEvidence& environment, const TlsEvidence* tls)
{
    if (!tls || rules.trust.readsStaple != false)
        return TrustReader(rules, variables, environment, tls).read();
    TlsEvidence unstapled = *tls;
    for (TrustStoreEvidence& store : unstapled.stores) {
        if (acceptsButForRevocation(store)) store.accepts = true;
    }
    return TrustReader(rules, variables, environment, &unstapled).read();
}

} // namespace pathlight
