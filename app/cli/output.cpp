// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "app/cli/command.h"
#include "app/cli/terminal.h"

#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

Output::Output(const QString& path) : m_path(path)
{
    if (path.isEmpty()) return;
    const QFileInfo info(path);
    // Replacing is for files: a device or a pipe of that name must not be replaced by one.
    const bool replace = !info.exists() || info.isFile();
    if (replace)
        m_device = std::make_unique<QSaveFile>(path);
    else
        m_device = std::make_unique<QFile>(path);
    if (!m_device->open(QIODevice::WriteOnly)) m_error = m_path + u": "_s + m_device->errorString();
}

Output::~Output() = default;

bool Output::write(const QByteArray& bytes)
{
    if (!m_error.isEmpty()) return false;
    if (isStandardOutput()) {
        if (!writeStandardOutput(bytes)) m_error = u"standard output could not be written"_s;
        return m_error.isEmpty();
    }
    bool written = m_device->write(bytes) == bytes.size();
    if (auto* whole = qobject_cast<QSaveFile*>(m_device.get()))
        written = written && whole->commit();
    else if (auto* file = qobject_cast<QFile*>(m_device.get()))
        written = written && file->flush();
    if (!written) m_error = m_path + u": "_s + m_device->errorString();
    return written;
}

int finishWith(Output* output, const QByteArray& bytes, int status)
{
    if (output->write(bytes)) return status;
    say(output->error());
    if (!output->isStandardOutput() && writeStandardOutput(bytes))
        say(u"the result went to standard output instead"_s);
    return Failed;
}

} // namespace pathlight::cli
