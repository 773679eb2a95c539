// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QIcon>
#include <QObject>

#include <functional>
#include <memory>

namespace pathlight {

/// What the tray's menu says.
struct TrayWords
{
    QString open;
    QString stop;
    QString quit;
};

/// The desktop's tray, as far as a watch needs it. Tests put in their own.
class Tray : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Asked anew each time: a desktop's panel comes and goes.
    [[nodiscard]] virtual bool isAvailable() const = 0;
    virtual void show(Standing standing, const QString& tip) = 0;
    virtual void hide() = 0;
    virtual void word(const TrayWords& words) = 0;
    virtual void notify(Standing standing, const QString& title, const QString& text) = 0;

Q_SIGNALS:
    void openWanted();
    void stopWanted();
    void quitWanted();
};

using TrayMaker = std::function<std::unique_ptr<Tray>()>;
[[nodiscard]] std::unique_ptr<Tray> makeSystemTray();

/// The icon of a standing: its mark in its colour, so that the shape alone tells it apart.
[[nodiscard]] QIcon trayIcon(Standing standing);

} // namespace pathlight
