// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/contacts.h"

#include "core/steps/ways.h"
#include "ui/tr.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString controlHosts(const Target& target)
{
    QStringList hosts;
    for (const Control& control : target.controls)
        hosts.append(QUrl(control.url).host());
    return hosts.join(u", "_s);
}

} // namespace

QStringList contactsOf(const Target& target, const WalkOptions& options, bool withKey)
{
    QStringList lines;
    const QString request = target.probe.method + u" "_s + target.probe.path;
    lines += Tr::tr("%1, port %2: connections, a TLS handshake, one request “%3”, and %4 more to see how "
                    "steady it is, "
                    "each repeated at most three times where it fails.")
                 .arg(target.host())
                 .arg(target.port())
                 .arg(request)
                 .arg(options.attempts);
    if (target.regionTrace) {
        lines += Tr::tr("%1: also “GET %2”, for the country it sees.")
                     .arg(target.host(), target.regionTrace->path);
    }
    lines += withKey
                 ? Tr::tr("Your API key goes to %1 alone, over the verified connection.").arg(target.host())
                 : Tr::tr("No key and no account is used: the API's “401” is answer enough.");
    if (followsSettings(options)) {
        lines +=
            Tr::tr("Where a client is set to an address or a proxy of its own: one request there without a "
                   "key, or two.");
    }
    if (options.tryDirect && followsSettings(options)) {
        lines += Tr::tr("Where the settings lead through a proxy: %1 once directly too, without a key, to "
                        "compare both ways.")
                     .arg(target.host());
    }
    const QStringList resolvers =
        options.resolvers.isEmpty() ? target.comparisonResolvers : options.resolvers;
    const QString others = resolvers.join(u", "_s);
    lines +=
        resolvers.isEmpty()
            ? Tr::tr("This computer's name servers: the question for %1.").arg(target.host())
            : Tr::tr("This computer's name servers, and %2: the question for %1.").arg(target.host(), others);
    lines +=
        Tr::tr("Other addresses that they give for %1: a TLS handshake, only where their answers disagree.")
            .arg(target.host());
    if (options.fetchIssuers) {
        lines +=
            Tr::tr("Where the server's certificate names its issuer's: one plain request, only where that is "
                   "missing.");
    }
    if (!target.statusPage.isEmpty()) {
        lines += Tr::tr("%1: one request without a key, only where the service itself is at fault.")
                     .arg(QUrl(target.statusPage).host());
    }
    if (options.requestSizes) {
        lines += Tr::tr("%1: up to six messages of 1 KB to 1 MB, each to a model that does not exist.")
                     .arg(target.host());
    }
    if (options.startClients) {
        lines += Tr::tr("%1, or where a client is set to ask instead: one request without a key by each of "
                        "curl, Node and Python that is installed here.")
                     .arg(target.host());
    }
    if (withKey) {
        lines +=
            Tr::tr("%1: with the key, a message that asks for a streamed answer of a few tokens, at most "
                   "twice.")
                .arg(target.host());
    }
    if (options.http2) {
        lines += Tr::tr("%1: up to three requests more, without a key, two of them over HTTP/2.")
                     .arg(target.host());
        if (withKey)
            lines += Tr::tr("%1: that message up to three times more, two of them over HTTP/2.")
                         .arg(target.host());
    }
    if (!target.controls.isEmpty()) {
        lines += Tr::tr("%1: one plain request each, to see whether the internet answers.")
                     .arg(controlHosts(target));
    }
    if (!target.tlsControlName.isEmpty()) {
        lines += Tr::tr("%1: a TLS handshake to compare with, only where the target's own fails.")
                     .arg(target.tlsControlName);
    }
    lines += Tr::tr(
        "The routers on the way: connection attempts that go only so far and, where those meet silence, "
        "small UDP and ICMP packets. This computer's name server is asked for the routers' names.");
    lines += Tr::tr("Nothing else, and no telemetry. Results stay on this computer until you send them.");
    return lines;
}

} // namespace pathlight
