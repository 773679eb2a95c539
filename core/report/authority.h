// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

/// The certificate of an authority that opens connections, to be saved and given to clients. Pure.
namespace pathlight {

struct ExportedAuthority
{
    QString subject;
    QString sha256;  ///< of the bytes that are exported, "AB:CD:…", whatever the journal says of them
    QByteArray pem;  ///< empty: it cannot be exported
    QString problem; ///< a text key "authority.problem.<problem>"; empty: none
};

/// "public" (the chain ends in a public authority, or was not seen), "not_seen" (neither presented nor in a
/// store of this computer), "redacted", "damaged" (the journal's bytes are not the certificate that it
/// speaks of), "practice".
[[nodiscard]] ExportedAuthority exportedAuthority(const Report& report);

/// What to know before trusting it, and how each client is told of it: lines of text. `file`: where it is, or
/// will be.
[[nodiscard]] QStringList authorityAdvice(const ExportedAuthority& authority, const QString& file,
                                          const Texts& texts);

/// The certificate as a PEM file, with the advice as comments before it (RFC 7468 section 5.2 allows text
/// there, and every client skips it).
[[nodiscard]] QByteArray authorityFile(const ExportedAuthority& authority, const QString& file,
                                       const Texts& texts);

} // namespace pathlight
