// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace pathlight {

/// Reads lines that may be long, with one buffer for all of them: QIODevice::readLine(most) makes one of
/// `most` bytes for each line. The device stays the caller's and must outlive it.
class LineReader
{
public:
    /// No line is longer than `most` bytes: the rest of a longer one comes as the next.
    LineReader(QIODevice* device, qint64 most) : m_device(device), m_buffer(most + 1, Qt::Uninitialized) {}

    /// With its line feed; without one it is the last, or too long. Empty: there is no more, or it cannot be
    /// read.
    [[nodiscard]] QByteArray next()
    {
        const qint64 size = m_device->readLine(m_buffer.data(), m_buffer.size());
        return size > 0 ? QByteArray(m_buffer.constData(), size) : QByteArray();
    }

private:
    QIODevice* m_device;
    QByteArray m_buffer;
};

} // namespace pathlight
