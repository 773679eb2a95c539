// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/practice/connection.h"
#include "core/practice/scenario.h"
#include "core/walk/options.h"
#include "core/walk/step.h"
#include "core/walk/target.h"

#include <QObject>
#include <QThread>

namespace pathlight {

struct PracticeOpened;

/// A simulated endpoint on loopback with one fault, walked like a real one.
///
/// @code
/// auto* server = new PracticeServer(*practiceScenario(u"reset"_s), name, this);
/// connect(server, &PracticeServer::ready, this, [=] { walk(server->target(), server->caFile(),
/// server->key()); }); server->start();
/// @endcode
/// It has an authority of its own, made at the start; the file that holds it goes with the server. It works
/// on a thread of its own, so neither start() nor any of its clients holds up the caller. Signals come in the
/// caller's thread, exactly one of ready() and failed() for each start(). The destructor waits for the
/// thread, which never waits for anything.
class PracticeServer final : public QObject
{
    Q_OBJECT
public:
    /// `targetName` is what the target is called in views and reports; empty: "practice: <scenario>".
    explicit PracticeServer(PracticeScenario scenario, const QString& targetName = {},
                            QObject* parent = nullptr);
    ~PracticeServer() override;

    /// To be called once.
    void start();

    [[nodiscard]] const PracticeScenario& scenario() const { return m_scenario; }
    /// What to walk to. Nothing but this computer is asked: there are no resolvers to compare with, and
    /// controls on loopback only where the scenario has some. Its id is "practice-<scenario>". Whole after
    /// ready().
    [[nodiscard]] const Target& target() const { return m_target; }
    /// The PEM file to trust (WalkOptions::caFile). Set after ready().
    [[nodiscard]] const QString& caFile() const { return m_caFile; }
    /// How to walk to it: what it trusts, and what a user has to allow for the fault to show. Whole after
    /// ready().
    [[nodiscard]] WalkOptions options() const;
    /// The made-up key that this scenario needs sent; unset where it needs none.
    [[nodiscard]] ApiKey key() const;

Q_SIGNALS:
    void ready();
    /// The system would not give what the scenario needs; `error` is in its words.
    void failed(const QString& error);
    void served(const pathlight::PracticeServed& what);

private:
    void opened(const PracticeOpened& opened);

    PracticeScenario m_scenario;
    Target m_target;
    QString m_caFile;
    QThread m_thread;
};

} // namespace pathlight
