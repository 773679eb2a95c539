// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <memory>

namespace pathlight::cli {

/// Where a command's result goes: a file, or standard output. A file is replaced whole or not at all; what is
/// no regular file (a pipe, /dev/null) is written as it stands.
class Output
{
public:
    /// Opens at once, so that a walk is not made in vain. `path` empty: standard output.
    explicit Output(const QString& path);
    ~Output();

    /// Why it cannot be written, naming the file; empty: it can.
    [[nodiscard]] const QString& error() const { return m_error; }
    /// Writes the result and puts it in its place.
    [[nodiscard]] bool write(const QByteArray& bytes);
    [[nodiscard]] bool isStandardOutput() const { return m_path.isEmpty(); }
    [[nodiscard]] const QString& path() const { return m_path; }

private:
    QString m_path;
    std::unique_ptr<QIODevice> m_device;
    QString m_error;
};

/// Writes a command's result; status 3 and a line on standard error where that fails, else `status`.
[[nodiscard]] int finishWith(Output* output, const QByteArray& bytes, int status);

} // namespace pathlight::cli
