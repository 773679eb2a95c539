// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/basis.h"
#include "core/report/texts.h"
#include "core/rules/finding.h"

#include <QWidget>

class QBoxLayout;

namespace pathlight {

class Card;

/// One finding: what it means and what it rests on, beside what to do, or above it where the window is
/// narrow.
class FindingView final : public QWidget
{
    Q_OBJECT
public:
    FindingView(const Finding& finding, const Evidence& evidence, const Texts& texts,
                QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addMeaning(Card* card, const Finding& finding, const Explanation& explanation, const Texts& texts);
    void addBasis(Card* card, const QList<Basis>& basis, const Texts& texts);
    void addRemedies(Card* card, const Explanation& explanation, const Texts& texts);

    QBoxLayout* m_columns;
};

[[nodiscard]] QString severityText(Severity severity, const Texts& texts);

} // namespace pathlight
