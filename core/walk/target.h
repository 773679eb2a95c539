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
    static constexpr auto fields()
    {
        using T = ProbeRequest;
        return std::tuple{field("method", &T::method), field("path", &T::path),
                          field("headers", &T::headers)};
    }
};

struct AuthRule
{
    QString header;
    QStringList environment;
    static constexpr auto fields()
    {
        using T = AuthRule;
        return std::tuple{field("header", &T::header), field("environment", &T::environment)};
    }
};

/// A plain-HTTP address whose answer is known: is the internet there, or a portal?
struct Control
{
    QString url;
    int status = 204;
    QString body; ///< equal after trimming
    static constexpr auto fields()
    {
        using T = Control;
        return std::tuple{field("url", &T::url), field("status", &T::status), field("body", &T::body)};
    }
};

struct RegionTrace
{
    QString path;
    QString key;
    static constexpr auto fields()
    {
        using T = RegionTrace;
        return std::tuple{field("path", &T::path), field("field", &T::key)};
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
    static constexpr auto fields()
    {
        using T = Target;
        return std::tuple{field("id", &T::id),
                          field("name", &T::name),
                          field("url", &T::url),
                          field("probe", &T::probe),
                          field("auth", &T::auth),
                          field("expectedNetworks", &T::expectedNetworks),
                          field("comparisonResolvers", &T::comparisonResolvers),
                          field("controls", &T::controls),
                          field("tlsControlName", &T::tlsControlName),
                          field("regionTrace", &T::regionTrace),
                          field("statusPage", &T::statusPage),
                          field("asOf", &T::asOf)};
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
