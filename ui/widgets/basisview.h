// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/basis.h"

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace pathlight {

/// A finding opened to the measurements that made it: closed at first, one button shows them.
class BasisView final : public QWidget
{
    Q_OBJECT
public:
    explicit BasisView(QWidget* parent = nullptr);

    /// Hidden where there is nothing to show. Stays open or closed as it was.
    void setBasis(const QList<Basis>& basis, const Texts& texts);

private:
    void open(bool isOpen);
    void fill();
    void addTable(const EvidenceTable& table);

    QToolButton* m_button;
    QWidget* m_content;
    QVBoxLayout* m_box;
    QList<Basis> m_basis;
    Texts m_texts;
};

} // namespace pathlight
