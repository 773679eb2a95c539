// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/redact.h"
#include "core/report/texts.h"
#include "ui/workers.h"

#include <QObject>

namespace pathlight {

enum class ExportFormat { Pdf, Html, Markdown, Text, Json, Journal };

/// The ending of a file of that format, without the dot.
[[nodiscard]] QString suffixOf(ExportFormat format);

/// Writes a walk to a file in a format, with user and host names taken out (Redaction::Standard). Whole or
/// not at all: a file that was there stays until the new one is complete. Returns what went wrong; empty:
/// nothing.
[[nodiscard]] QString exportWalk(ExportFormat format, const QList<Event>& events, const Texts& texts,
                                 const QString& path);

/// Writes walks to files without holding up the caller: beside the window's thread, but for a PDF, whose
/// pictures are scenes that only that thread may draw; it takes about a tenth of a second, in a turn of the
/// event loop of its own.
class Exporter final : public QObject
{
    Q_OBJECT
public:
    explicit Exporter(QObject* parent = nullptr);

    void write(ExportFormat format, const QList<Event>& events, const Texts& texts, const QString& path);
    /// Bytes that stand already, beside the window's thread.
    void writeBytes(const QByteArray& bytes, const QString& path);

Q_SIGNALS:
    void written(const QString& path);
    void failed(const QString& path, const QString& error);

private:
    void tell(const QString& path, const QString& error);

    Workers m_workers;
};

} // namespace pathlight
