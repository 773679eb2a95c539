// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/tls.h"

/// What the step `clients` sees: the ways that some client takes and the walk did not, and what each client
/// would do with its own settings on the path as measured.
namespace pathlight {

/// Would a client's request succeed?
enum class ClientOutcome {
    Works,
    AtTimes, ///< one call in ten or more fails, its own retries included
    WouldFail,
    Unknown
};
template <>
struct EnumNames<ClientOutcome>
{
    static constexpr std::array names{"works", "at_times", "would_fail", "unknown"};
};

/// What became of a client that was started for one request.
enum class TrialOutcome {
    Answered,        ///< by the API
    AnsweredByOther, ///< by somebody who is not the API
    Failed,          ///< the client gave up, and said why
    Crashed,         ///< a signal ended it
    TimedOut,        ///< it was ended after the time it was given
    CutShort,        ///< the walk ended first
    NotStarted,      ///< the system could not start its program
    NoAnswer,        ///< it ended and told nothing
};
template <>
struct EnumNames<TrialOutcome>
{
    static constexpr std::array names{"answered",  "answered_by_other", "failed",      "crashed",
                                      "timed_out", "cut_short",         "not_started", "no_answer"};
};

/// A client of this computer, really started once for one request without a key.
struct ClientTrialEvidence
{
    QString program;                ///< its path
    std::optional<QString> version; ///< as it tells it: "curl 7.88.1"
    QString url;                    ///< what it was to ask for
    TrialOutcome outcome = TrialOutcome::NotStarted;
    std::optional<int> status;
    std::optional<QString> error; ///< what it said, at most 400 characters, without secrets
    std::optional<double> ms;     ///< with the start of its program
    /// What was predicted of the program as it was started, with nothing set in its code.
    ClientOutcome predicted = ClientOutcome::Unknown;
    std::optional<bool> agrees; ///< null: nothing was predicted, or one request cannot tell
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientTrialEvidence;
        visit("program", &T::program);
        visit("version", &T::version);
        visit("url", &T::url);
        visit("outcome", &T::outcome);
        visit("status", &T::status);
        visit("error", &T::error);
        visit("ms", &T::ms);
        visit("predicted", &T::predicted);
        visit("agrees", &T::agrees);
    }
};

/// A way that some client takes and the walk did not, tried as far as one request without a key.
struct ClientWayEvidence
{
    QString via;                    ///< "direct", or the proxy: "http://proxy.example:3128"
    std::optional<QString> baseUrl; ///< a client's own endpoint; null: the target's
    bool isTheWalks = false;        ///< the walk's own way, beyond a certificate that the walk did not accept
    std::optional<bool> opens;      ///< null: it could not be tried
    /// "connected", or what kept it from opening: a ConnectOutcome where direct, else a TunnelOutcome; or
    /// "http_" and an ExchangeOutcome, where nothing was answered.
    QString outcome;
    std::optional<QString> address; ///< the last that was tried
    std::optional<double> ms;
    std::optional<int> status; ///< of the answer; of an empty message's where the probe's path is missing
    std::optional<QString> contentType; ///< of that answer
    std::optional<bool> fromTheApi;     ///< it has the API's marks; null: none came
    /// Who accepts the certificate that was presented there; empty: none was, or nobody asked.
    QList<TrustStoreEvidence> stores;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientWayEvidence;
        visit("via", &T::via);
        visit("baseUrl", &T::baseUrl);
        visit("isTheWalks", &T::isTheWalks);
        visit("opens", &T::opens);
        visit("outcome", &T::outcome);
        visit("address", &T::address);
        visit("ms", &T::ms);
        visit("status", &T::status);
        visit("contentType", &T::contentType);
        visit("fromTheApi", &T::fromTheApi);
        visit("stores", &T::stores);
    }
};

/// In which order a client tries a name's addresses, and how long each.
struct ClientFamiliesEvidence
{
    QString fallback;         ///< "none", "in_turn", "race", "timed"
    std::optional<int> tryMs; ///< what each address is given before the next is tried
    QStringList order;        ///< families as this client would try them: "ipv6", "ipv4"
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientFamiliesEvidence;
        visit("fallback", &T::fallback);
        visit("tryMs", &T::tryMs);
        visit("order", &T::order);
    }
};

struct ClientTimeoutsEvidence
{
    std::optional<qint64> connectMs; ///< null: the system's own limit
    std::optional<qint64> totalMs;   ///< null: none
    std::optional<int> retries;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientTimeoutsEvidence;
        visit("connectMs", &T::connectMs);
        visit("totalMs", &T::totalMs);
        visit("retries", &T::retries);
    }
};

/// One client, as its rules (resources/clients.json) and this computer's settings make it behave.
struct ClientEvidence
{
    QString id; ///< CONTRACT section 2
    ClientOutcome outcome = ClientOutcome::Unknown;
    std::optional<QString> baseUrl;
    std::optional<QString> baseUrlSource; ///< "ANTHROPIC_BASE_URL (environment)"; null: its default
    std::optional<QString> proxy;         ///< "direct", or an address without user and password
    std::optional<QString> proxySource;   ///< the variable that decided, and where it stands
    std::optional<QString> noProxyEntry;  ///< the entry that sends the target direct
    QStringList trustStores;              ///< "bundled", "system", or a path: a file, or the program with it
    std::optional<bool> trusts;           ///< would it accept the chain that was presented
    std::optional<QString> resolver;      ///< "system" or "own"
    ClientFamiliesEvidence addressFamilies;
    ClientTimeoutsEvidence timeouts;
    std::optional<QString> wouldFail; ///< the code of what stops it
    QString reason;                   ///< a text key: "client.reason.<reason>"
    QJsonObject arguments;            ///< text for its placeholders
    QStringList because;              ///< where in the evidence it was seen
    QStringList sources;              ///< where the rule that decided is known from
    QString asOf;
    /// What it does where its own program sets nothing about it in code; null: as `outcome`.
    std::optional<ClientOutcome> byItself;
    std::optional<ClientTrialEvidence> trial; ///< null: it was not started
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientEvidence;
        visit("id", &T::id);
        visit("outcome", &T::outcome);
        visit("baseUrl", &T::baseUrl);
        visit("baseUrlSource", &T::baseUrlSource);
        visit("proxy", &T::proxy);
        visit("proxySource", &T::proxySource);
        visit("noProxyEntry", &T::noProxyEntry);
        visit("trustStores", &T::trustStores);
        visit("trusts", &T::trusts);
        visit("resolver", &T::resolver);
        visit("addressFamilies", &T::addressFamilies);
        visit("timeouts", &T::timeouts);
        visit("wouldFail", &T::wouldFail);
        visit("reason", &T::reason);
        visit("arguments", &T::arguments);
        visit("because", &T::because);
        visit("sources", &T::sources);
        visit("asOf", &T::asOf);
        visit("byItself", &T::byItself);
        visit("trial", &T::trial);
    }
};

/// A distribution that clients for Python need, looked for by its files.
struct PythonPackageEvidence
{
    QString name;
    std::optional<QString> version; ///< null: it is not installed
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = PythonPackageEvidence;
        visit("name", &T::name);
        visit("version", &T::version);
    }
};

struct ClientsEvidence
{
    QList<ClientWayEvidence> ways;
    QList<PythonPackageEvidence> packages; ///< of the `python3` of PATH; empty: not known
    QList<ClientEvidence> clients;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientsEvidence;
        visit("ways", &T::ways);
        visit("packages", &T::packages);
        visit("clients", &T::clients);
    }
};

} // namespace pathlight
