// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/x509.h"

#include <ctime>

namespace pathlight {

X509Pointer parseCertificate(const QByteArray& der)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.constData());
    X509Pointer certificate(d2i_X509(nullptr, &bytes, der.size()));
    if (!certificate) forgetErrors();
    return certificate;
}

QDateTime timeOf(const ASN1_TIME* time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return {};
    const QDate date(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
    return QDateTime(date, QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

QString nameEntry(const X509_NAME* name, int nid)
{
    const int at = name ? X509_NAME_get_index_by_NID(name, nid, -1) : -1;
    if (at < 0) return {};
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (size < 0) {
        forgetErrors();
        return {};
    }
    const QString text = printable(QByteArray(reinterpret_cast<const char*>(utf8), size), 200);
    OPENSSL_free(utf8);
    return text;
}

} // namespace pathlight
