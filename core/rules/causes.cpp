// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/causes.h"

#include "core/evidence/resource.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

const QList<Cause>& causes()
{
    static const auto list = readTable<Cause>(u":/pathlight/causes.json"_s, u"causes"_s);
    return list;
}

namespace {

bool matches(const QString& pattern, const QString& code)
{
    return pattern.endsWith(u'*') ? code.startsWith(QStringView(pattern).chopped(1)) : code == pattern;
}

bool leads(const Cause& edge, const QString& cause, const QString& effect)
{
    return matches(edge.cause, cause) &&
           std::any_of(edge.explains.begin(), edge.explains.end(),
                       [&](const QString& each) { return matches(each, effect); });
}

bool isExcepted(const Cause& edge, const QJsonObject& arguments)
{
    for (auto each = edge.unless.begin(); each != edge.unless.end(); ++each) {
        if (arguments.value(each.key()) == each.value()) return true;
    }
    return false;
}

} // namespace

bool explains(const QString& cause, const QString& effect)
{
    return cause != effect && std::any_of(causes().begin(), causes().end(),
                                          [&](const Cause& edge) { return leads(edge, cause, effect); });
}

bool explains(const Finding& cause, const Finding& effect)
{
    if (cause.code == effect.code) return false;
    return std::any_of(causes().begin(), causes().end(), [&](const Cause& edge) {
        return leads(edge, cause.code, effect.code) && !isExcepted(edge, effect.arguments);
    });
}

} // namespace pathlight
