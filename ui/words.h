// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

#include <QDateTime>
#include <QObject>
#include <QTranslator>

#include <memory>

namespace pathlight {

/// The language the window speaks, switched while it is open: the texts of core/report/texts.h and the
/// translation of the window's own sentences (Tr) change together, and changed() tells every view to word
/// itself anew.
class Words final : public QObject
{
    Q_OBJECT
public:
    /// `language`: "en" or "zh_CN".
    explicit Words(const QString& language, QObject* parent = nullptr);
    ~Words() override;

    [[nodiscard]] const Texts& texts() const { return *m_texts; }
    [[nodiscard]] const QString& language() const { return m_texts->language(); }
    void setLanguage(const QString& language);

    /// What the placeholders of step texts can name: the target's host and port.
    void setTarget(const QString& host, int port);

    [[nodiscard]] QString stepName(const QString& step) const;
    [[nodiscard]] QString stepQuestion(const QString& step) const;
    [[nodiscard]] QString stepAbout(const QString& step) const;
    [[nodiscard]] QString status(StepStatus status) const;
    [[nodiscard]] QString reason(const Reason& reason) const;
    [[nodiscard]] QString whose(const QString& whose) const;
    /// What a running step waits for now, by its newest sample "waiting".
    [[nodiscard]] QString waitingFor(const StepReport& step) const;

Q_SIGNALS:
    void changed();

private:
    void load(const QString& language);

    std::unique_ptr<Texts> m_texts;
    QTranslator m_own;     ///< the window's sentences
    QTranslator m_toolkit; ///< Qt's: the buttons of dialogs
    QJsonObject m_target;
};

/// A day and a time of day, this computer's, as people write them in the window's language; a dash for none.
[[nodiscard]] QString timeText(const QDateTime& when);

/// "very likely", "likely"…: the confidence of a verdict in words.
[[nodiscard]] QString confidenceText(double confidence);

} // namespace pathlight
