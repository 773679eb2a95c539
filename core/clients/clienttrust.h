// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/clientvariables.h"
#include "core/evidence/tls.h"

/// Whom one client would trust, by its own rules and as the step `tls` measured each store. Pure.
namespace pathlight {

struct ClientTrust
{
    QStringList stores; ///< "bundled", "system", or the path of a file (or of the program that holds it)
    std::optional<bool> accepts; ///< the chain that was presented; null: not measured, or it depends
    QString dependsOn;           ///< what it depends on: "version" or "package"
    QString version;             ///< for "version": the one it begins with
    const CaFileEvidence* invalid = nullptr; ///< the file that makes it fail, or may
    CaInvalid effectOfInvalid = CaInvalid::Ignored;
    const VariableEvidence* off = nullptr;      ///< the variable that switches checking off
    const VariableEvidence* variable = nullptr; ///< that changes the list
};

/// `tls` null: no chain was presented. The pointers are into `variables` and `environment`.
[[nodiscard]] ClientTrust trustOf(const ClientRules& rules, const ClientVariables& variables,
                                  const EnvironmentEvidence& environment, const TlsEvidence* tls);

} // namespace pathlight
