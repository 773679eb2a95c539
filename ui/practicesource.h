// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/practice/practiceserver.h"
#include "ui/walksource.h"

namespace pathlight {

/// A walk to a simulated fault: an endpoint on this computer's loopback, and a real walk to it. Nothing
/// leaves this computer.
class PracticeSource final : public WalkSource
{
    Q_OBJECT
public:
    /// `request.scenario` names the fault; its target and authority come from the endpoint.
    explicit PracticeSource(DiagnosisRequest request, QObject* parent = nullptr);
    ~PracticeSource() override;

    void start() override;
    void next() override;
    void runAll() override;
    void cancel() override;

private:
    void walk();
    void giveUp(const QString& message);

    DiagnosisRequest m_request;
    std::unique_ptr<PracticeServer> m_server;
    std::unique_ptr<Diagnosis> m_diagnosis; ///< ends before the server does
    bool m_ended = false;
};

} // namespace pathlight
