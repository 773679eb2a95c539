// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/errorqueue.h"

#include "core/net/platform/linux/socketaddress.h"

#include <cstring>

#include <linux/errqueue.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <netinet/in.h>

namespace pathlight::platform {

namespace {

constexpr int mostMessages = 32;

void setKeepIcmp(int socket, int family, int on)
{
    if (family == AF_INET6) {
        setsockopt(socket, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
    } else {
        setsockopt(socket, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
    }
}

/// The offender's address follows the extended error (SO_EE_OFFENDER).
QString offenderOf(const cmsghdr* header)
{
    constexpr std::size_t head = sizeof(sock_extended_err);
    const std::size_t payload = header->cmsg_len - CMSG_LEN(0);
    sockaddr_storage storage{};
    const std::size_t length = std::min(payload - head, sizeof storage);
    std::memcpy(&storage, CMSG_DATA(header) + head, length);
    return fromSocketAddress(storage).toString();
}

std::optional<KeptIcmp> icmpOf(const cmsghdr* header)
{
    const bool isError = (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_RECVERR) ||
                         (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_RECVERR);
    if (!isError || header->cmsg_len < CMSG_LEN(sizeof(sock_extended_err))) return std::nullopt;
    sock_extended_err error{};
    std::memcpy(&error, CMSG_DATA(header), sizeof error);
    if (error.ee_origin != SO_EE_ORIGIN_ICMP && error.ee_origin != SO_EE_ORIGIN_ICMP6) return std::nullopt;
    return KeptIcmp{{error.ee_type, error.ee_code, offenderOf(header)}, error.ee_info};
}

} // namespace

void keepIcmp(int socket, int family)
{
    setKeepIcmp(socket, family, 1);
}

void ignoreIcmp(int socket, int family)
{
    setKeepIcmp(socket, family, 0);
}

std::optional<KeptIcmp> takeKeptIcmp(int socket)
{
    std::optional<KeptIcmp> first;
    for (int count = 0; count < mostMessages; ++count) {
        alignas(cmsghdr) char control[512];
        char payload[128];
        iovec data{payload, sizeof payload};
        msghdr message{};
        message.msg_iov = &data;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        if (recvmsg(socket, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) break;
        for (cmsghdr* each = CMSG_FIRSTHDR(&message); each; each = CMSG_NXTHDR(&message, each)) {
            if (!first) first = icmpOf(each);
        }
    }
    return first;
}

std::optional<IcmpEvidence> takeIcmp(int socket)
{
    const auto kept = takeKeptIcmp(socket);
    return kept ? std::optional(kept->message) : std::nullopt;
}

bool isTooBig(const IcmpEvidence& icmp, int family)
{
    if (family == AF_INET6) return icmp.type == ICMPV6_PKT_TOOBIG;
    return icmp.type == ICMP_DEST_UNREACH && icmp.code == ICMP_FRAG_NEEDED;
}

bool isProhibition(const IcmpEvidence& icmp, int family)
{
    if (family == AF_INET6) {
        return icmp.type == ICMPV6_DEST_UNREACH &&
               (icmp.code == ICMPV6_ADM_PROHIBITED || icmp.code == ICMPV6_POLICY_FAIL);
    }
    return icmp.type == ICMP_DEST_UNREACH &&
           (icmp.code == ICMP_NET_ANO || icmp.code == ICMP_HOST_ANO || icmp.code == ICMP_PKT_FILTERED);
}

} // namespace pathlight::platform
