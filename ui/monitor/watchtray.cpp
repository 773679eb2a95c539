// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/watchtray.h"

#include "ui/monitor/outagetext.h"
#include "ui/tr.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

WatchTray::WatchTray(MonitorModel* model, const Words* words, std::unique_ptr<Tray> tray, QObject* parent)
    : QObject(parent), m_model(model), m_words(words), m_tray(std::move(tray))
{
    m_clock.start();
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &WatchTray::giveNotice);
    connect(model, &MonitorModel::started, this, [this] { m_notices = OutageNotices(); });
    connect(model, &MonitorModel::changed, this, &WatchTray::update);
    connect(model, &MonitorModel::outageBegan, this, [this](const QString& target) {
        m_notices.change(target, true, now());
        planNotice();
    });
    connect(model, &MonitorModel::outageEnded, this, [this](const QString& target, bool recovered) {
        if (recovered)
            m_notices.change(target, false, now());
        else
            m_notices.forget(target);
        planNotice();
    });
    // What ends with the watch is no news, and whoever stopped it knows.
    connect(model, &MonitorModel::ended, &m_due, &QTimer::stop);
    retranslate();
}

std::chrono::milliseconds WatchTray::now() const
{
    return std::chrono::milliseconds(m_clock.elapsed());
}

void WatchTray::update()
{
    if (!m_tray) return;
    if (m_model->isRunning() && m_tray->isAvailable())
        m_tray->show(standingOf(*m_model), u"Pathlight – "_s + stateSentence(*m_model, m_words->texts()));
    else
        m_tray->hide();
}

void WatchTray::planNotice()
{
    const auto due = m_notices.dueAt();
    if (due)
        m_due.start(std::max(*due - now(), std::chrono::milliseconds(0)));
    else
        m_due.stop();
}

void WatchTray::giveNotice()
{
    const auto notice = m_notices.take(now());
    planNotice();
    if (!notice || !m_telling || !isAvailable() || !m_model->isRunning()) return;
    QStringList lines;
    for (const QString& label : notice->down) {
        const SeenTarget* const target = m_model->record().target(label);
        const SeenOutage* const outage = target ? target->current() : nullptr;
        lines.append(targetName(label) + (outage ? u": "_s + causeOf(*outage, m_words->texts()) : QString()));
    }
    for (const QString& label : notice->up)
        lines.append(Tr::tr("%1: answers again").arg(targetName(label)));
    const bool bad = !notice->down.isEmpty();
    m_tray->notify(bad ? Standing::Failed : Standing::Passed,
                   bad ? Tr::tr("An outage has begun") : Tr::tr("An outage is over"), lines.join(u'\n'));
}

void WatchTray::tellHidden()
{
    if (!isAvailable()) return;
    m_tray->notify(standingOf(*m_model), Tr::tr("Pathlight goes on watching"),
                   Tr::tr("Its window is closed. The icon in the tray opens it again and stops the watch."));
}

void WatchTray::retranslate()
{
    if (m_tray) m_tray->word({Tr::tr("Open Pathlight"), Tr::tr("Stop watching"), Tr::tr("Quit")});
    update();
}

} // namespace pathlight
