// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/tcpview.h"

#include "ui/graphics/handshakeladder.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A hostile journal may hold any number of samples; more rungs than these tell nobody anything.
constexpr qsizetype ticksShown = 24;
constexpr qsizetype addressesShown = 12;
constexpr qsizetype wordShown = 40;

} // namespace

TcpView::TcpView(QWidget* parent) : StepView(u"tcp"_s, parent), m_picture(new HandshakeLadder)
{
    m_picture->setObjectName(u"handshakeLadder"_s);
    addPicture(m_picture);
    m_picture->hide();
}

/// The attempt to this address, begun where it is new; null where there are enough of them.
ConnectAttempt* TcpView::attemptTo(const QString& address)
{
    QList<ConnectAttempt>& attempts = m_seen.attempts;
    const auto found = std::find_if(attempts.begin(), attempts.end(),
                                    [&](const ConnectAttempt& each) { return each.address == address; });
    if (found != attempts.end()) return &*found;
    if (attempts.size() >= addressesShown) return nullptr;
    ConnectAttempt begun;
    begun.address = address;
    begun.family = address.contains(u':') ? u"ipv6"_s : u"ipv4"_s;
    attempts.append(begun);
    return &attempts.last();
}

void TcpView::addSample(const Event& event)
{
    if (event.data.value(u"kind"_s) != QLatin1StringView(sample::syn)) return;
    ConnectAttempt* const attempt = attemptTo(event.data.value(u"address"_s).toString().left(80));
    if (!attempt || attempt->ticks.size() >= ticksShown) return;
    readJson(event.data.value(u"port"_s), attempt->port);
    readJson(event.data.value(u"expectedMs"_s), m_seen.expectedScheduleMs);
    if (event.data.contains(u"icmp"_s)) readJson(event.data.value(u"icmp"_s), attempt->icmp);
    attempt->ticks.append(
        {event.data.value(u"what"_s).toString().left(wordShown), event.data.value(u"atMs"_s).toDouble()});
    m_picture->show();
    m_picture->showSoFar(m_seen);
    setSomething();
}

QList<QJsonObject> TcpView::drawnFrom(const Report& report) const
{
    const StepReport* const tls = report.step(u"tls"_s);
    return StepView::drawnFrom(report) << (tls ? tls->evidence : QJsonObject());
}

void TcpView::showPicture(const Report& report)
{
    if (!report.evidence.tcp) return;
    m_picture->show();
    m_picture->setEvidence(*report.evidence.tcp, report.evidence.tls);
}

void TcpView::clearPicture()
{
    m_seen = {};
    m_picture->hide();
    m_picture->reset();
}

void TcpView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
