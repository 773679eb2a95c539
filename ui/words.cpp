// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words.h"

#include "ui/tr.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

Words::Words(const QString& language, QObject* parent) : QObject(parent)
{
    load(language);
}

Words::~Words()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_toolkit);
}

void Words::setLanguage(const QString& language)
{
    if (language == m_texts->language()) return;
    load(language);
    Q_EMIT changed();
}

void Words::load(const QString& language)
{
    m_texts = std::make_unique<Texts>(language);
    const QLocale locale(language);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_toolkit);
    const QString folder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    if (m_toolkit.load(locale, u"qtbase"_s, u"_"_s, folder)) QCoreApplication::installTranslator(&m_toolkit);
    if (m_own.load(u":/i18n/pathlight_"_s + language)) QCoreApplication::installTranslator(&m_own);
}

void Words::setTarget(const QString& host, int port)
{
    m_target = {{u"host"_s, host}, {u"port"_s, QString::number(port)}};
}

QString Words::stepName(const QString& step) const
{
    if (step == u"verdict") return texts()(u"verdict.name"_s);
    return texts()(u"step."_s + step + u".name"_s, m_target);
}

QString Words::stepQuestion(const QString& step) const
{
    return texts()(u"step."_s + step + u".question"_s, m_target);
}

QString Words::stepAbout(const QString& step) const
{
    return texts()(u"step."_s + step + u".about"_s, m_target);
}

QString Words::status(StepStatus status) const
{
    return texts()(u"status."_s + nameOf(status));
}

QString Words::reason(const Reason& reason) const
{
    QJsonObject arguments = reason.arguments;
    // A reason names a step by its id; people know it by its name.
    const QString step = arguments.value(u"step"_s).toString();
    if (texts().has(u"step."_s + step + u".name"_s)) arguments.insert(u"step"_s, stepName(step));
    const QString what = arguments.value(u"what"_s).toString();
    if (texts().has(u"step."_s + what + u".name"_s)) arguments.insert(u"what"_s, stepName(what));
    return texts()(u"reason."_s + reason.key, arguments);
}

QString Words::whose(const QString& whose) const
{
    QString key = whose.isEmpty() ? u"unknown"_s : whose;
    return texts()(u"whose."_s + key.replace(u' ', u'_'));
}

QString Words::waitingFor(const StepReport& step) const
{
    QJsonObject arguments = m_target;
    for (auto it = step.waitingFor.begin(); it != step.waitingFor.end(); ++it)
        arguments.insert(it.key(), it.value());
    const QString key = u"waiting."_s + step.waitingFor.value(u"key"_s).toString();
    return texts()(texts().has(key) ? key : u"step."_s + step.id + u".waiting"_s, arguments);
}

QString timeText(const QDateTime& when)
{
    //: How a day and a time are written; the letters are those of QLocale::toString().
    return when.isValid() ? QLocale().toString(when.toLocalTime(), Tr::tr("d MMM yyyy, HH:mm")) : u"–"_s;
}

QString confidenceText(double confidence)
{
    if (confidence >= 0.95) return Tr::tr("as good as certain");
    if (confidence >= 0.8) return Tr::tr("very likely");
    if (confidence >= 0.6) return Tr::tr("likely");
    if (confidence >= 0.35) return Tr::tr("possible");
    return Tr::tr("a guess");
}

} // namespace pathlight
