// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

#include <QUrl>

/// The target profile (CONTRACT section 4): what is to be reached, and what to compare it with.
namespace pathlight {

struct ProbeRequest
{
    QString method = QStringLiteral("GET");
    QString path = QStringLiteral("/");
    QJsonObject headers; ///< name to text
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = ProbeRequest;
        visit("method", &T::method);
        visit("path", &T::path);
        visit("headers", &T::headers);
    }
};

struct AuthRule
{
    QString header;
    QStringList environment;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = AuthRule;
        visit("header", &T::header);
        visit("environment", &T::environment);
    }
};

/// A plain-HTTP address whose answer is known: is the internet there, or a portal?
struct Control
{
    QString url;
    int status = 204;
    QString body; ///< equal after trimming
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Control;
        visit("url", &T::url);
        visit("status", &T::status);
        visit("body", &T::body);
    }
};

struct RegionTrace
{
    QString path;
    QString key;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RegionTrace;
        visit("path", &T::path);
        visit("field", &T::key);
    }
};

struct Target
{
    QString id;
    QString name;
    QString url; ///< https only; valid once the profile was read
    ProbeRequest probe;
    AuthRule auth;
    QStringList expectedNetworks;
    QStringList comparisonResolvers;
    QList<Control> controls;
    QString tlsControlName;
    std::optional<RegionTrace> regionTrace;
    QString statusPage;
    QString asOf;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Target;
        visit("id", &T::id);
        visit("name", &T::name);
        visit("url", &T::url);
        visit("probe", &T::probe);
        visit("auth", &T::auth);
        visit("expectedNetworks", &T::expectedNetworks);
        visit("comparisonResolvers", &T::comparisonResolvers);
        visit("controls", &T::controls);
        visit("tlsControlName", &T::tlsControlName);
        visit("regionTrace", &T::regionTrace);
        visit("statusPage", &T::statusPage);
        visit("asOf", &T::asOf);
    }

    [[nodiscard]] QString host() const { return QUrl(url).host(); }
    [[nodiscard]] quint16 port() const { return static_cast<quint16>(QUrl(url).port(443)); }
};

/// A profile that was read, or why it could not be: `error` names the file, the key and what was expected.
struct TargetOrError
{
    std::optional<Target> target;
    QString error;
};

/// Reads a profile's bytes strictly: an unknown key, a wrong type or a bad value is an error. `source` is how
/// messages call it.
[[nodiscard]] TargetOrError readTarget(const QByteArray& json, const QString& source);

/// Reads a profile file of at most 1 MiB.
[[nodiscard]] TargetOrError readTargetFile(const QString& path);

/// A profile that ships with the program, by its id.
[[nodiscard]] TargetOrError builtInTarget(const QString& id);

/// The ids of the profiles that ship with the program, the default one first.
[[nodiscard]] QStringList builtInTargetIds();

/// A target for a bare https address: nothing is known about it but its URL.
[[nodiscard]] TargetOrError targetForUrl(const QString& url);

} // namespace pathlight
