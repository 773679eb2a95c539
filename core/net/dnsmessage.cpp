// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/dnsmessage.h"

#include <QUrl>

#include <ldns/ldns.h>

#include <limits>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostAddresses = 100;
constexpr qsizetype mostNames = 16;
constexpr qsizetype longestName = 253; // RFC 1035 section 3.1, written out
constexpr qsizetype largestMessage = 65'535;
constexpr quint16 ednsRoom = 1232;

struct FreePacket
{
    void operator()(ldns_pkt* packet) const { ldns_pkt_free(packet); }
};
using PacketPointer = std::unique_ptr<ldns_pkt, FreePacket>;

struct FreeName
{
    void operator()(ldns_rdf* name) const { ldns_rdf_deep_free(name); }
};
using NamePointer = std::unique_ptr<ldns_rdf, FreeName>;

ldns_rr_type typeOf(DnsType type)
{
    if (type == DnsType::PTR) return LDNS_RR_TYPE_PTR;
    return type == DnsType::A ? LDNS_RR_TYPE_A : LDNS_RR_TYPE_AAAA;
}

/// Null where the text is no name.
NamePointer nameFrom(const QString& text)
{
    QByteArray ascii = QUrl::toAce(text);
    // Names that are none of a host (underscores) are asked as they stand.
    if (ascii.isEmpty()) ascii = text.toLatin1();
    if (!ascii.endsWith('.')) ascii += '.';
    return NamePointer(ldns_dname_new_frm_str(ascii.constData()));
}

QString textOf(const ldns_rdf* name)
{
    char* text = ldns_rdf2str(name);
    QString result = QString::fromLatin1(text);
    LDNS_FREE(text);
    if (result.size() > 1 && result.endsWith(u'.')) result.chop(1);
    return result;
}

QString rcodeOf(const ldns_pkt* packet)
{
    const ldns_pkt_rcode code = ldns_pkt_get_rcode(packet);
    const ldns_lookup_table* known = ldns_lookup_by_id(ldns_rcodes, code);
    return known ? QString::fromLatin1(known->name) : u"RCODE%1"_s.arg(code);
}

/// The message answers our question. An error may come without it: some servers send the head alone.
bool isOurs(const ldns_pkt* packet, const DnsQuestion& question)
{
    const ldns_rr_list* asked = ldns_pkt_question(packet);
    const std::size_t count = ldns_rr_list_rr_count(asked);
    if (count == 0) return ldns_pkt_get_rcode(packet) != LDNS_RCODE_NOERROR;
    const ldns_rr* first = ldns_rr_list_rr(asked, 0);
    const NamePointer name = nameFrom(question.name);
    return count == 1 && name && ldns_dname_compare(ldns_rr_owner(first), name.get()) == 0 &&
           ldns_rr_get_type(first) == typeOf(question.type) && ldns_rr_get_class(first) == LDNS_RR_CLASS_IN;
}

void takeAddress(const ldns_rr* record, DnsMessage& message)
{
    const ldns_rdf* data = ldns_rr_rdf(record, 0);
    const std::size_t size = data ? ldns_rdf_size(data) : 0;
    if (size != 4 && size != 16) return;
    ++message.addressesInAll;
    if (message.addresses.size() >= mostAddresses) return;
    const auto* bytes = ldns_rdf_data(data);
    const QHostAddress address = size == 16 ? QHostAddress(bytes)
                                            : QHostAddress(static_cast<quint32>(bytes[0]) << 24 |
                                                           static_cast<quint32>(bytes[1]) << 16 |
                                                           static_cast<quint32>(bytes[2]) << 8 | bytes[3]);
    if (!message.addresses.contains(address)) message.addresses.append(address);
}

/// A name as it may be shown: what no host name holds is written as its number.
QString hostText(const ldns_rdf* name)
{
    QString text;
    for (const QChar each : textOf(name)) {
        const bool plain = each.isLetterOrNumber() && each.unicode() < 128;
        if (plain || u"-._\\"_s.contains(each))
            text += each;
        else
            text += u"\\%1"_s.arg(int(each.unicode()), 3, 10, QChar(u'0'));
    }
    return text.left(longestName);
}

