// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QDir>
#include <QSettings>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

const auto languageKey = u"language"_s;
const auto themeKey = u"theme"_s;
const auto fontKey = u"fontPercent"_s;
const auto folderKey = u"lastFolder"_s;
const auto placesKey = u"places/"_s;
const auto watchedKey = u"watch/targets"_s;
const auto watchSecondsKey = u"watch/seconds"_s;
const auto watchRouteKey = u"watch/routeSeconds"_s;
const auto watchObjectiveKey = u"watch/objective"_s;
const auto tellsKey = u"watch/tells"_s;
const auto remembersKeyKey = u"keychain/remember"_s;
const auto keyPlaceKey = u"keychain/place"_s;

constexpr int defaultSeconds = 60;
constexpr int longestSeconds = 86'400;
constexpr int shortestRoute = 5;
constexpr double defaultObjective = 99;

} // namespace

Settings::Settings(const QString& path)
    : m_store(path.isEmpty() ? std::make_unique<QSettings>()
                             : std::make_unique<QSettings>(path, QSettings::IniFormat))
{}

Settings::~Settings() = default;

QString Settings::language() const
{
    const QString language = m_store->value(languageKey).toString();
    return language == u"en" || language == u"zh_CN" ? language : QString();
}

void Settings::setLanguage(const QString& language)
{
    m_store->setValue(languageKey, language);
}

QString Settings::theme() const
{
    const QString theme = m_store->value(themeKey).toString();
    return theme == u"light" || theme == u"dark" ? theme : u"system"_s;
}

void Settings::setTheme(const QString& theme)
{
    m_store->setValue(themeKey, theme);
}

int Settings::fontPercent() const
{
    return std::clamp(m_store->value(fontKey, 100).toInt(), 70, 200);
}

void Settings::setFontPercent(int percent)
{
    m_store->setValue(fontKey, percent);
}

QByteArray Settings::place(const QString& widget) const
{
    return m_store->value(placesKey + widget).toByteArray();
}

void Settings::setPlace(const QString& widget, const QByteArray& place)
{
    m_store->setValue(placesKey + widget, place);
}

QString Settings::lastFolder() const
{
    const QString folder = m_store->value(folderKey).toString();
    return QDir(folder).exists() && !folder.isEmpty() ? folder : QDir::homePath();
}

void Settings::setLastFolder(const QString& folder)
{
    m_store->setValue(folderKey, folder);
}

QStringList Settings::watchedTargets() const
{
    return m_store->value(watchedKey).toStringList();
}

void Settings::setWatchedTargets(const QStringList& references)
{
    m_store->setValue(watchedKey, references);
}

int Settings::watchSeconds() const
{
    return std::clamp(m_store->value(watchSecondsKey, defaultSeconds).toInt(), 1, longestSeconds);
}

void Settings::setWatchSeconds(int seconds)
{
    m_store->setValue(watchSecondsKey, seconds);
}

int Settings::watchRouteSeconds() const
{
    const int seconds = m_store->value(watchRouteKey, 0).toInt();
    return seconds <= 0 ? 0 : std::clamp(seconds, shortestRoute, longestSeconds);
}

void Settings::setWatchRouteSeconds(int seconds)
{
    m_store->setValue(watchRouteKey, seconds);
}

double Settings::watchObjective() const
{
    const double percent = m_store->value(watchObjectiveKey, defaultObjective).toDouble();
    return percent >= 0 && percent <= 100 ? percent : defaultObjective;
}

void Settings::setWatchObjective(double percent)
{
    m_store->setValue(watchObjectiveKey, percent);
}

bool Settings::tellsOutages() const
{
    return m_store->value(tellsKey, true).toBool();
}

void Settings::setTellsOutages(bool tells)
{
    m_store->setValue(tellsKey, tells);
}

bool Settings::remembersKey() const
{
    return m_store->value(remembersKeyKey, false).toBool();
}

void Settings::setRemembersKey(bool remembers)
{
    m_store->setValue(remembersKeyKey, remembers);
}

QString Settings::keyPlace() const
{
    return m_store->value(keyPlaceKey).toString();
}

void Settings::setKeyPlace(const QString& place)
{
    m_store->setValue(keyPlaceKey, place);
}

} // namespace pathlight
