// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/handshakeladder.h"

#include "ui/graphics/ink.h"
#include "ui/graphics/ladderpainter.h"

#include <QTabBar>
#include <QVBoxLayout>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maximumTabs = 32;

QIcon markIcon(Standing standing, const Palette& palette)
{
    constexpr int side = 32; // for screens of twice the density
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawMark(painter, QRectF(2, 2, side - 4, side - 4), standing, palette);
    return QIcon(pixmap);
}

} // namespace

void LadderPicture::setPanels(const QList<LadderPanel>& panels)
{
    m_panels = panels;
    pictureChanged();
}

void LadderPicture::paintPicture(QPainter& painter, const QRectF& box, const Palette& palette)
{
    paintLadders(painter, box.adjusted(4, 6, -4, -4), m_panels, palette);
}

double LadderPicture::heightAt(double width) const
{
    return laddersHeight(m_panels, width - 8) + 10;
}

QString LadderPicture::inWords() const
{
    QStringList parts;
    for (const LadderPanel& panel : m_panels)
        parts.append(pathlight::inWords(panel, texts()));
    return parts.join(u"\n\n"_s);
}

QString LadderPicture::title() const
{
    return texts()(u"view.ladder.title"_s);
}

HandshakeLadder::HandshakeLadder(QWidget* parent)
    : QWidget(parent), m_tabs(new QTabBar(this)), m_picture(new LadderPicture(this))
{
    setObjectName(u"tcpHandshakeLadder"_s);
    m_tabs->setObjectName(u"attemptsTabBar"_s);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setDocumentMode(true);
    m_picture->setObjectName(u"ladderLadderPicture"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_tabs);
    layout->addWidget(m_picture);
    connect(m_tabs, &QTabBar::currentChanged, this, &HandshakeLadder::showAttempt);
    reset();
}

void HandshakeLadder::setTexts(const Texts& texts)
{
    m_picture->setTexts(texts);
    showAttempt(m_tabs->currentIndex());
}

void HandshakeLadder::setEvidence(const TcpEvidence& tcp)
{
    setEvidence(tcp, std::nullopt);
}

void HandshakeLadder::setEvidence(const TcpEvidence& tcp, const std::optional<TlsEvidence>& tls)
{
    m_tcp = tcp;
    m_tcp.attempts = tcp.attempts.mid(0, maximumTabs);
    m_tls = tls;
    m_isUnderWay = false;
    fillTabs();
    showAttempt(m_tabs->currentIndex());
}

void HandshakeLadder::showSoFar(const TcpEvidence& tcp)
{
    const int front = m_isUnderWay ? m_tabs->currentIndex() : 0;
    m_tcp = tcp;
    m_tls.reset();
    m_isUnderWay = true;
    fillTabs();
    m_tabs->setCurrentIndex(front);
    showAttempt(front);
}

LadderPanel HandshakeLadder::panelOf(const ConnectAttempt& attempt, const TlsEvidence* tls) const
{
    const Texts& texts = m_picture->texts();
    return m_isUnderWay ? ladderSoFar(attempt, m_tcp.expectedScheduleMs, texts)
                        : ladderOf(attempt, m_tcp.expectedScheduleMs, tls, texts);
}

void HandshakeLadder::fillTabs()
{
    const QSignalBlocker quiet(m_tabs);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    int front = 0;
    for (qsizetype index = 0; index < m_tcp.attempts.size(); ++index) {
        const ConnectAttempt& attempt = m_tcp.attempts[index];
        const Standing standing = panelOf(attempt, nullptr).standing;
        const bool failed = standing == Standing::Failed;
        // A tab's text is no markup, but an ampersand in it would be a mnemonic.
        m_tabs->addTab(markIcon(standing, m_picture->colours()),
                       QString(attempt.address).replace(u'&', u"&&"_s));
        const bool earlierFailed = panelOf(m_tcp.attempts[front], nullptr).standing == Standing::Failed;
        if (failed && !earlierFailed) front = static_cast<int>(index);
    }
    m_tabs->setCurrentIndex(front);
    m_tabs->setVisible(m_tcp.attempts.size() > 1);
}

int HandshakeLadder::currentAttempt() const
{
    return m_tcp.attempts.isEmpty() ? -1 : std::max(0, m_tabs->currentIndex());
}

void HandshakeLadder::showAttempt(int)
{
    const Texts& texts = m_picture->texts();
    QList<LadderPanel> panels;
    bool withTls = false;
    const int index = currentAttempt();
    if (index >= 0) {
        const ConnectAttempt& attempt = m_tcp.attempts[index];
        const TlsEvidence* tls = m_tls && m_tls->address == attempt.address ? &*m_tls : nullptr;
        withTls = tls && attempt.outcome == ConnectOutcome::Connected;
        panels.append(panelOf(attempt, tls));
    }
    panels.append(normalLadder(withTls, texts));
    m_picture->setPanels(panels);
}

} // namespace pathlight
