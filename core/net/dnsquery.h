// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"

#include <QCoroTask>
#include <QHostAddress>
#include <QStringList>

#include <optional>

namespace pathlight {

enum class DnsType { A, AAAA, PTR };
enum class DnsTransport { Udp, Tcp };

struct DnsRequest
{
    QString name; ///< asked as a full name, whatever the search domains
    DnsType type = DnsType::A;
    QHostAddress resolver;
    quint16 port = 53;
    DnsTransport transport = DnsTransport::Udp; ///< a truncated UDP answer is asked again over TCP
    QList<int> sendAtMs = {0, 1000, 2500};      ///< when the question is sent (again), UDP
    int lingerMs = 0; ///< how long to listen for another, differing answer after the first
};

struct DnsReply
{
    QString outcome; ///< "answered", "timed_out", "refused" (ICMP or RST), "unreachable", "malformed",
                     ///< "cancelled"
    QString rcode;   ///< "NOERROR", "NXDOMAIN"…; empty without an answer
    QList<QHostAddress> addresses; ///< at most 100 kept
    int addressesInAll = 0;
    QStringList cname; ///< the chain, at most 16
    QStringList names; ///< of a PTR question, at most 16; see DnsMessage::names
    std::optional<int> ttl;
    double ms = 0; ///< since the question was first sent
    int tries = 0;
    int answers = 0; ///< well-formed answers to this question, with its id, from its resolver
    bool answersDiffer = false;
    QList<QHostAddress> otherAddresses;         ///< of the first answer that differed
    DnsTransport transport = DnsTransport::Udp; ///< the one that gave the answer
};

/// Asks one resolver one question (RFC 1035). Answers from strangers, with another id or to another question
/// are not counted.
[[nodiscard]] QCoro::Task<DnsReply> askDns(Scope scope, DnsRequest request);

/// The name under which an address has its PTR record (RFC 1035 section 3.5, RFC 3596 section 2.5).
[[nodiscard]] QString reverseName(const QHostAddress& address);

} // namespace pathlight
