// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/authority.h"
#include "ui/steps/stepview.h"

class QPushButton;

namespace pathlight {

class CertificateTree;

/// The chain as a tree, with the certificate that breaks it, and who would accept it. Where a private
/// authority made it, its certificate can be saved.
class TlsView final : public StepView
{
    Q_OBJECT
public:
    explicit TlsView(QWidget* parent = nullptr);

protected:
    void showPicture(const Report& report) override;
    void clearPicture() override;
    void wordPicture() override;
    [[nodiscard]] QStringList tablesInPicture() const override
    {
        return {QStringLiteral("chain"), QStringLiteral("stores")};
    }

private:
    CertificateTree* m_picture;
    QPushButton* m_authority;
    ExportedAuthority m_exported;
};

} // namespace pathlight
