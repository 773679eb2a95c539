// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// How each Claude client finds its way, as resources/clients.json describes it: which variables it reads and
/// how, whom it trusts, how it looks up names. Facts about other programs age, so they stand in that file
/// with their sources and a date, and nothing of the kind stands in code.
namespace pathlight {

/// How a NO_PROXY list's entry without a dot before it reads.
enum class PlainEntry {
    Labels, ///< the name itself and all below it
    Ending, ///< every name that ends so, "ple.com" for "example.com"
    Exact,  ///< the name itself; whether those below it too is not documented
};
template <>
struct EnumNames<PlainEntry>
{
    static constexpr std::array names{"labels", "ending", "exact"};
};

/// How an entry with a dot before it reads.
enum class DottedEntry {
    Labels, ///< as without the dot: the name itself too
    Below,  ///< only names below it
};
template <>
struct EnumNames<DottedEntry>
{
    static constexpr std::array names{"labels", "below"};
};

/// What becomes of an entry that names a port.
enum class PortEntry {
    Never,     ///< it covers nothing
    Given,     ///< it covers an address that names this port; the scheme's own port is not compared
    Effective, ///< it covers every connection to this port
    Unknown,
};
template <>
struct EnumNames<PortEntry>
{
    static constexpr std::array names{"never", "given", "effective", "unknown"};
};

/// Are entries like 192.0.2.0/24 understood?
enum class NetworkEntry { None, Ipv4, Both, Unknown };
template <>
struct EnumNames<NetworkEntry>
{
    static constexpr std::array names{"none", "ipv4", "both", "unknown"};
};

struct NoProxyRule
{
    QStringList variables;       ///< the first that is set counts
    bool emptyHides = false;     ///< an empty one counts as set, and hides the other spelling
    bool blanksSeparate = false; ///< besides commas
    bool blanksVanish = false;   ///< "a b" reads as "ab"
    bool starAnywhere = false;   ///< "*" as one entry of several; else only as the whole list
    bool wildcard = false;       ///< "*.example.com" is understood
    bool trailingDotIgnored = false;
    PlainEntry plain = PlainEntry::Labels;
    DottedEntry dotted = DottedEntry::Labels;
    PortEntry port = PortEntry::Never;
    NetworkEntry networks = NetworkEntry::None;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = NoProxyRule;
        visit("variables", &T::variables);
        visit("emptyHides", &T::emptyHides);
        visit("blanksSeparate", &T::blanksSeparate);
        visit("blanksVanish", &T::blanksVanish);
        visit("starAnywhere", &T::starAnywhere);
        visit("wildcard", &T::wildcard);
        visit("trailingDotIgnored", &T::trailingDotIgnored);
        visit("plain", &T::plain);
        visit("dotted", &T::dotted);
        visit("port", &T::port);
        visit("networks", &T::networks);
    }
};

/// Something is done only where a variable has a value, or NODE_OPTIONS holds an option.
struct SwitchRule
{
    QString variable;
    QStringList values; ///< any of these; empty: any value but an empty one
    QString option;     ///< of NODE_OPTIONS
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = SwitchRule;
        visit("variable", &T::variable);
        visit("values", &T::values);
        visit("option", &T::option);
    }
};

struct ClientProxyRule
{
    QStringList variables;      ///< in the order they are read, for an https target
    QStringList plainVariables; ///< the same for an http target; empty: as for https
    bool emptyHides = false;
    std::optional<SwitchRule> onlyWith; ///< without it the variables are not read
    bool setInCode = false;      ///< the program may name a proxy itself, which nobody sees from outside
    QStringList schemes;         ///< that it speaks
    QStringList packageSchemes;  ///< that it speaks where another package is installed
    QString package;             ///< that package, as pip installs it
    QString packageModule;       ///< the distribution that `package` brings: "PySocks"
    QStringList packageSpeaks;   ///< those of `packageSchemes` that are spoken wherever it is installed
    bool packageMissing = false; ///< the client's own Python has it not
    QStringList versionSchemes;  ///< that it speaks from some version on
    QString version;             ///< that version
    bool readsAll = false;       ///< every proxy variable must be usable, also those for other targets
    int defaultPort = 80;        ///< of an http proxy that names none
    NoProxyRule noProxy;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientProxyRule;
        visit("variables", &T::variables);
        visit("plainVariables", &T::plainVariables);
        visit("emptyHides", &T::emptyHides);
        visit("onlyWith", &T::onlyWith);
        visit("setInCode", &T::setInCode);
        visit("schemes", &T::schemes);
        visit("packageSchemes", &T::packageSchemes);
        visit("package", &T::package);
        visit("packageModule", &T::packageModule);
        visit("packageSpeaks", &T::packageSpeaks);
        visit("versionSchemes", &T::versionSchemes);
        visit("version", &T::version);
        visit("readsAll", &T::readsAll);
        visit("defaultPort", &T::defaultPort);
        visit("noProxy", &T::noProxy);
    }
};

enum class CaEffect { Replaces, Adds };
template <>
struct EnumNames<CaEffect>
{
    static constexpr std::array names{"replaces", "adds"};
};

/// What a client does about a file of certificates that it cannot read.
enum class CaInvalid {
    Fails,
    Ignored,
    Version, ///< newer versions fail, older ones ignore it
    Unknown,
};
template <>
struct EnumNames<CaInvalid>
{
    static constexpr std::array names{"fails", "ignored", "version", "unknown"};
};

