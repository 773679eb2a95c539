// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/detachedcall.h"

#include <QHostAddress>
#include <QObject>

#include <memory>
#include <optional>

namespace pathlight {

/// The operating system's own name look-up (getaddrinfo), as most clients use it. One that hangs for half a
/// minute delays neither Stop nor the program's end.
class SystemLookup final : public QObject
{
    Q_OBJECT
public:
    explicit SystemLookup(const QString& name, QObject* parent = nullptr);

    struct Answer
    {
        QList<QHostAddress> addresses; ///< in the system's order, each once, at most 1,000
        QString error;                 ///< "EAI_NONAME"…; empty: it worked
        double ms = 0;
    };
    /// Null while the look-up runs.
    [[nodiscard]] const std::optional<Answer>& answer() const { return m_answer; }

Q_SIGNALS:
    void changed();

private:
    std::shared_ptr<Answer> m_found; ///< the thread's, until the call is done
    std::optional<Answer> m_answer;
    DetachedCall m_call;
};

} // namespace pathlight
