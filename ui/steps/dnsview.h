// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/steps/stepview.h"

namespace pathlight {

class AnswerTable;

/// What each name server says, live, and what the certificate at the address proves.
class DnsView final : public StepView
{
    Q_OBJECT
public:
    explicit DnsView(QWidget* parent = nullptr);

    void addSample(const Event& event) override;
    /// Its own, and that of the TLS handshake, whose certificate decides.
    [[nodiscard]] QList<QJsonObject> drawnFrom(const Report& report) const override;

protected:
    void showPicture(const Report& report) override;
    void clearPicture() override;
    void wordPicture() override;
    [[nodiscard]] QStringList tablesInPicture() const override
    {
        return {QStringLiteral("answers"), QStringLiteral("queries"), QStringLiteral("certificates")};
    }

private:
    AnswerTable* m_picture;
};

} // namespace pathlight
