// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/mtuview.h"

#include "ui/graphics/packetsizesview.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A hostile journal may hold any number of samples; a family's probes are at most nineteen.
constexpr qsizetype probesShown = 20;

} // namespace

MtuView::MtuView(QWidget* parent) : StepView(u"mtu"_s, parent), m_picture(new PacketSizesView)
{
    addPicture(m_picture);
}

void MtuView::addSample(const Event& event)
{
    if (event.data.value(u"kind"_s) != QLatin1StringView(sample::mtuProbe)) return;
    if (m_seen.probes.size() >= probesShown) return;
    MtuProbe probe;
    readJson(event.data, probe);
    m_seen.probes.append(probe);
    m_picture->setEvidence(m_seen);
    setSomething();
}

void MtuView::showPicture(const Report& report)
{
    if (report.evidence.mtu) m_picture->setEvidence(*report.evidence.mtu);
}

void MtuView::clearPicture()
{
    m_seen = {};
    m_picture->reset();
}

void MtuView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
