// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/scenario.h"

#include "core/net/platform/platform.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

using Scenario = PracticeScenario;

Scenario healthyAs(const QString& id)
{
    Scenario scenario;
    scenario.id = id;
    scenario.verdictStatus = u"healthy"_s;
    return scenario;
}

Scenario broken(const QString& id, const QString& code)
{
    Scenario scenario;
    scenario.id = id;
    scenario.verdictStatus = u"broken"_s;
    scenario.verdictCode = code;
    return scenario;
}

Scenario withPort(Scenario scenario, PracticePort port)
{
    scenario.port = port;
    return scenario;
}

Scenario withCertificate(Scenario scenario, PracticeCertificate certificate)
{
    scenario.certificate = certificate;
    return scenario;
}

Scenario withHandshake(Scenario scenario, PracticeHandshake handshake)
{
    scenario.handshake = handshake;
    return scenario;
}

Scenario withAnswer(Scenario scenario, PracticeAnswer answer)
{
    scenario.answer = answer;
    return scenario;
}

Scenario slow()
{
    Scenario scenario = healthyAs(u"slow"_s);
    scenario.delay = std::chrono::milliseconds(2500);
    return scenario;
}

Scenario unauthorized()
{
    Scenario scenario =
        withAnswer(broken(u"unauthorized"_s, u"api.authentication_error"_s), PracticeAnswer::Unauthorized);
    scenario.sendsKey = true;
    return scenario;
}

Scenario streaming(const QString& id, const QString& code, PracticeAnswer answer)
{
    Scenario scenario;
    scenario.id = id;
    scenario.answer = answer;
    scenario.sendsKey = true;
    scenario.verdictStatus = u"degraded"_s;
    scenario.verdictCode = code;
    return scenario;
}

Scenario captivePortal()
{
    Scenario scenario =
        withAnswer(broken(u"captive_portal_like"_s, u"http.captive_portal"_s), PracticeAnswer::LoginPage);
    scenario.certificate = PracticeCertificate::UnknownAuthority;
    scenario.hasControls = true;
    return scenario;
}

Scenario intermittent()
{
    Scenario scenario =
        withAnswer(broken(u"intermittent"_s, u"stability.intermittent"_s), PracticeAnswer::EveryThirdFails);
    scenario.verdictStatus = u"degraded"_s;
    return scenario;
}

QList<Scenario> connectionScenarios()
{
    return {
        withPort(broken(u"refused"_s, u"tcp.refused"_s), PracticePort::Refused),
        withPort(broken(u"syn_dropped"_s, u"tcp.timed_out"_s), PracticePort::Full),
        withCertificate(broken(u"certificate_expired"_s, u"tls.cert.date_invalid"_s),
                        PracticeCertificate::Expired),
        withCertificate(broken(u"wrong_name"_s, u"tls.cert.name_invalid"_s), PracticeCertificate::WrongName),
        withCertificate(broken(u"unknown_authority"_s, u"tls.cert.authority_invalid"_s),
                        PracticeCertificate::UnknownAuthority),
        withHandshake(broken(u"plain_http"_s, u"tls.protocol.error"_s), PracticeHandshake::PlainHttp),
        withHandshake(broken(u"reset"_s, u"tls.reset"_s), PracticeHandshake::ResetAfterHello),
    };
}

Scenario withKey(Scenario scenario)
{
    scenario.sendsKey = true;
    return scenario;
}

Scenario flapping()
{
    Scenario scenario =
        withAnswer(broken(u"flapping"_s, u"stability.intermittent"_s), PracticeAnswer::Flapping);
    scenario.verdictStatus = u"degraded"_s;
    return scenario;
}

Scenario refusing(const QString& id, const QString& code, PracticeAnswer answer)
{
    return withKey(withAnswer(broken(id, code), answer));
}

/// The time is long enough to be told from a slow answer, and short enough to be waited for.
Scenario dropping(const QString& id, PracticeQuiet quiet)
{
    Scenario scenario = broken(id, u"stream.idle_dropped"_s);
    scenario.verdictStatus = u"degraded"_s;
    scenario.quiet = quiet;
    scenario.quietLimit = std::chrono::seconds(5);
    scenario.quietUpTo = std::chrono::seconds(8);
    return scenario;
}

Scenario cuttingHttp2(const QString& id, PracticeHttp2 http2)
{
    Scenario scenario = healthyAs(id);
    scenario.http2 = http2;
    scenario.note = u"note.http2_cut"_s;
    return scenario;
}

