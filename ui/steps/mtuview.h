// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/mtu.h"
#include "ui/steps/stepview.h"

namespace pathlight {

class PacketSizesView;

/// Which packet sizes came through, and which way. It fills as the probes end.
class MtuView final : public StepView
{
    Q_OBJECT
public:
    explicit MtuView(QWidget* parent = nullptr);

    void addSample(const Event& event) override;

protected:
    void showPicture(const Report& report) override;
    void clearPicture() override;
    void wordPicture() override;

private:
    PacketSizesView* m_picture;
    MtuEvidence m_seen; ///< so far
};

} // namespace pathlight
