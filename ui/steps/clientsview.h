// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/steps/stepview.h"

#include <QSet>

class QVBoxLayout;

namespace pathlight {

/// One card a client: would it work, and why not; behind "Details" what it is set to, where that is known
/// from, and the settings that follow from the walk, each to be copied.
class ClientsView final : public StepView
{
    Q_OBJECT
public:
    explicit ClientsView(QWidget* parent = nullptr);

    /// The settings depend on all that was measured, not on this step's evidence alone.
    [[nodiscard]] QList<QJsonObject> drawnFrom(const Report& report) const override;

protected:
    void showPicture(const Report& report) override;
    void clearPicture() override;
    [[nodiscard]] QStringList tablesInPicture() const override
    {
        return {QStringLiteral("clients"), QStringLiteral("settings")};
    }

private:
    QWidget* m_picture;
    QVBoxLayout* m_cards;
    QSet<QString> m_open; ///< clients whose details the user has opened
};

} // namespace pathlight
