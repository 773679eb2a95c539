// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/netlink.h"

#include "core/net/platform/linux/descriptor.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>

namespace pathlight::platform {

namespace {

constexpr qsizetype mostRoutes = 4000;
constexpr int mostDatagrams = 400;
constexpr std::size_t datagramBytes = 64 * 1024;

QHostAddress addressOf(int family, const char* data, std::size_t length)
{
    if (family == AF_INET && length >= 4) {
        quint32 bytes = 0;
        std::memcpy(&bytes, data, 4);
        return QHostAddress(ntohl(bytes));
    }
    if (family == AF_INET6 && length >= 16) {
        Q_IPV6ADDR bytes;
        std::memcpy(&bytes, data, 16);
        return QHostAddress(bytes);
    }
    return {};
}

quint32 numberOf(const char* data, std::size_t length)
{
    quint32 value = 0;
    if (length >= sizeof value) std::memcpy(&value, data, sizeof value);
    return value;
}

/// Calls `take(type, data, length)` for each attribute (struct rtattr) of a piece of memory; returns false
/// where one lies about its length.
template <typename Take>
bool forEachAttribute(const char* data, std::size_t length, Take take)
{
    while (length >= sizeof(rtattr)) {
        rtattr head{};
        std::memcpy(&head, data, sizeof head);
        if (head.rta_len < sizeof(rtattr) || head.rta_len > length) return false;
        take(head.rta_type & NLA_TYPE_MASK, data + RTA_LENGTH(0), head.rta_len - RTA_LENGTH(0));
        const std::size_t step = std::min<std::size_t>(RTA_ALIGN(head.rta_len), length);
        data += step;
        length -= step;
    }
    return true;
}

/// RTA_VIA: a gateway of another family than the route's.
QHostAddress viaAddress(const char* data, std::size_t length)
{
    if (length < sizeof(rtvia)) return {};
    rtvia via{};
    std::memcpy(&via, data, sizeof via);
    return addressOf(via.rtvia_family, data + sizeof(rtvia), length - sizeof(rtvia));
}

void takeAttribute(KernelRoute* route, int type, const char* data, std::size_t length)
{
    switch (type) {
    case RTA_DST:
        route->destination = addressOf(route->family, data, length);
        break;
    case RTA_GATEWAY:
        route->gateway = addressOf(route->family, data, length);
        break;
    case RTA_VIA:
        route->gateway = viaAddress(data, length);
        break;
    case RTA_OIF:
        route->interface = static_cast<int>(numberOf(data, length));
        break;
    case RTA_PRIORITY:
        route->metric = numberOf(data, length);
        break;
    case RTA_TABLE:
        route->table = numberOf(data, length);
        break;
    default:
        break;
    }
}

void takeNextHops(const KernelRoute& route, const char* data, std::size_t length, QList<KernelRoute>* routes)
{
    while (length >= sizeof(rtnexthop)) {
        rtnexthop hop{};
        std::memcpy(&hop, data, sizeof hop);
        if (hop.rtnh_len < sizeof(rtnexthop) || hop.rtnh_len > length) return;
        KernelRoute each = route;
        each.interface = hop.rtnh_ifindex;
        forEachAttribute(
            data + sizeof(rtnexthop), hop.rtnh_len - sizeof(rtnexthop),
            [&](int type, const char* at, std::size_t size) { takeAttribute(&each, type, at, size); });
        routes->append(each);
        const std::size_t step = std::min<std::size_t>(RTNH_ALIGN(hop.rtnh_len), length);
        data += step;
        length -= step;
    }
}

bool takeRoute(const char* data, std::size_t length, QList<KernelRoute>* routes)
{
    if (length < sizeof(rtmsg)) return false;
    rtmsg head{};
    std::memcpy(&head, data, sizeof head);
    KernelRoute route;
    route.family = head.rtm_family;
    route.type = head.rtm_type;
    route.table = head.rtm_table;
    route.prefixLength = head.rtm_dst_len;
    const char* hops = nullptr;
    std::size_t hopsLength = 0;
    const bool whole = forEachAttribute(data + NLMSG_ALIGN(sizeof head), length - NLMSG_ALIGN(sizeof head),
                                        [&](int type, const char* at, std::size_t size) {
                                            if (type == RTA_MULTIPATH) {
                                                hops = at;
                                                hopsLength = size;
                                            } else {
                                                takeAttribute(&route, type, at, size);
                                            }
                                        });
    if (hops)
        takeNextHops(route, hops, hopsLength, routes);
    else
        routes->append(route);
    return whole;
}

Descriptor openNetlink()
{
    Descriptor socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
    // The kernel answers within the call that asks; the limit is for one that does not.
    const timeval limit{0, 500'000};
    if (socket.isOpen()) setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return socket;
}

struct Question
{
    nlmsghdr head{};
    rtmsg route{};
    std::array<char, RTA_SPACE(16)> attributes{};
};

std::optional<QList<KernelRoute>> ask(const Question& question)
{
    const Descriptor socket = openNetlink();
    if (!socket.isOpen()) return std::nullopt;
    if (send(socket.get(), &question, question.head.nlmsg_len, 0) < 0) return std::nullopt;
    const bool isDump = (question.head.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
    QList<KernelRoute> routes;
    QByteArray buffer(datagramBytes, Qt::Uninitialized);
    for (int count = 0; count < mostDatagrams && routes.size() < mostRoutes; ++count) {
        const ssize_t length = recv(socket.get(), buffer.data(), datagramBytes, 0);
        if (length <= 0) return std::nullopt;
        const NetlinkEnd end = readRoutes(QByteArray::fromRawData(buffer.constData(), length), &routes);
        if (end == NetlinkEnd::Error) return std::nullopt;
        if (end == NetlinkEnd::Done || !isDump) break;
    }
    routes.resize(std::min(routes.size(), mostRoutes));
    return routes;
}

Question questionFor(int family, int flags)
{
    Question question;
    question.head.nlmsg_type = RTM_GETROUTE;
    question.head.nlmsg_flags = static_cast<quint16>(NLM_F_REQUEST | flags);
    question.head.nlmsg_len = NLMSG_LENGTH(sizeof(rtmsg));
    question.route.rtm_family = static_cast<quint8>(family);
    return question;
}

} // namespace

NetlinkEnd readRoutes(const QByteArray& datagram, QList<KernelRoute>* routes)
{
    const char* data = datagram.constData();
    auto length = static_cast<std::size_t>(datagram.size());
    while (length >= sizeof(nlmsghdr)) {
        nlmsghdr head{};
        std::memcpy(&head, data, sizeof head);
        if (head.nlmsg_len < sizeof(nlmsghdr) || head.nlmsg_len > length) return NetlinkEnd::Error;
        if (head.nlmsg_type == NLMSG_DONE) return NetlinkEnd::Done;
        if (head.nlmsg_type == NLMSG_ERROR) return NetlinkEnd::Error;
        if (head.nlmsg_type == RTM_NEWROUTE &&
            !takeRoute(data + NLMSG_HDRLEN, head.nlmsg_len - NLMSG_HDRLEN, routes)) {
            return NetlinkEnd::Error;
        }
        const std::size_t step = std::min<std::size_t>(NLMSG_ALIGN(head.nlmsg_len), length);
        data += step;
        length -= step;
    }
    return NetlinkEnd::More;
}

std::optional<QList<KernelRoute>> dumpRoutes(int family)
{
    return ask(questionFor(family, NLM_F_DUMP));
}

std::optional<KernelRoute> routeTo(const QHostAddress& address)
{
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    Question question = questionFor(v6 ? AF_INET6 : AF_INET, 0);
    const std::size_t size = v6 ? 16 : 4;
    question.route.rtm_dst_len = static_cast<quint8>(size * 8);
    rtattr head{};
    head.rta_type = RTA_DST;
    head.rta_len = static_cast<quint16>(RTA_LENGTH(size));
    std::memcpy(question.attributes.data(), &head, sizeof head);
    if (v6) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(question.attributes.data() + RTA_LENGTH(0), &bytes, size);
    } else {
        const quint32 bytes = htonl(address.toIPv4Address());
        std::memcpy(question.attributes.data() + RTA_LENGTH(0), &bytes, size);
    }
    question.head.nlmsg_len += RTA_SPACE(size);
    const auto routes = ask(question);
    if (!routes || routes->isEmpty()) return std::nullopt;
    return routes->constFirst();
}

} // namespace pathlight::platform
