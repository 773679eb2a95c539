// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/step.h"

#include <QCoroTask>
#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QPointer>

#include <vector>

namespace pathlight {

/// What the configured resolver calls the routers on the way. The questions run beside the trace: at most 24,
/// each sent twice at most and given up after 1.2 s. An answer is whatever its owner likes to write, so a
/// name proves nothing. Lives in one thread; questions still open when it goes are forgotten.
class HopNames final : public QObject
{
    Q_OBJECT
public:
    explicit HopNames(const StepContext& context);

    /// Asks for those that were not asked for before.
    void ask(const QStringList& addresses);
    [[nodiscard]] bool isDone() const { return m_open == 0; }
    /// Puts the names known so far to their hops.
    void nameHops(QList<HopEvidence>* hops) const;
    /// Waits until all are answered, at most `patience`.
    [[nodiscard]] static QCoro::Task<void> wait(Scope scope, std::shared_ptr<HopNames> names,
                                                std::chrono::milliseconds patience);

Q_SIGNALS:
    void changed();

private:
    static QCoro::Task<void> askOne(Scope scope, QHostAddress resolver, QString address,
                                    QPointer<HopNames> names);

    Scope m_scope;
    QHostAddress m_resolver; ///< null: none is configured
    QStringList m_asked;
    QHash<QString, QString> m_names;
    int m_open = 0;
    std::vector<QCoro::Task<void>> m_tasks;
};

} // namespace pathlight
