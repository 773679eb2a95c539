// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/ink.h"
#include "ui/monitor/tray.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace pathlight {

namespace {

constexpr int noticeMs = 10'000;

class SystemTray final : public Tray
{
public:
    SystemTray()
    {
        m_open = m_menu.addAction(QString(), this, &Tray::openWanted);
        m_stop = m_menu.addAction(QString(), this, &Tray::stopWanted);
        m_menu.addSeparator();
        m_quit = m_menu.addAction(QString(), this, &Tray::quitWanted);
        m_icon.setContextMenu(&m_menu);
        connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason why) {
            if (why == QSystemTrayIcon::Trigger || why == QSystemTrayIcon::DoubleClick) Q_EMIT openWanted();
        });
        connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::openWanted);
    }

    [[nodiscard]] bool isAvailable() const override { return QSystemTrayIcon::isSystemTrayAvailable(); }

    void show(Standing standing, const QString& tip) override
    {
        if (standing != m_standing) m_icon.setIcon(trayIcon(standing));
        m_standing = standing;
        m_icon.setToolTip(tip);
        m_icon.show();
    }

    void hide() override { m_icon.hide(); }

    void word(const TrayWords& words) override
    {
        m_open->setText(words.open);
        m_stop->setText(words.stop);
        m_quit->setText(words.quit);
    }

    void notify(Standing standing, const QString& title, const QString& text) override
    {
        m_icon.showMessage(title, text, trayIcon(standing), noticeMs);
    }

private:
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QAction* m_open;
    QAction* m_stop;
    QAction* m_quit;
    std::optional<Standing> m_standing;
};

} // namespace

std::unique_ptr<Tray> makeSystemTray()
{
    return std::make_unique<SystemTray>();
}

QIcon trayIcon(Standing standing)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64}) {
        QPixmap picture(size, size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        // A panel may be light or dark: the colours of the light theme are seen on both.
        drawMark(painter, QRectF(0, 0, size, size), standing, paletteOf(Theme::Light));
        painter.end();
        icon.addPixmap(picture);
    }
    return icon;
}

} // namespace pathlight
