// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evidence/addresses.h"

#include <QHostAddress>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

bool isBogon(const QString& text)
{
    const QHostAddress address(text);
    static const QStringList networks{u"0.0.0.0/8"_s,      u"10.0.0.0/8"_s,     u"100.64.0.0/10"_s,
                                      u"127.0.0.0/8"_s,    u"169.254.0.0/16"_s, u"172.16.0.0/12"_s,
                                      u"192.168.0.0/16"_s, u"224.0.0.0/3"_s,    u"::/127"_s,
                                      u"fc00::/7"_s,       u"fe80::/10"_s};
    return std::any_of(networks.begin(), networks.end(), [&](const QString& network) {
        return address.isInSubnet(QHostAddress::parseSubnet(network));
    });
}

int portOf(const QUrl& url)
{
    return url.port(url.scheme() == "http"_L1 ? 80 : 443);
}

QString withoutEndSlashes(QString path)
{
    while (path.endsWith(u'/'))
        path.chop(1);
    return path;
}

std::optional<QString> endpointProblem(const QUrl& url)
{
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0) return u"malformed"_s;
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1) return u"scheme"_s;
    const QString path = withoutEndSlashes(url.path());
    // Clients append /v1/messages themselves.
    if (path.endsWith("/v1"_L1) || path.endsWith("/v1/messages"_L1)) return u"doubled_path"_s;
    return std::nullopt;
}

} // namespace pathlight
