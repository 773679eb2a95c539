// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/steps/stepview.h"

namespace pathlight {

class StreamTimelineView;

/// The streamed answers on a time line, which grows as events come.
class StreamView final : public StepView
{
    Q_OBJECT
public:
    explicit StreamView(QWidget* parent = nullptr);

    void addSample(const Event& event) override;

protected:
    void showPicture(const Report& report) override;
    void clearPicture() override;
    void wordPicture() override;

private:
    StreamTimelineView* m_picture;
};

} // namespace pathlight
