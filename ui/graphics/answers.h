// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/dns.h"
#include "core/evidence/tls.h"
#include "core/report/texts.h"
#include "ui/graphics/table.h"

/// What each name server says, as a table: one row a server, A and AAAA apart, how long it took, and what the
/// server at the address proves by its certificate.
namespace pathlight {

[[nodiscard]] Table answerTable(const DnsEvidence& dns, const std::optional<TlsEvidence>& tls,
                                const Texts& texts);

/// Answers that are still coming in, from their samples.
class LiveAnswers
{
public:
    /// Takes a sample `query`; one that makes no sense is ignored.
    void add(const QJsonObject& data);
    [[nodiscard]] const DnsEvidence& dns() const { return m_dns; }

private:
    DnsEvidence m_dns;
};

} // namespace pathlight
