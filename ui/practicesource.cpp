// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/practicesource.h"

#include "ui/tr.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

std::unique_ptr<WalkSource> makeSource(const DiagnosisRequest& request)
{
    if (request.practice) return std::make_unique<PracticeSource>(request);
    return std::make_unique<LiveSource>(request);
}

PracticeSource::PracticeSource(DiagnosisRequest request, QObject* parent)
    : WalkSource(parent), m_request(std::move(request))
{}

PracticeSource::~PracticeSource() = default;

void PracticeSource::start()
{
    const PracticeScenario* const scenario = practiceScenario(m_request.scenario);
    if (!scenario) {
        const QString message = Tr::tr("There is no practice scenario called “%1”.").arg(m_request.scenario);
        QMetaObject::invokeMethod(
            this, [this, message] { giveUp(message); }, Qt::QueuedConnection);
        return;
    }
    m_server = std::make_unique<PracticeServer>(*scenario, m_request.target.name);
    connect(m_server.get(), &PracticeServer::ready, this, &PracticeSource::walk);
    connect(m_server.get(), &PracticeServer::failed, this, [this](const QString& error) {
        giveUp(Tr::tr("The practice endpoint could not be opened: %1").arg(error));
    });
    m_server->start();
}

void PracticeSource::walk()
{
    if (m_ended) return;
    m_request.target = m_server->target();
    m_request.key = m_server->key();
    m_request.options = m_server->options();
    m_request.quietUpTo = m_server->scenario().quietUpTo;
    m_diagnosis = std::make_unique<Diagnosis>(m_request);
    connect(m_diagnosis.get(), &Diagnosis::event, this, &WalkSource::event);
    connect(m_diagnosis.get(), &Diagnosis::finished, this, &WalkSource::finished);
    m_diagnosis->start();
}

void PracticeSource::giveUp(const QString& message)
{
    if (m_ended) return;
    m_ended = true;
    if (!message.isEmpty()) Q_EMIT failed(message);
    Q_EMIT finished();
}

void PracticeSource::next()
{
    if (m_diagnosis) m_diagnosis->next();
}

void PracticeSource::runAll()
{
    m_request.pace = Pace::RunAll;
    if (m_diagnosis) m_diagnosis->runAll();
}

void PracticeSource::cancel()
{
    if (m_diagnosis)
        m_diagnosis->cancel();
    else
        QMetaObject::invokeMethod(
            this, [this] { giveUp({}); }, Qt::QueuedConnection);
}

} // namespace pathlight
