// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/event.h"

#include <QHash>
#include <QSet>
#include <QStringList>

/// What leaves a report before somebody else reads it. Pure: the same events give the same result.
///
/// - Secrets never stay, in any mode: the values named in PrivateNames, whatever looks like an API key or an
///   authorization header, and the user part of any address.
/// - Standard: the machine's host name and the names in home folders go.
/// - Strict: IP addresses, host names and interface names become pseudonyms too ("address-1", "private-1" and
///   "loopback-1" for addresses of those kinds, "host-1", "interface-1"), the same for the same name all over
///   one report. What names nobody stays readable: the public names of a built-in profile and of the Claude
///   services (api.anthropic.com tells nothing about whom the report comes from), and "localhost".
namespace pathlight {

enum class Redaction { None, Standard, Strict };
template <>
struct EnumNames<Redaction>
{
    static constexpr std::array names{"none", "standard", "strict"};
};

/// What only the program that runs here can know.
struct PrivateNames
{
    QStringList homeFolders; ///< written as "~"
    QStringList secrets;     ///< keys and passwords: at least four characters, shorter ones are ignored
};

/// Redacts the events of one walk, in their order. Holds the pseudonyms of that walk.
class Redactor
{
public:
    explicit Redactor(Redaction mode, PrivateNames names = {});

    [[nodiscard]] Redaction mode() const { return m_mode; }
    [[nodiscard]] Event event(const Event& event);
    [[nodiscard]] QList<Event> events(const QList<Event>& events);
    /// One text, as it would stand in the report.
    [[nodiscard]] QString text(const QString& text);

private:
    void takeHeader(WalkHeader header);
    void takeEnvironment(const QJsonObject& evidence);
    void learnHost(const QString& host);
    [[nodiscard]] QJsonValue value(const QString& key, const QJsonValue& json);
    [[nodiscard]] QJsonObject object(const QJsonObject& json);
    [[nodiscard]] QString withoutSecrets(QString text) const;
    [[nodiscard]] QString withoutPeople(QString text) const;
    [[nodiscard]] QString withoutPlaces(const QString& text);
    [[nodiscard]] QString pseudonymOfAddress(const QString& found);
    [[nodiscard]] QString pseudonymOfHost(const QString& found);
    [[nodiscard]] QString pseudonym(const QString& kind, const QString& name);
    [[nodiscard]] bool isPublicName(const QString& host) const;

    Redaction m_mode;
    PrivateNames m_names;
    QString m_machine;
    QSet<QString> m_publicNames;
    QSet<QString> m_knownHosts; ///< single-label names that stood where a host name stands
    QSet<QString> m_interfaces;
    QHash<QString, QString> m_pseudonyms;
    QHash<QString, int> m_counts;
};

} // namespace pathlight