void takeName(const ldns_rr* record, DnsMessage& message)
{
    if (ldns_rr_rd_count(record) != 1 || message.names.size() >= mostNames) return;
    const QString name = hostText(ldns_rr_rdf(record, 0));
    if (!name.isEmpty() && name != "."_L1) message.names.append(name);
}

void takeTtl(const ldns_rr* record, DnsMessage& message)
{
    const auto ttl =
        static_cast<int>(std::min<quint32>(ldns_rr_ttl(record), std::numeric_limits<int>::max()));
    message.ttl = std::min(message.ttl.value_or(ttl), ttl);
}

/// The alias that `owner` has in the answer; null: none.
const ldns_rdf* aliasOf(const ldns_rr_list* records, const ldns_rdf* owner, DnsMessage& message)
{
    for (std::size_t index = 0; index < ldns_rr_list_rr_count(records); ++index) {
        const ldns_rr* record = ldns_rr_list_rr(records, index);
        if (ldns_rr_get_type(record) != LDNS_RR_TYPE_CNAME || ldns_rr_rd_count(record) != 1) continue;
        if (ldns_dname_compare(ldns_rr_owner(record), owner) != 0) continue;
        takeTtl(record, message);
        return ldns_rr_rdf(record, 0);
    }
    return nullptr;
}

/// Follows the aliases from the question's name and takes the addresses of the last one.
void takeRecords(const ldns_pkt* packet, const DnsQuestion& question, DnsMessage& message)
{
    const ldns_rr_list* records = ldns_pkt_answer(packet);
    const NamePointer name = nameFrom(question.name);
    const ldns_rdf* owner = name.get();
    while (message.cname.size() < mostNames) {
        const ldns_rdf* alias = aliasOf(records, owner, message);
        if (!alias) break;
        owner = alias;
        message.cname.append(textOf(alias));
    }
    for (std::size_t index = 0; index < ldns_rr_list_rr_count(records); ++index) {
        const ldns_rr* record = ldns_rr_list_rr(records, index);
        if (ldns_rr_get_type(record) != typeOf(question.type)) continue;
        if (ldns_dname_compare(ldns_rr_owner(record), owner) != 0) continue;
        takeTtl(record, message);
        if (question.type == DnsType::PTR)
            takeName(record, message);
        else
            takeAddress(record, message);
    }
}

} // namespace

QByteArray dnsQuestionBytes(const DnsQuestion& question)
{
    NamePointer name = nameFrom(question.name);
    if (!name) return {};
    const PacketPointer packet(
        ldns_pkt_query_new(name.release(), typeOf(question.type), LDNS_RR_CLASS_IN, LDNS_RD));
    if (!packet) return {};
    ldns_pkt_set_id(packet.get(), question.id);
    if (question.edns) ldns_pkt_set_edns_udp_size(packet.get(), ednsRoom);
    std::uint8_t* wire = nullptr;
    std::size_t size = 0;
    if (ldns_pkt2wire(&wire, packet.get(), &size) != LDNS_STATUS_OK) return {};
    const QByteArray bytes(reinterpret_cast<const char*>(wire), static_cast<qsizetype>(size));
    LDNS_FREE(wire);
    return bytes;
}

DnsMessage readDnsMessage(const QByteArray& bytes, const DnsQuestion& question)
{
    DnsMessage message;
    const auto* wire = reinterpret_cast<const std::uint8_t*>(bytes.constData());
    const bool isReply = bytes.size() >= 4 && bytes.size() <= largestMessage && (wire[2] & 0x80);
    if (!isReply || (wire[0] << 8 | wire[1]) != question.id) return message;
    ldns_pkt* parsed = nullptr;
    const ldns_status status = ldns_wire2pkt(&parsed, wire, static_cast<std::size_t>(bytes.size()));
    const PacketPointer packet(parsed);
    if (status != LDNS_STATUS_OK || !packet) {
        // A truncated answer may end in the middle of a record; its head says that it is one.
        const bool truncated = bytes.size() >= 12 && (wire[2] & 0x02);
        message.match = truncated ? DnsMatch::Answer : DnsMatch::Malformed;
        message.truncated = truncated;
        return message;
    }
    if (!isOurs(packet.get(), question)) return message;
    message.match = DnsMatch::Answer;
    message.truncated = ldns_pkt_tc(packet.get());
    message.rcode = rcodeOf(packet.get());
    takeRecords(packet.get(), question, message);
    return message;
}

} // namespace pathlight
