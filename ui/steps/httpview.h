// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/steps/stepview.h"

namespace pathlight {

class TimingWaterfall;

/// Where the time of the exchange went, as a waterfall.
class HttpView final : public StepView
{
    Q_OBJECT
public:
    explicit HttpView(QWidget* parent = nullptr);

protected:
    void showPicture(const Report& report) override;
    void clearPicture() override;
    void wordPicture() override;

private:
    TimingWaterfall* m_picture;
};

} // namespace pathlight
