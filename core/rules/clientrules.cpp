// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// The codes for which clients would fail, in the order of the clients.
QStringList codesOf(const QList<ClientEvidence>& clients)
{
    QStringList codes;
    for (const ClientEvidence& each : clients) {
        if (each.outcome == ClientOutcome::WouldFail && each.wouldFail) codes.append(*each.wouldFail);
    }
    codes.removeDuplicates();
    return codes;
}

void describeCertificate(const Facts& facts, Finding& finding)
{
    const auto& tls = facts.evidence.tls;
    if (!finding.code.startsWith("tls."_L1) || !tls || tls->chain.isEmpty()) return;
    finding.arguments.insert(u"issuer"_s, tls->chain.first().issuerName);
    finding.arguments.insert(u"subject"_s, tls->chain.first().commonName);
}

/// One finding for each code, with the clients concerned. The layer's own rule has told most of them already,
/// and then tells more of them: here it is a warning.
void wouldFail(const Facts& facts, Findings& out)
{
    if (facts.targetIsLocal) return; // a practice endpoint is not what clients are set to
    const QList<ClientEvidence>& clients = facts.evidence.clients->clients;
    for (const QString& code : codesOf(clients)) {
        // A client that ends before it asks anything is no fault of the way.
        const bool isNote = code.startsWith("note."_L1);
        Finding& finding = isNote ? out.note(code) : out.add(code, Severity::Warning, 0.9);
        QStringList concerned;
        for (const ClientEvidence& each : clients) {
            if (each.wouldFail != code || each.outcome != ClientOutcome::WouldFail) continue;
            if (concerned.isEmpty()) finding.arguments = each.arguments;
            concerned.append(each.id);
            finding.because.append(each.because);
        }
        finding.because.removeDuplicates();
        finding.arguments.insert(u"clients"_s, concerned.join(u", "_s));
        if (finding.arguments.contains("variable"_L1))
            finding.arguments.insert(u"variables"_s, finding.arguments.value("variable"_L1));
        describeCertificate(facts, finding);
    }
}

/// What a client did that was really started here and that its rules did not say: its own settings, its build
/// or its version are other than known. It is told and changes no verdict.
void otherThanPredicted(const Facts& facts, Findings& out)
{
    const QList<ClientEvidence>& clients = facts.evidence.clients->clients;
    for (qsizetype index = 0; index < clients.size(); ++index) {
        const auto& trial = clients[index].trial;
        if (!trial || trial->agrees != false) continue;
        const bool works = trial->predicted == ClientOutcome::Works;
        Finding& finding = out.note(works ? u"note.client_fails"_s : u"note.client_works"_s);
        finding.arguments = {{u"client"_s, clients[index].id},
                             {u"program"_s, trial->version.value_or(trial->program)},
                             {u"said"_s, trial->error.value_or(QString())}};
        if (trial->status) finding.arguments.insert(u"status"_s, QString::number(*trial->status));
        finding.because = {u"clients.clients[%1].trial"_s.arg(index)};
    }
}

} // namespace

std::span<const Rule> clientRules()
{
    static constexpr Rule rules[] = {
        {"would fail",
         "a listed client would fail on this path by its own rules (CONTRACT section 2, degraded)",
         wouldFail},
        {"other than predicted",
         "a client started here did what its rules do not say (CONTRACT section 2, note findings)",
         otherThanPredicted},
    };
    return rules;
}

} // namespace pathlight