QList<Scenario> quietAndHttp2Scenarios()
{
    QList<Scenario> scenarios{dropping(u"idle_forgotten"_s, PracticeQuiet::Forgotten)};
    // A close in order is no fault (FACTS 3.3): where a reset looks like one, there is nothing to be seen.
    if (platform::abilities().resetEvidence)
        scenarios.append(dropping(u"idle_reset"_s, PracticeQuiet::Reset));
    scenarios.append(cuttingHttp2(u"http2_reset"_s, PracticeHttp2::Reset));
    scenarios.append(cuttingHttp2(u"http2_goaway"_s, PracticeHttp2::Goaway));
    return scenarios;
}

/// The API's own errors, and those of the content network in front of it.
QList<Scenario> errorScenarios()
{
    return {
        refusing(u"invalid_request"_s, u"api.invalid_request_error"_s, PracticeAnswer::InvalidRequest),
        refusing(u"credit_low"_s, u"api.billing_error"_s, PracticeAnswer::CreditLow),
        refusing(u"billing"_s, u"api.billing_error"_s, PracticeAnswer::BillingProblem),
        refusing(u"not_permitted"_s, u"api.permission_error"_s, PracticeAnswer::NotPermitted),
        refusing(u"not_found"_s, u"api.not_found_error"_s, PracticeAnswer::NotFound),
        refusing(u"too_large"_s, u"api.request_too_large"_s, PracticeAnswer::TooLarge),
        refusing(u"spending_limit"_s, u"api.rate_limit_error"_s, PracticeAnswer::SpendingLimit),
        refusing(u"server_fault"_s, u"api.api_error"_s, PracticeAnswer::ServerFault),
        refusing(u"server_timeout"_s, u"api.timeout_error"_s, PracticeAnswer::ServerTimeout),
        withAnswer(broken(u"edge_too_large"_s, u"api.request_too_large"_s), PracticeAnswer::EdgeTooLarge),
        withAnswer(broken(u"edge_challenge"_s, u"http.blocked"_s), PracticeAnswer::EdgeChallenge),
        withAnswer(broken(u"edge_without_api"_s, u"http.error"_s), PracticeAnswer::EdgeWithoutApi),
        refusing(u"conflict"_s, u"http.error"_s, PracticeAnswer::Conflict),
        withAnswer(broken(u"bad_gateway"_s, u"http.error"_s), PracticeAnswer::BadGateway),
        withAnswer(broken(u"filter_page"_s, u"http.blocked"_s), PracticeAnswer::FilterPage),
        withAnswer(broken(u"other_dialect"_s, u"http.not_the_api"_s), PracticeAnswer::OtherDialect),
        flapping(),
    };
}

QList<Scenario> answerScenarios()
{
    return {
        slow(),
        unauthorized(),
        withAnswer(broken(u"rate_limited"_s, u"api.rate_limit_error"_s), PracticeAnswer::RateLimited),
        intermittent(),
        withAnswer(broken(u"overloaded"_s, u"api.overloaded_error"_s), PracticeAnswer::Overloaded),
        withAnswer(broken(u"region_blocked"_s, u"api.region_unsupported"_s), PracticeAnswer::RegionBlocked),
        withAnswer(broken(u"not_the_api"_s, u"http.not_the_api"_s), PracticeAnswer::WebPage),
        withAnswer(broken(u"redirect_loop"_s, u"http.response.redirect_loop"_s),
                   PracticeAnswer::RedirectLoop),
        withAnswer(broken(u"silent"_s, u"http.timed_out"_s), PracticeAnswer::Silent),
        withAnswer(broken(u"closed_early"_s, u"http.closed"_s), PracticeAnswer::ClosedEarly),
        streaming(u"stream_buffered"_s, u"stream.buffered"_s, PracticeAnswer::StreamHeldBack),
        streaming(u"stream_stalled"_s, u"stream.stalled"_s, PracticeAnswer::StreamStalled),
        streaming(u"stream_cut"_s, u"stream.closed"_s, PracticeAnswer::StreamCut),
        streaming(u"stream_error"_s, u"api.overloaded_error"_s, PracticeAnswer::StreamError),
        streaming(u"stream_bare"_s, u"stream.closed"_s, PracticeAnswer::StreamBare),
        refusing(u"stream_page"_s, u"http.not_the_api"_s, PracticeAnswer::StreamPage),
        captivePortal(),
    };
}

} // namespace

const QList<PracticeScenario>& practiceScenarios()
{
    static const QList<Scenario> scenarios = QList<Scenario>{healthyAs(u"healthy"_s)} +
                                             connectionScenarios() + answerScenarios() + errorScenarios() +
                                             quietAndHttp2Scenarios();
    return scenarios;
}

const PracticeScenario* practiceScenario(const QString& id)
{
    const auto& all = practiceScenarios();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Scenario& each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace pathlight
