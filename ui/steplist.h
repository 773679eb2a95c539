// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report.h"
#include "ui/words.h"

#include <QAbstractListModel>
#include <QListView>

namespace pathlight {

enum class Standing;

/// The steps of the flowchart in walking order, and the verdict last, as rows of a list.
class StepListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, StandingRole, TimeRole };

    explicit StepListModel(const Words* words, QObject* parent = nullptr);

    void setReport(const Report& report);
    void retranslate();
    [[nodiscard]] int rowOf(const QString& id) const { return static_cast<int>(m_ids.indexOf(id)); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const final;

private:
    struct Row
    {
        Standing standing{};
        QString time;
        QString words;
        bool operator==(const Row&) const = default;
    };
    [[nodiscard]] Row rowFor(const StepReport& step) const;
    [[nodiscard]] Row verdictRow(const Report& report) const;
    void setRow(int row, const Row& value);

    const Words* m_words;
    QStringList m_ids;
    QList<Row> m_rows;
};

/// The list of steps at the left: mark, name, time. Choosing one shows its page.
class StepList final : public QListView
{
    Q_OBJECT
public:
    explicit StepList(const Words* words, QWidget* parent = nullptr);

    void setReport(const Report& report) { m_model->setReport(report); }
    void retranslate();
    [[nodiscard]] QString current() const;
    /// Marks a row as the current one, or none where no step is called so; chosen() is not emitted.
    void setCurrent(const QString& id);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QString& id);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    StepListModel* m_model;
    bool m_quiet = false;
};

} // namespace pathlight
