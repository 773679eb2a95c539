// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/worded.h"
#include "ui/pdf/document.h"

namespace pathlight {

/// What the report is made of.
struct PdfSource
{
    const QList<Event>& events;
    const Report& report;
    const WordedReport& worded;
    const Texts& texts;
};

/// A journal's instant as people read it, still in the time that all of its machines share.
QString readableInstant(const QString& iso);
/// The first page: what is broken, whose it is, how sure that is, what to do.
void addVerdict(Document& document, const PdfSource& source);
/// Every step in a line, then the flowchart with the path.
void addOverview(Document& document, const PdfSource& source);
/// The steps one by one, with their pictures and tables.
void addSteps(Document& document, const PdfSource& source);

} // namespace pathlight
