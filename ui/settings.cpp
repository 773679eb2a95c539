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

} // namespace pathlight
