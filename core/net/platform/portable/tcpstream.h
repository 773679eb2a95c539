// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/stream.h"

#include <QTcpSocket>

#include <memory>

namespace pathlight::platform {

/// A connected QTcpSocket, with the bounds of the Linux stream: it reads ahead by at most 256 KiB and queues
/// at most 16 MiB to send; more than that ends the stream as Failed. Qt reports a reset as a close, so this
/// stream does too (Abilities::resetEvidence).
class PortableStream final : public Stream
{
    Q_OBJECT
public:
    explicit PortableStream(std::unique_ptr<QTcpSocket> socket);
    ~PortableStream() override;

    [[nodiscard]] QByteArray read() override { return m_socket->readAll(); }
    void write(const QByteArray& bytes) override;
    [[nodiscard]] bool flushed() const override;
    [[nodiscard]] StreamEnd end() const override { return m_end; }
    [[nodiscard]] QString errorText() const override { return m_errorText; }
    [[nodiscard]] qintptr descriptor() const override { return m_socket->socketDescriptor(); }

private:
    void noticeEnd();
    void finish(StreamEnd end, const QString& text);

    std::unique_ptr<QTcpSocket> m_socket;
    StreamEnd m_end = StreamEnd::Open;
    QString m_errorText;
};

} // namespace pathlight::platform
