// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/authority.h"
#include "ui/workers.h"

#include <QDialog>

class QPlainTextEdit;

namespace pathlight {

class TextLabel;

/// The authority that opens the connection: its fingerprint to be confirmed, how each client is told of it,
/// and its certificate to be saved. Trusting it is left to the user.
class AuthorityDialog final : public QDialog
{
    Q_OBJECT
public:
    AuthorityDialog(ExportedAuthority authority, const Texts& texts, QWidget* parent = nullptr);

    /// Writes the certificate with the advice before it, beside the window's thread.
    void saveTo(const QString& path);

private:
    void setupButtons();
    void askWhere();

    ExportedAuthority m_authority;
    Texts m_texts;
    QPlainTextEdit* m_advice;
    TextLabel* m_said;
    Workers m_workers;
};

} // namespace pathlight
