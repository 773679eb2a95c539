// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/addresses.h"
#include "core/rules/judge.h"

#include <span>

namespace pathlight {

/// Collects what the rules of one step find.
class Findings
{
public:
    explicit Findings(QString step) : m_step(std::move(step)) {}

    /// A fault or warning by its code; returned to be filled in further.
    Finding& add(const QString& code, Severity severity, double confidence);
    Finding& fault(const QString& code, double confidence) { return add(code, Severity::Fault, confidence); }
    Finding& note(const QString& code) { return add(code, Severity::Note, 1.0); }

    [[nodiscard]] const QList<Finding>& all() const { return m_findings; }
    void setRule(const QString& rule) { m_rule = rule; }

private:
    QString m_step;
    QString m_rule;
    QList<Finding> m_findings;
};

/// One rule: a small function from facts to findings, with the reason it stands on.
struct Rule
{
    const char* name;
    const char* reason; ///< the decision procedure, RFC or page it follows
    void (*look)(const Facts& facts, Findings& out);
};

/// The rules of one step, asked only when there is something to look at.
[[nodiscard]] std::span<const Rule> environmentRules();
[[nodiscard]] std::span<const Rule> proxyRules();
[[nodiscard]] std::span<const Rule> dnsRules();
[[nodiscard]] std::span<const Rule> tcpRules();
[[nodiscard]] std::span<const Rule> mtuRules();
[[nodiscard]] std::span<const Rule> tlsRules();
[[nodiscard]] std::span<const Rule> httpRules();
[[nodiscard]] std::span<const Rule> apiRules();
[[nodiscard]] std::span<const Rule> streamRules();
[[nodiscard]] std::span<const Rule> routeRules();
[[nodiscard]] std::span<const Rule> stabilityRules();
[[nodiscard]] std::span<const Rule> clientRules();

/// A number as the texts show it: whole where it is large, one digit after the point where it is small.
[[nodiscard]] QString spoken(double number);

// What several rules ask of the facts.

/// The certificate at the address proves, by the roots the system's vendor ships, that this is the target.
[[nodiscard]] bool provenByCertificate(const Facts& facts);
/// The code of a connection attempt that ended so; empty: none fits.
[[nodiscard]] QString connectCode(ConnectOutcome outcome);
/// The trace over the way that this attempt went; null: there is none.
[[nodiscard]] const TraceEvidence* traceOf(const Facts& facts, const ConnectAttempt& attempt);
/// Is it this computer's way out, in either family?
[[nodiscard]] bool isGateway(const Facts& facts, const QString& address);
/// The API itself answered, and would have served a request with a good key.
[[nodiscard]] bool apiServes(const Facts& facts);
/// Does the API answer past a proxy that the desktop's or the system's settings alone name? Listed clients
/// read variables and not those settings (FACTS 4.11), so they take the direct way whatever that proxy does.
[[nodiscard]] bool servesPastDesktopProxy(const Facts& facts);
/// The API answered Pathlight, and no listed client would get there: the proxy takes a sign-in that none of
/// them makes (Digest; FACTS 3.5), what clients ask for, compressed answers, comes damaged, or every message
/// gets an answer that is none, or the word that the account cannot pay for it.
[[nodiscard]] bool stopsEveryClient(const Facts& facts);
/// What came with status 200 in a stream's place; both an HTML page and an answer of no kind are none to any
/// client, while a whole JSON text is one to clients that do not stream.
enum class InStreamsPlace { Stream, Page, Json, NoKind };
[[nodiscard]] InStreamsPlace inPlaceOf(const StreamRunEvidence& run);
/// Is this wrong with the certificate that was shown?
[[nodiscard]] bool certificateShows(const Facts& facts, ChainError error);

/// What the clocks of others say of this one.
struct OtherClocks
{
    std::optional<double> skewMs; ///< this clock is so far ahead; null: none was heard, or they contradict
    int agreeing = 0;             ///< how many say so, each server once
};
/// By the Date headers of the controls, each a clock of its own, and of the target. Of clocks that contradict
/// each other the most that agree count; where no two do, nothing is known.
[[nodiscard]] OtherClocks otherClocks(const Facts& facts);
/// Milliseconds this clock is ahead, by otherClocks().
[[nodiscard]] std::optional<double> clockSkew(const Facts& facts);
/// Did plain-HTTP controls meet a login page (PROCEDURES section 8)?
[[nodiscard]] int portalSightings(const Facts& facts);

} // namespace pathlight
