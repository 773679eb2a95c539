// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/step.h"

namespace pathlight {

void StepContext::sample(const char* kind, QJsonObject data) const
{
    host->sample(step, QString::fromLatin1(kind), std::move(data));
}

void StepContext::waitingFor(const QString& textKey, QJsonObject arguments) const
{
    arguments.insert(QStringLiteral("key"), textKey);
    sample(sample::waiting, std::move(arguments));
}

void StepContext::handOn(const QString& name, std::unique_ptr<QObject> object) const
{
    (*baton)[name] = std::move(object);
}

} // namespace pathlight
