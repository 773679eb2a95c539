// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practiceserver.h"

#include "core/practice/endpoint.h"
#include "core/practice/reply.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr double longestQuietWalk = 110; ///< seconds; the endpoint's connections live for two minutes

Target practiceTarget(const PracticeScenario& scenario, const QString& name)
{
    Target target;
    target.id = u"practice-"_s + scenario.id;
    target.name = name.isEmpty() ? QString(u"practice: "_s + scenario.id) : name;
    target.probe.path = u"/v1/models"_s;
    target.probe.headers.insert(u"anthropic-version"_s, u"2023-06-01"_s);
    target.auth.header = u"x-api-key"_s;
    return target;
}

} // namespace

PracticeServer::PracticeServer(PracticeScenario scenario, const QString& targetName, QObject* parent)
    : QObject(parent), m_scenario(std::move(scenario)), m_target(practiceTarget(m_scenario, targetName))
{
    qRegisterMetaType<PracticeServed>();
    qRegisterMetaType<PracticeOpened>();
    m_thread.setObjectName(u"practice"_s);
}

PracticeServer::~PracticeServer()
{
    m_thread.quit();
    m_thread.wait();
}

void PracticeServer::start()
{
    auto* endpoint = new PracticeEndpoint(m_scenario);
    endpoint->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, endpoint, &PracticeEndpoint::open);
    connect(&m_thread, &QThread::finished, endpoint, &QObject::deleteLater);
    connect(endpoint, &PracticeEndpoint::opened, this, &PracticeServer::opened);
    connect(endpoint, &PracticeEndpoint::failed, this, &PracticeServer::failed);
    connect(endpoint, &PracticeEndpoint::served, this, &PracticeServer::served);
    m_thread.start();
}

WalkOptions PracticeServer::options() const
{
    WalkOptions options;
    options.caFile = m_caFile;
    options.proxy = u"none"_s; // A proxy would be asked for this computer's own loopback.
    options.http2 = m_scenario.http2 != PracticeHttp2::NotOffered;
    if (m_scenario.quietUpTo.count() > 0) options.deadlineSeconds = longestQuietWalk;
    return options;
}

ApiKey PracticeServer::key() const
{
    return m_scenario.sendsKey ? ApiKey("practice-key-that-opens-nothing") : ApiKey();
}

void PracticeServer::opened(const PracticeOpened& opened)
{
    m_target.url = u"https://localhost:%1"_s.arg(opened.port);
    m_target.statusPage = m_target.url + QLatin1StringView(practiceStatusPath);
    m_caFile = opened.caFile;
    if (opened.controlPort) {
        const QString base = u"http://127.0.0.1:%1"_s.arg(opened.controlPort);
        m_target.controls = {{base + u"/generate_204"_s, 204, {}},
                             {base + u"/success.txt"_s, 200, u"success"_s}};
    }
    Q_EMIT ready();
}

} // namespace pathlight
