// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/http.h"

#include <QObject>

namespace pathlight {

/// The answer that the step `http` hands on to the step `api`, as "answer".
class AnswerHolder final : public QObject
{
    Q_OBJECT
public:
    AnswerHolder(HttpAnswer answer, bool keySent) : m_answer(std::move(answer)), m_keySent(keySent) {}

    [[nodiscard]] const HttpAnswer& answer() const { return m_answer; }
    [[nodiscard]] bool keySent() const { return m_keySent; }

private:
    HttpAnswer m_answer;
    bool m_keySent;
};

} // namespace pathlight
