// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/desktopproxy.h"

#include "core/steps/regularfile.h"
#include "core/steps/variables.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 mostBytes = 256LL * 1024;
constexpr qsizetype longestValue = 2000;

using Values = QHash<QString, QString>;

/// One group of a KDE configuration file: `name=value`, or `name[$e]=value` with marks that change nothing
/// here.
Values group(const QString& text, const QString& wanted)
{
    static const QRegularExpression marks(u"\\[[^\\]]*\\]$"_s);
    Values values;
    bool inside = false;
    for (const QString& whole : text.split(u'\n')) {
        const QString line = whole.trimmed();
        if (line.startsWith(u'[')) inside = line == u'[' + wanted + u']';
        if (!inside || line.startsWith(u'[') || line.startsWith(u'#') || !line.contains(u'=')) continue;
        const QString name = line.section(u'=', 0, 0).trimmed().remove(marks);
        values.insert(name, line.section(u'=', 1).trimmed().left(longestValue));
    }
    return values;
}

Values proxySettings(const QString& path)
{
    return group(QString::fromUtf8(regularFile(path, mostBytes).value_or(QByteArray())), u"Proxy Settings"_s);
}

/// KDE writes the port behind a blank: "http://proxy.example 3128".
QString withColon(QString address)
{
    static const QRegularExpression port(u"\\s+([0-9]+)/?$"_s);
    return address.replace(port, u":\\1"_s);
}

} // namespace

std::optional<SystemProxy> kdeProxy(const QProcessEnvironment& environment, const QString& home)
{
    const QStringList desktops = environment.value(u"XDG_CURRENT_DESKTOP"_s).split(u':');
    if (!desktops.contains("KDE"_L1, Qt::CaseInsensitive)) return std::nullopt;
    const Values values = proxySettings(configFolder(environment, home) + u"/kioslaverc"_s);
    const QString type = values.value(u"ProxyType"_s);
    SystemProxy found{u"KDE settings"_s, {}, {}, {}};
    if (type == "1"_L1) {
        found.url = withColon(values.value(u"httpsProxy"_s));
        const QString socks = withColon(values.value(u"socksProxy"_s));
        if (found.url.isEmpty()) found.url = socks;
        found.exceptions = values.value(u"NoProxyFor"_s);
        if (values.value(u"ReversedException"_s) == "true"_L1) found.exceptions.clear();
        return found.url.isEmpty() ? std::nullopt : std::optional(found);
    }
    if (type == "2"_L1) found.script = withoutCredentials(values.value(u"Proxy Config Script"_s));
    if (type == "3"_L1) found.script = u"WPAD"_s;
    return found.script.value_or(QString()).isEmpty() ? std::nullopt : std::optional(found);
}

} // namespace pathlight
