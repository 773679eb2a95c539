// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/tcpview.h"

#include "ui/graphics/handshakeladder.h"
#include "ui/graphics/ink.h"
#include "ui/tr.h"
#include "ui/widgets/textlabel.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A hostile journal may hold any number of samples; more lines than these tell nobody anything.
constexpr qsizetype ticksShown = 24;
constexpr qsizetype addressesShown = 12;

QString wordsOf(const QString& what)
{
    if (what == u"syn") return Tr::tr("SYN sent");
    if (what == u"syn_again") return Tr::tr("SYN sent again");
    if (what == u"established") return Tr::tr("connected");
    if (what == u"rst") return Tr::tr("refused (RST)");
    if (what == u"icmp") return Tr::tr("a box on the way answered");
    if (what == u"gave_up") return Tr::tr("given up");
    if (what == u"closed") return Tr::tr("closed by the other side");
    if (what == u"reset") return Tr::tr("reset by the other side");
    return what.left(40);
}

} // namespace

TcpView::TcpView(QWidget* parent)
    : StepView(u"tcp"_s, parent), m_live(new TextLabel(TextRole::Body)), m_picture(new HandshakeLadder)
{
    m_live->setObjectName(u"liveHandshakeLabel"_s);
    m_picture->setObjectName(u"handshakeLadder"_s);
    addPicture(m_live);
    addPicture(m_picture);
    m_picture->hide();
}

void TcpView::addSample(const Event& event)
{
    if (event.data.value(u"kind"_s) != QLatin1StringView(sample::syn)) return;
    const QString address = event.data.value(u"address"_s).toString().left(80);
    if (!m_seen.contains(address) && m_seen.size() >= addressesShown) return;
    QStringList& seen = m_seen[address];
    if (seen.size() >= ticksShown) return;
    const double atMs = event.data.value(u"atMs"_s).toDouble();
    const QString words = wordsOf(event.data.value(u"what"_s).toString());
    seen.append(atMs > 0 ? words + u" ("_s + durationText(atMs) + u')' : words);
    QStringList lines;
    for (auto each = m_seen.cbegin(); each != m_seen.cend(); ++each) {
        lines.append(each.key() + u":  "_s + each.value().join(u"  →  "_s));
    }
    m_live->setText(lines.join(u'\n'));
    setSomething();
}

QList<QJsonObject> TcpView::drawnFrom(const Report& report) const
{
    const StepReport* const tls = report.step(u"tls"_s);
    return StepView::drawnFrom(report) << (tls ? tls->evidence : QJsonObject());
}

void TcpView::showPicture(const Report& report)
{
    if (!report.evidence.tcp) return;
    m_live->hide();
    m_picture->show();
    m_picture->setEvidence(*report.evidence.tcp, report.evidence.tls);
}

void TcpView::clearPicture()
{
    m_seen.clear();
    m_live->clear();
    m_live->show();
    m_picture->hide();
    m_picture->reset();
}

void TcpView::wordPicture()
{
    m_picture->setTexts(texts());
}

} // namespace pathlight
