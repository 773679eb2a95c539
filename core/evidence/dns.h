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
    QStringList addresses;
    std::optional<double> ms;
    int tries = 0;
    int answers = 0; ///< more than one, and differing, is an injection's trace
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = DnsQueryEvidence;
        visit("type", &T::type);
        visit("transport", &T::transport);
        visit("outcome", &T::outcome);
        visit("rcode", &T::rcode);
        visit("addresses", &T::addresses);
        visit("ms", &T::ms);
        visit("tries", &T::tries);
        visit("answers", &T::answers);
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
    }
};

} // namespace pathlight
