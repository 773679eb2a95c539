// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/systemlookup.h"

#include <chrono>

#include <netdb.h>
#include <sys/socket.h>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype mostAddresses = 1000;

QString lookupErrorName(int error)
{
    switch (error) {
    case EAI_AGAIN:
        return u"EAI_AGAIN"_s;
    case EAI_BADFLAGS:
        return u"EAI_BADFLAGS"_s;
    case EAI_FAIL:
        return u"EAI_FAIL"_s;
    case EAI_FAMILY:
        return u"EAI_FAMILY"_s;
    case EAI_MEMORY:
        return u"EAI_MEMORY"_s;
    case EAI_NONAME:
        return u"EAI_NONAME"_s;
    case EAI_SERVICE:
        return u"EAI_SERVICE"_s;
    case EAI_SOCKTYPE:
        return u"EAI_SOCKTYPE"_s;
#ifdef EAI_NODATA
    case EAI_NODATA:
        return u"EAI_NODATA"_s;
#endif
#ifdef EAI_SYSTEM
    case EAI_SYSTEM:
        return u"EAI_SYSTEM"_s;
#endif
    default:
        return u"EAI_%1"_s.arg(error);
    }
}

QList<QHostAddress> addressesOf(const addrinfo* first)
{
    QList<QHostAddress> addresses;
    for (const addrinfo* each = first; each && addresses.size() < mostAddresses; each = each->ai_next) {
        if (each->ai_family != AF_INET && each->ai_family != AF_INET6) continue;
        const QHostAddress address(each->ai_addr);
        if (!addresses.contains(address)) addresses.append(address);
    }
    return addresses;
}

SystemLookup::Answer askSystem(const QByteArray& name)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    SystemLookup::Answer answer;
    const auto began = std::chrono::steady_clock::now();
    const int error = getaddrinfo(name.constData(), nullptr, &hints, &found);
    answer.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    if (error != 0) answer.error = lookupErrorName(error);
    if (found) answer.addresses = addressesOf(found);
    if (found) freeaddrinfo(found);
    return answer;
}

} // namespace

SystemLookup::SystemLookup(const QString& name, QObject* parent)
    : QObject(parent),
      m_found(std::make_shared<Answer>()),
      m_call([found = m_found, bytes = name.toUtf8()] { *found = askSystem(bytes); })
{
    connect(&m_call, &DetachedCall::changed, this, [this] {
        m_answer = *m_found;
        Q_EMIT changed();
    });
}

} // namespace pathlight
