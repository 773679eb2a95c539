// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/hostaddresses.h"

#include "core/async/wait.h"
#include "core/net/systemlookup.h"

namespace pathlight {

QCoro::Task<QList<QHostAddress>> addressesOf(Scope scope, QString host)
{
    if (const QHostAddress literal(host); !literal.isNull()) co_return QList<QHostAddress>{literal};
    SystemLookup lookup(host);
    co_await until(scope, &lookup, &SystemLookup::changed, [&lookup] { return lookup.answer().has_value(); });
    co_return lookup.answer() ? lookup.answer()->addresses : QList<QHostAddress>();
}

} // namespace pathlight
