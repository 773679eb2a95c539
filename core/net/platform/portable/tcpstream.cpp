// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/platform/portable/tcpstream.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight::platform {

namespace {

constexpr qint64 readAhead = 256LL * 1024;
constexpr qint64 mostQueued = 16LL * 1024 * 1024;

} // namespace

PortableStream::PortableStream(std::unique_ptr<QTcpSocket> socket) : m_socket(std::move(socket))
{
    m_socket->disconnect();
    m_socket->setReadBufferSize(readAhead);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &Stream::changed);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &Stream::changed);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &PortableStream::noticeEnd);
    // It may have ended before it was handed over: told from the event loop, when somebody listens.
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, &PortableStream::noticeEnd, Qt::QueuedConnection);
}

PortableStream::~PortableStream()
{
    // Whatever closing emits is nobody's business any more.
    m_socket->disconnect(this);
    m_socket->abort();
}

void PortableStream::write(const QByteArray& bytes)
{
    if (m_end != StreamEnd::Open) return;
    if (m_socket->bytesToWrite() + bytes.size() > mostQueued) {
        finish(StreamEnd::Failed, u"ENOBUFS"_s);
        QMetaObject::invokeMethod(this, &Stream::changed, Qt::QueuedConnection);
        return;
    }
    m_socket->write(bytes);
    m_socket->flush();
}

bool PortableStream::flushed() const
{
    return m_end != StreamEnd::Open || m_socket->bytesToWrite() == 0;
}

void PortableStream::noticeEnd()
{
    if (m_end != StreamEnd::Open) return;
    const bool closed = m_socket->error() == QAbstractSocket::RemoteHostClosedError;
    finish(closed ? StreamEnd::ClosedByPeer : StreamEnd::Failed,
           closed ? QString() : m_socket->errorString());
    Q_EMIT changed();
}

void PortableStream::finish(StreamEnd end, const QString& text)
{
    m_end = end;
    m_errorText = text;
}

} // namespace pathlight::platform
