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

/// Writes a walk to a file in a format, with user and host names taken out (Redaction::Standard). Whole or not at
/// all: a file that was there stays until the new one is complete. Returns what went wrong; empty: nothing.
[[nodiscard]] QString exportWalk(ExportFormat format, const QList<Event>& events, const Texts& texts,
                                 const QString& path);

/// exportWalk() beside the window's thread.
class Exporter final : public QObject
{
    Q_OBJECT
public:
    explicit Exporter(QObject* parent = nullptr);

    void write(ExportFormat format, const QList<Event>& events, const Texts& texts, const QString& path);

Q_SIGNALS:
    void written(const QString& path);
    void failed(const QString& path, const QString& error);

private:
    Workers m_workers;
};

} // namespace pathlight
