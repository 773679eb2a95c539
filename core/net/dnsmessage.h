// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/dnsquery.h"

#include <QByteArray>

/// DNS messages (RFC 1035, EDNS by RFC 6891) made and read. Pure.
namespace pathlight {

struct DnsQuestion
{
    QString name;
    DnsType type = DnsType::A;
    quint16 id = 0;
    bool edns = true; ///< announce room for answers of 1,232 bytes
};

/// The question's bytes; empty where the name cannot be asked.
[[nodiscard]] QByteArray dnsQuestionBytes(const DnsQuestion& question);

/// What a datagram is to the question.
enum class DnsMatch {
    Stranger,  ///< another id, another question, or no answer at all
    Malformed, ///< it has our id, and cannot be read
    Answer,
};

struct DnsMessage
{
    DnsMatch match = DnsMatch::Stranger;
    bool truncated = false;
    QString rcode;
    QList<QHostAddress> addresses; ///< at most 100
    int addressesInAll = 0;
    QStringList cname; ///< at most 16
    /// Of PTR records, at most 16, each cut at 253 characters. What is no letter, digit, hyphen, underscore
    /// or dot stands in it as an escape (RFC 1035 section 5.1): whoever holds the zone writes what he likes.
    QStringList names;
    std::optional<int> ttl;
};

/// Reads a message of at most 64 KiB. Only records that the question's name leads to are taken.
[[nodiscard]] DnsMessage readDnsMessage(const QByteArray& bytes, const DnsQuestion& question);

} // namespace pathlight
