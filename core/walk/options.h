// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

#include <chrono>

namespace pathlight {

/// What the user chose for a walk. The API key is not here: it travels apart (StepContext::key) and is never
/// written into a journal.
struct WalkOptions
{
    QStringList only; ///< step ids; empty: all
    QStringList skip;
    QString proxy;  ///< "system", "env", "none" or a URL without password; empty: the default of the contract
    QString caFile; ///< PEM bundle trusted besides the system's
    QStringList resolvers; ///< replace the profile's comparison resolvers
    int attempts = 10;     ///< requests in the stability step, 1 to 200
    double deadlineSeconds = 60;
    /// What the client that fails showed: ids of messages.json, the likeliest first. The text itself may hold
    /// secrets and is not kept.
    QStringList clientMessages;
    /// Fetch a missing intermediate certificate from where the certificate below it says, over plain HTTP. It
    /// tells its authority who asks, so it is the user's to allow.
    bool fetchIssuers = false;
    bool surveyTls = false; ///< ask which TLS versions and ciphers the peer takes, also where all is well
    /// Beside a proxy that the settings chose, try the direct way once too, without a credential.
    bool tryDirect = true;
    bool requestSizes =
        false;          ///< send requests of growing size, 1 KB to 1 MB, to find who takes no large one
    bool http2 = false; ///< ask once over HTTP/2 too, and again where that is cut
    /// Start the user's login shell once and read its variables. It runs the user's own start-up files, so it
    /// is the user's to allow.
    bool loginShell = false;
    /// Start the clients that are installed here once each, with the user's own settings and without a key,
    /// and hold what they do against what was predicted of them.
    bool startClients = false;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = WalkOptions;
        visit("only", &T::only);
        visit("skip", &T::skip);
        visit("proxy", &T::proxy);
        visit("caFile", &T::caFile);
        visit("resolvers", &T::resolvers);
        visit("attempts", &T::attempts);
        visit("deadlineSeconds", &T::deadlineSeconds);
        visit("clientMessages", &T::clientMessages);
        visit("fetchIssuers", &T::fetchIssuers);
        visit("surveyTls", &T::surveyTls);
        visit("tryDirect", &T::tryDirect);
        visit("requestSizes", &T::requestSizes);
        visit("http2", &T::http2);
        visit("loginShell", &T::loginShell);
        visit("startClients", &T::startClients);
    }
};

} // namespace pathlight
