// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/steps/stepview.h"

namespace pathlight {

class HopTable;

/// The hops on the way, live, the last one first in the eye; a connection that stands tells that silence at
/// the end is no break.
class RouteView final : public StepView
{
    Q_OBJECT
public:
    explicit RouteView(QWidget* parent = nullptr);

    void addSample(const Event& event) override;
    [[nodiscard]] QList<QJsonObject> drawnFrom(const Report& report) const override;

protected:
    void showPicture(const Report& report) override;
    void clearPicture() override;
    void wordPicture() override;
    [[nodiscard]] QStringList tablesInPicture() const override
    {
        return {QStringLiteral("hops"), QStringLiteral("others")};
    }

private:
    HopTable* m_picture;
};

} // namespace pathlight
