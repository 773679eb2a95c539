// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

/// The faults one can practise on. Their names and what they teach are texts: `practice.<id>.name`, `.about`
/// (what happens), `.seen` (how one recognises it) and `.help` (whose it is on a real network).
namespace pathlight {

enum class PracticePort {
    Serving,
    Refused, ///< the port is held, and nobody listens
    Full,    ///< the listen queue is full, so the kernel drops every SYN
};

enum class PracticeCertificate {
    Trusted, ///< by the authority in PracticeServer::caFile(), for localhost, now
    Expired,
    WrongName,
    UnknownAuthority, ///< another authority than the one to trust
};

enum class PracticeHandshake {
    Complete,
    PlainHttp, ///< answers the ClientHello in plain HTTP
    ResetAfterHello,
    None, ///< speaks HTTP without TLS, on purpose: what answers at the controls
};

enum class PracticeAnswer {
    LikeTheApi,      ///< 401 without a key, a list of models with one
    Unauthorized,    ///< 401 with a key too
    RateLimited,     ///< 429 with Retry-After and the rate limit's headers
    EveryThirdFails, ///< like the API, but each third request gets a 503
    Overloaded,      ///< 529
    RegionBlocked,   ///< 403 as for a country that is not served
    WebPage,         ///< 200 with a page of HTML
    // The API's other errors (FACTS 3.1), each as the API sends it:
    InvalidRequest, ///< 400
    CreditLow,      ///< 400 with the words of an empty account
    BillingProblem, ///< 402
    NotPermitted,   ///< 403
    NotFound,       ///< 404 with a key too
    TooLarge,       ///< 413 by the API itself
    Conflict,       ///< 409
    BadGateway,     ///< 502 by a gateway, a page without the API's marks
    FilterPage,     ///< 403, a page of a web filter
    OtherDialect,   ///< 200 with a list of models as another API shapes it
    SpendingLimit,  ///< 429 without Retry-After, and with the code of a spending limit
    ServerFault,    ///< 500
    ServerTimeout,  ///< 504
    // By the content network in front of it, with its ray:
    EdgeTooLarge,   ///< 413
    EdgeChallenge,  ///< 403, a page that asks for a proof
    EdgeWithoutApi, ///< 520, the API behind it did not answer
    Flapping,       ///< like the API for four requests, then 503 for four, and so on
    RedirectLoop,   ///< 302 to the same address
    LoginPage,      ///< 302 to a login page, and that page
    Silent,         ///< reads the request and says nothing
    ClosedEarly,    ///< reads the request and closes
    // Like the API, but for the streamed answer to a message:
    StreamHeldBack, ///< all of it at once, at the end
    StreamStalled,  ///< some events, then nothing more
    StreamCut,      ///< some events, then the end
    StreamError,    ///< some events, then an error event: overloaded
    StreamBare,     ///< whole, but each "event:" line was taken out
    StreamPage,     ///< 200 with a page of HTML
};

/// What becomes of a connection that nobody used for `PracticeScenario::quietLimit`.
enum class PracticeQuiet {
    OneAnswer, ///< there is none: each connection ends with its answer
    Forgotten, ///< it is left open, and nothing on it is answered any more
    Reset,
};

enum class PracticeHttp2 {
    NotOffered,
    Reset, ///< agreed on in the handshake, and the connection is reset at the first bytes of it
    Goaway ///< the same, with GOAWAY and PROTOCOL_ERROR (RFC 9113 section 6.8)
};

/// What the practice endpoint does, and the verdict that a walk to it must reach.
struct PracticeScenario
{
    QString id;
    PracticePort port = PracticePort::Serving;
    PracticeCertificate certificate = PracticeCertificate::Trusted;
    PracticeHandshake handshake = PracticeHandshake::Complete;
    PracticeAnswer answer = PracticeAnswer::LikeTheApi;
    std::chrono::milliseconds delay{0}; ///< before the first byte of an answer
    PracticeQuiet quiet = PracticeQuiet::OneAnswer;
    std::chrono::milliseconds quietLimit{0};
    std::chrono::milliseconds quietUpTo{0}; ///< the walk leaves connections quiet up to so long; 0: none
    PracticeHttp2 http2 = PracticeHttp2::NotOffered; ///< where it is offered, the walk asks over it too
    bool hasControls = false;                        ///< two plain-HTTP controls are answered so too
    bool sendsKey = false; ///< the fault shows only to who sends a key: the walk sends a made-up one
    QString verdictStatus; ///< "healthy", "degraded", "broken" (CONTRACT section 2)
    std::optional<QString> verdictCode; ///< CONTRACT section 3; null: none
    QString note = {};                  ///< the code of a note that a step must have; empty: none
};

/// All that this platform can play and tell, in the order they are listed.
[[nodiscard]] const QList<PracticeScenario>& practiceScenarios();

/// One of them; null: there is none of that id.
[[nodiscard]] const PracticeScenario* practiceScenario(const QString& id);

} // namespace pathlight
