// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// What a walk cost its target: told beside what it saw, so that nobody has to take it on trust.
namespace pathlight {

/// What was sent to the target (behind a proxy: to the proxy), counted by the kernel until each connection
/// was closed. The packets that close a connection, two or three each, are not among them.
struct SentEvidence
{
    int connections = 0; ///< attempted, those that only go part of the way (route) among them
    int datagrams = 0;
    qint64 packets = 0; ///< TCP segments, sent again or not, and datagrams
    qint64 bytes = 0;   ///< payload of the segments, sent again or not, and whole datagrams
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = SentEvidence;
        visit("connections", &T::connections);
        visit("datagrams", &T::datagrams);
        visit("packets", &T::packets);
        visit("bytes", &T::bytes);
    }
};

} // namespace pathlight
