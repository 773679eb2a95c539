// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What the step `dns` sees: every resolver's own answer to the same question.
namespace pathlight {

/// Why a resolver was asked.
enum class ResolverRole {
    System,     ///< the operating system's own look-up, as clients use it (getaddrinfo)
    Configured, ///< a name server this computer is configured with, asked by itself
    Comparison, ///< one named by the profile or the user, to compare with
};
template <>
struct EnumNames<ResolverRole>
{
    static constexpr std::array names{"system", "configured", "comparison"};
};

/// One question (A or AAAA) to one resolver over one transport.
struct DnsQueryEvidence
{
    QString type;      ///< "A", "AAAA"
    QString transport; ///< "udp", "tcp"
    QString outcome;   ///< "answered", "timed_out", "refused" (ICMP), "unreachable", "malformed", "cancelled"
    std::optional<QString> rcode; ///< "NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"…
    QStringList addresses;        ///< at most 100
    int addressesInAll = 0;       ///< how many there were
    std::optional<double> ms;
    int tries = 0;
    int answers = 0; ///< more than one, and differing, is an injection's trace
    bool answersDiffer = false;
    bool truncated = false;     ///< cut short over UDP and fetched over TCP
    QStringList otherAddresses; ///< of the first answer that differed
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = DnsQueryEvidence;
        visit("type", &T::type);
        visit("transport", &T::transport);
        visit("outcome", &T::outcome);
        visit("rcode", &T::rcode);
        visit("addresses", &T::addresses);
        visit("addressesInAll", &T::addressesInAll);
        visit("ms", &T::ms);
        visit("tries", &T::tries);
        visit("answers", &T::answers);
        visit("answersDiffer", &T::answersDiffer);
        visit("truncated", &T::truncated);
        visit("otherAddresses", &T::otherAddresses);
    }
};

struct DnsAnswerEvidence
{
    QString resolver; ///< "system", or the resolver's address
    ResolverRole role = ResolverRole::System;
    QString
        outcome; ///< "answered", "empty", "error" (an rcode), "timed_out", "refused", "unreachable", "failed"
    QStringList addresses;
    QStringList cname;      ///< the chain, first to last
    std::optional<int> ttl; ///< seconds, the smallest of the answer
    std::optional<QString> rcode;
    std::optional<double> ms;
    QList<DnsQueryEvidence> queries;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = DnsAnswerEvidence;
        visit("resolver", &T::resolver);
        visit("role", &T::role);
        visit("outcome", &T::outcome);
        visit("addresses", &T::addresses);
        visit("cname", &T::cname);
        visit("ttl", &T::ttl);
        visit("rcode", &T::rcode);
        visit("ms", &T::ms);
        visit("queries", &T::queries);
    }
};

/// A search domain whose own answer is what the system gave for the name.
struct SearchCaptureEvidence
{
    QString domain;
    QString resolver; ///< who answered for the longer name
    QStringList addresses;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = SearchCaptureEvidence;
        visit("domain", &T::domain);
        visit("resolver", &T::resolver);
        visit("addresses", &T::addresses);
    }
};

/// What the server at an address that some resolver gave proves, asked under the target's name.
struct AddressCertificateEvidence
{
    QString address;
    QString outcome; ///< a HandshakeOutcome's word, or a ConnectOutcome's where no connection stood
    std::optional<bool> accepted;         ///< by the roots this walk trusts
    std::optional<bool> acceptedByVendor; ///< by those that the system's vendor ships
    QStringList problems;                 ///< ChainError's words
    std::optional<QString> commonName;
    std::optional<QString> issuerName;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = AddressCertificateEvidence;
        visit("address", &T::address);
        visit("outcome", &T::outcome);
        visit("accepted", &T::accepted);
        visit("acceptedByVendor", &T::acceptedByVendor);
        visit("problems", &T::problems);
        visit("commonName", &T::commonName);
        visit("issuerName", &T::issuerName);
    }
};

struct DnsEvidence
{
    QString name;
    bool literal = false; ///< the target is an address: nothing was asked
    QList<DnsAnswerEvidence> answers;
    QStringList addresses; ///< those the walk goes on with, in the order the system gave them
    QStringList hostsFile; ///< addresses the hosts file pins the name to
    std::optional<QString> hostsFilePath;
    std::optional<bool>
        consistent; ///< do resolvers that answered share an address (null: fewer than two did)
    std::optional<bool>
        inExpectedNetworks;      ///< are all addresses in the profile's networks (null: none named)
    QStringList outsideExpected; ///< the addresses that are not
    std::optional<SearchCaptureEvidence> searchCapture; ///< looked for where the system's answer stands alone
    /// Of addresses that the walk does not go on with; asked only where answers disagree.
    QList<AddressCertificateEvidence> certificates;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = DnsEvidence;
        visit("name", &T::name);
        visit("literal", &T::literal);
        visit("answers", &T::answers);
        visit("addresses", &T::addresses);
        visit("hostsFile", &T::hostsFile);
        visit("hostsFilePath", &T::hostsFilePath);
        visit("consistent", &T::consistent);
        visit("inExpectedNetworks", &T::inExpectedNetworks);
        visit("outsideExpected", &T::outsideExpected);
        visit("searchCapture", &T::searchCapture);
        visit("certificates", &T::certificates);
    }
};

} // namespace pathlight