struct CaVariableRule
{
    QString variable;
    CaEffect effect = CaEffect::Replaces;
    CaInvalid invalid = CaInvalid::Unknown;
    QString invalidFailsSince;        ///< for `Version`: the one from which on it fails
    bool keepsSystemOnDebian = false; ///< Debian's build goes on reading the system's directory beside it
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = CaVariableRule;
        visit("variable", &T::variable);
        visit("effect", &T::effect);
        visit("invalid", &T::invalid);
        visit("invalidFailsSince", &T::invalidFailsSince);
        visit("keepsSystemOnDebian", &T::keepsSystemOnDebian);
    }
};

/// The authorities that a client trusts. Of the variables that replace the list the first that is set counts.
struct ClientTrustRule
{
    QStringList stores;           ///< "bundled" (Mozilla's list, shipped with it), "system"
    QString systemSince;          ///< "system" counts only from this version on, which a started client tells
    QList<SwitchRule> systemWith; ///< "system" counts where one of these is on
    bool packagedReadsSystem = false; ///< a distribution's own package reads the system's list instead
    QList<CaVariableRule> variables;
    std::optional<bool> readsStaple;   ///< does it heed a revocation that the server staples; null: not known
    std::optional<SwitchRule> offWith; ///< certificates are not checked at all
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientTrustRule;
        visit("stores", &T::stores);
        visit("systemSince", &T::systemSince);
        visit("systemWith", &T::systemWith);
        visit("packagedReadsSystem", &T::packagedReadsSystem);
        visit("variables", &T::variables);
        visit("readsStaple", &T::readsStaple);
        visit("offWith", &T::offWith);
    }
};

struct ResolverRule
{
    QString kind;           ///< "system" (getaddrinfo) or "own"
    QStringList stopsAfter; ///< answers (rcodes) of the first server after which no other is asked
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ResolverRule;
        visit("kind", &T::kind);
        visit("stopsAfter", &T::stopsAfter);
    }
};

/// How a client goes on when an address does not answer.
enum class Fallback {
    None,   ///< it does not
    InTurn, ///< one after another, each until its own time limit
    Race,   ///< the next begins while the first still tries
    Timed,  ///< each but the last is given up after `tryMs`
};
template <>
struct EnumNames<Fallback>
{
    static constexpr std::array names{"none", "in_turn", "race", "timed"};
};

struct FamilyRule
{
    Fallback fallback = Fallback::InTurn;
    std::optional<int> tryMs;
    std::optional<SwitchRule> ipv4FirstWith;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = FamilyRule;
        visit("fallback", &T::fallback);
        visit("tryMs", &T::tryMs);
        visit("ipv4FirstWith", &T::ipv4FirstWith);
    }
};

struct TimeoutRule
{
    std::optional<qint64> connectMs;
    std::optional<qint64> totalMs;
    QString totalVariable; ///< that changes it
    std::optional<int> retries;
    QString retriesVariable;
    int mostRetries = 0; ///< 0: no bound
    QString policy;      ///< of resources/retrypolicies.json: when it tries again
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = TimeoutRule;
        visit("connectMs", &T::connectMs);
        visit("totalMs", &T::totalMs);
        visit("totalVariable", &T::totalVariable);
        visit("retries", &T::retries);
        visit("retriesVariable", &T::retriesVariable);
        visit("mostRetries", &T::mostRetries);
        visit("policy", &T::policy);
    }
};

struct EndpointRule
{
    QString variable;            ///< empty: it asks what it is told to on its command line or in its code
    QList<SwitchRule> elsewhere; ///< with one of these on it asks a cloud provider instead
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = EndpointRule;
        visit("variable", &T::variable);
        visit("elsewhere", &T::elsewhere);
    }
};

/// Where a fact is known from: `about` is "endpoint", "proxy", "no_proxy", "trust", "resolver", "families",
/// "timeouts", "coding" or "credentials".
struct ClientSource
{
    QString about;
    QString source;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientSource;
        visit("about", &T::about);
        visit("source", &T::source);
    }
};

/// Two libraries that do not fit each other: the program ends at its start.
struct ClashRule
{
    QString since;  ///< from this one on: "httpx 0.28"
    QString mended; ///< and until this one: "anthropic 0.40"
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClashRule;
        visit("since", &T::since);
        visit("mended", &T::mended);
    }
};

struct ClientRules
{
    QString id;                       ///< CONTRACT section 2
    bool readsClaudeSettings = false; ///< the env blocks of Claude's settings files, which win over the shell
    QStringList refusedCredentials;   ///< problems of a key for which it sends nothing at all
    EndpointRule endpoint;
    ClientProxyRule proxy;
    ClientTrustRule trust;
    ResolverRule resolver;
    FamilyRule families;
    TimeoutRule timeouts;
    std::optional<ClashRule> clash;
    bool http2 = false;  ///< asks over HTTP/2 where the other end takes it
    bool unpacks = true; ///< decodes an answer by its Content-Encoding without being told to
    QList<ClientSource> sources;
    QString asOf;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ClientRules;
        visit("id", &T::id);
        visit("readsClaudeSettings", &T::readsClaudeSettings);
        visit("refusedCredentials", &T::refusedCredentials);
        visit("endpoint", &T::endpoint);
        visit("proxy", &T::proxy);
        visit("trust", &T::trust);
        visit("resolver", &T::resolver);
        visit("families", &T::families);
        visit("timeouts", &T::timeouts);
        visit("clash", &T::clash);
        visit("http2", &T::http2);
        visit("unpacks", &T::unpacks);
        visit("sources", &T::sources);
        visit("asOf", &T::asOf);
    }

    [[nodiscard]] QStringList sourcesAbout(const QString& about) const;
};

/// All clients in the order of the contract.
[[nodiscard]] const QList<ClientRules>& allClients();

/// The rules of one client; null where there is none of that name.
[[nodiscard]] const ClientRules* clientRules(const QString& id);

} // namespace pathlight
