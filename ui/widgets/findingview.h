// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/texts.h"
#include "core/rules/finding.h"

#include <QWidget>

class QBoxLayout;

namespace pathlight {

class Card;

/// One finding: what it means beside what to do, or below it where the window is narrow.
class FindingView final : public QWidget
{
    Q_OBJECT
public:
    FindingView(const Finding& finding, const Texts& texts, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addMeaning(Card* card, const Finding& finding, const Explanation& explanation, const Texts& texts);
    void addRemedies(Card* card, const Explanation& explanation, const Texts& texts);

    QBoxLayout* m_columns;
};

[[nodiscard]] QString severityText(Severity severity, const Texts& texts);

} // namespace pathlight
