// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/linux/descriptor.h"
#include "core/net/platform/platform.h"

#include <netinet/in.h>
#include <sys/socket.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::platform {

namespace {

/// icmp(7), ping_group_range: the kernel says by opening the socket, or not. Nothing is sent.
bool mayEcho()
{
    return Descriptor(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_ICMP)).isOpen();
}

} // namespace

Abilities abilities()
{
    return {true, true, true, true, true, true, true, mayEcho()};
}

QString name()
{
    return u"linux"_s;
}

} // namespace pathlight::platform
