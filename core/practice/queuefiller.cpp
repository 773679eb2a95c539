// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/queuefiller.h"

#include <QTcpSocket>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace pathlight {

namespace {

/// The queue was asked to hold one; Linux holds one more than asked, others round up.
constexpr std::size_t mostConnections = 32;

} // namespace

QueueFiller::QueueFiller(const QHostAddress& address, quint16 port, QObject* parent)
    : QObject(parent), m_address(address), m_port(port)
{}

QueueFiller::~QueueFiller()
{
    // Their ends must not come back here while the members are going.
    if (m_next) m_next->disconnect(this);
}

void QueueFiller::connectOne()
{
    if (m_connected.size() >= mostConnections) {
        Q_EMIT failed(u"the listen queue does not fill"_s);
        return;
    }
    m_next = std::make_unique<QTcpSocket>();
    connect(
        m_next.get(), &QTcpSocket::connected, this,
        [this] {
            m_connected.push_back(std::move(m_next));
            connectOne();
        },
        Qt::QueuedConnection);
    connect(
        m_next.get(), &QTcpSocket::errorOccurred, this,
        [this] {
            if (m_next) Q_EMIT failed(m_next->errorString());
        },
        Qt::QueuedConnection);
    QTimer::singleShot(500ms, m_next.get(), [this, socket = m_next.get()] {
        if (socket == m_next.get()) stillWaiting();
    });
    m_next->connectToHost(m_address, m_port);
}

void QueueFiller::stillWaiting()
{
    if (m_next->state() != QAbstractSocket::ConnectingState) return;
    m_next->disconnect(this);
    m_next.release()->deleteLater();
    Q_EMIT full();
}

} // namespace pathlight
