// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/report/texts.h"

#include <QWidget>

class QVBoxLayout;

namespace pathlight {

class TextLabel;

/// How one step's evidence is shown. The base shows what every report shows, label and value pairs and
/// tables; a step with a picture of its own puts it above.
class StepView : public QWidget
{
    Q_OBJECT
public:
    explicit StepView(const QString& step, QWidget* parent = nullptr);

    /// The snapshot's evidence of this step, worded.
    void setEvidence(const Report& report);
    void setTexts(const Texts& texts);
    /// A sample of this step, while it runs.
    virtual void addSample(const Event& event);
    void reset();
    /// The evidence that the view is made of: where it has changed, the view must be drawn anew.
    [[nodiscard]] virtual QList<QJsonObject> drawnFrom(const Report& report) const;
    /// Is there anything to see yet?
    [[nodiscard]] bool hasSomething() const { return m_something; }

protected:
    /// The picture's place, above the rows. The layout owns it.
    void addPicture(QWidget* picture);
    virtual void showPicture(const Report& report);
    virtual void clearPicture() {}
    virtual void wordPicture() {}
    /// Tables that the picture shows already.
    [[nodiscard]] virtual QStringList tablesInPicture() const { return {}; }
    void setSomething() { m_something = true; }

    [[nodiscard]] const QString& step() const { return m_step; }
    [[nodiscard]] const Texts& texts() const { return m_texts; }

private:
    QString m_step;
    Texts m_texts;
    QVBoxLayout* m_pictures;
    QVBoxLayout* m_rows;
    bool m_something = false;
};

/// The view of each step, made for its page.
[[nodiscard]] StepView* makeStepView(const QString& step);

} // namespace pathlight
