// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

#include <QMap>

/// What rules say: codes and arguments. The words are in resources/knowledge.
namespace pathlight {

enum class Severity { Fault, Warning, Note };
template <>
struct EnumNames<Severity>
{
    static constexpr std::array names{"fault", "warning", "note"};
};

struct Finding
{
    QString code; ///< CONTRACT section 3, or "note.…"
    QString step;
    Severity severity = Severity::Fault;
    double confidence = 0; ///< 0 to 1
    QJsonObject arguments; ///< text for the placeholders of the knowledge file
    QStringList because;   ///< where in the evidence it was seen: "tcp.attempts[0].synRetransmits"
    QString rule;          ///< the name of the rule that made it
    bool blocks = false;   ///< an ordinary client's request cannot succeed because of it
    QString whose;         ///< where the rule knows better than the code's default; else empty
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Finding;
        visit("code", &T::code);
        visit("step", &T::step);
        visit("severity", &T::severity);
        visit("confidence", &T::confidence);
        visit("arguments", &T::arguments);
        visit("because", &T::because);
        visit("rule", &T::rule);
        visit("blocks", &T::blocks);
        visit("whose", &T::whose);
    }
};

enum class VerdictStatus { Healthy, Degraded, Broken, Inconclusive };
template <>
struct EnumNames<VerdictStatus>
{
    static constexpr std::array names{"healthy", "degraded", "broken", "inconclusive"};
};

struct Alternative
{
    QString code;
    double confidence = 0;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Alternative;
        visit("code", &T::code);
        visit("confidence", &T::confidence);
    }
};

struct Verdict
{
    VerdictStatus status = VerdictStatus::Inconclusive;
    std::optional<QString> code; ///< the root cause, not the last symptom
    std::optional<QString> step;
    double confidence = 0;
    QString helpCode;      ///< "PL-…"
    QString whose;         ///< "this computer", "local network", "path", "provider", "account", "unknown"
    QJsonObject arguments; ///< of the finding it rests on
    QList<Alternative> alternatives;
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = Verdict;
        visit("status", &T::status);
        visit("code", &T::code);
        visit("step", &T::step);
        visit("confidence", &T::confidence);
        visit("helpCode", &T::helpCode);
        visit("whose", &T::whose);
        visit("arguments", &T::arguments);
        visit("alternatives", &T::alternatives);
    }
};

} // namespace pathlight
