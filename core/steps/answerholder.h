// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"

#include <QObject>

namespace pathlight {

/// The answer that the step `http` hands on to the step `api`.
class AnswerHolder final : public QObject
{
    Q_OBJECT
public:
    explicit AnswerHolder(HttpAnswer received) : answer(std::move(received)) {}

    const HttpAnswer answer;
};

} // namespace pathlight
