// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace pathlight {

/// The one context of every sentence of the window's own: buttons, menus, labels. What steps, statuses,
/// faults and remedies say comes from Texts instead, so that the reports say the same.
class Tr
{
    Q_DECLARE_TR_FUNCTIONS(Pathlight)
};

} // namespace pathlight
