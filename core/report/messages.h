// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/fields.h"

/// The error texts that clients show, and what they can come from (resources/messages.json, dated). A message
/// often names the wrong layer: these say which one it really speaks of.
namespace pathlight {

/// An error text longer than this is not looked at.
inline constexpr qsizetype maximumMessageBytes = 64LL * 1024;

struct KnownMessage
{
    QString id;
    QStringList contains; ///< any of these, whatever the case
    QString pattern;      ///< or this regular expression
    QString step;         ///< the layer it really speaks of
    QStringList codes;    ///< what it can come from, the likeliest first
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = KnownMessage;
        visit("id", &T::id);
        visit("contains", &T::contains);
        visit("pattern", &T::pattern);
        visit("step", &T::step);
        visit("codes", &T::codes);
    }
};

/// All of them, the more telling ones first.
[[nodiscard]] const QList<KnownMessage>& knownMessages();

/// Those the text shows, the more telling ones first; none where it is unknown or too long.
[[nodiscard]] QList<KnownMessage> messagesIn(const QString& text);

/// Those with these ids, in this order; unknown ids are left out.
[[nodiscard]] QList<KnownMessage> messagesById(const QStringList& ids);

/// The codes they can come from, each once, the likeliest of the first message first; at most eight.
[[nodiscard]] QStringList causesOf(const QList<KnownMessage>& messages);

} // namespace pathlight
