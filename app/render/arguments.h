// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/redact.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace pathlight {

/// What pathlight-render is asked for.
struct RenderRequest
{
    enum class What { Pdf, Png, Svg, FlowchartPng };

    What what = What::Pdf;
    QString language;
    Redaction redaction = Redaction::Standard;
    QString output;

    /// The empty flowchart needs no walk.
    [[nodiscard]] bool needsJournal() const { return what != What::FlowchartPng; }
};

/// Reads the arguments, the program's name first. Null: they are no request, and `problem` says why, for
/// standard error.
[[nodiscard]] std::optional<RenderRequest> readArguments(const QStringList& arguments, QString* problem);

[[nodiscard]] QString usage();

} // namespace pathlight
