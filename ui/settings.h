// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

class QSettings;

namespace pathlight {

/// What the window remembers from one day to the next. No key and no password is ever among it.
class Settings
{
public:
    /// `path`: an INI file; empty: where the desktop keeps an application's settings.
    explicit Settings(const QString& path = {});
    ~Settings();

    [[nodiscard]] QString language() const; ///< "en", "zh_CN"; empty: as the system
    void setLanguage(const QString& language);
    [[nodiscard]] QString theme() const; ///< "system", "light", "dark"
    void setTheme(const QString& theme);
    [[nodiscard]] int fontPercent() const; ///< of the system's font size, 70 to 200
    void setFontPercent(int percent);

    /// Geometry of the window and places of its splitters, by the widget's object name.
    [[nodiscard]] QByteArray place(const QString& widget) const;
    void setPlace(const QString& widget, const QByteArray& place);
    [[nodiscard]] QString lastFolder() const;
    void setLastFolder(const QString& folder);

    /// What is watched, as targetOf() of ui/pages/targetchooser.h reads it.
    [[nodiscard]] QStringList watchedTargets() const;
    void setWatchedTargets(const QStringList& references);
    [[nodiscard]] int watchSeconds() const; ///< between two requests, 1 to 86,400
    void setWatchSeconds(int seconds);
    [[nodiscard]] int watchRouteSeconds() const; ///< between two traces, 5 to 86,400; 0: none is made
    void setWatchRouteSeconds(int seconds);
    [[nodiscard]] double watchObjective() const; ///< percent, 0 to 100
    void setWatchObjective(double percent);
    [[nodiscard]] bool tellsOutages() const; ///< by the tray
    void setTellsOutages(bool tells);

    [[nodiscard]] bool remembersKey() const; ///< in the system's keychain; the user's tick, off by default
    void setRemembersKey(bool remembers);
    /// The place that the key in the keychain is for, as KeyStore takes it; empty: none is there.
    [[nodiscard]] QString keyPlace() const;
    void setKeyPlace(const QString& place);

private:
    std::unique_ptr<QSettings> m_store;
};

} // namespace pathlight
