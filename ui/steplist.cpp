// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steplist.h"

#include "core/walk/flowchart.h"
#include "ui/appearance.h"
#include "ui/graphics/ink.h"
#include "ui/theme.h"
#include "ui/tr.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int padding = 10;

/// Draws a row: the mark in its colour, the name, the time at the right.
class StepDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {option.fontMetrics.averageCharWidth() * 24, option.fontMetrics.height() + 12};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Palette& colours = coloursOf(option.widget);
        const auto standing = static_cast<Standing>(index.data(StepListModel::StandingRole).toInt());
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const PainterSaver saver(*painter);
        painter->setRenderHint(QPainter::Antialiasing);
        if (chosen) {
            painter->setBrush(mixed(colours.accent, colours.page, colours.dark ? 0.25 : 0.12));
            const bool focused = option.state.testFlag(QStyle::State_HasFocus);
            painter->setPen(focused ? QPen(colours.accent, 1.5) : QPen(Qt::NoPen));
            painter->drawRoundedRect(QRectF(option.rect).adjusted(3, 1, -3, -1), 6, 6);
        }
        const int side = option.fontMetrics.height();
        const QRect row = option.rect.adjusted(padding, 0, -padding, 0);
        drawMark(*painter, QRectF(row.left(), row.center().y() - side / 2.0 + 0.5, side, side), standing,
                 colours);
        const QString time = index.data(StepListModel::TimeRole).toString();
        const int timeWidth = option.fontMetrics.horizontalAdvance(time);
        painter->setFont(option.font);
        painter->setPen(colours.quiet);
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, time);
        const bool idle = standing == Standing::Waiting || standing == Standing::Skipped;
        painter->setPen(idle && !chosen ? colours.quiet : colours.text);
        const QRect name = row.adjusted(side + padding, 0, -timeWidth - padding, 0);
        painter->drawText(
            name, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, name.width()));
    }
};

} // namespace

StepListModel::StepListModel(const Words* words, QObject* parent)
    : QAbstractListModel(parent), m_words(words), m_ids(flowchart().stepIds())
{
    m_ids.append(u"verdict"_s);
    m_rows.resize(m_ids.size());
    setReport({});
}

int StepListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

QVariant StepListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows.at(index.row());
    const QString& id = m_ids.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return m_words->stepName(id);
    case Qt::AccessibleTextRole:
        return QString(m_words->stepName(id) + u", "_s + row.words + u" "_s + row.time);
    case Qt::ToolTipRole:
        return row.words;
    case IdRole:
        return id;
    case StandingRole:
        return static_cast<int>(row.standing);
    case TimeRole:
        return row.time;
    default:
        return {};
    }
}

StepListModel::Row StepListModel::rowFor(const StepReport& step) const
{
    if (!step.status) {
        const Standing standing = step.started ? Standing::Running : Standing::Waiting;
        return {standing, {}, m_words->texts()(u"status."_s + nameOf(standing))};
    }
    const bool timed = step.started && step.durationMs > 0;
    return {standingOf(*step.status), timed ? durationText(step.durationMs) : QString(),
            m_words->status(*step.status)};
}

StepListModel::Row StepListModel::verdictRow(const Report& report) const
{
    if (!report.judged || !report.ended()) {
        const bool running = !report.header.schema.isEmpty() && !report.ended();
        return {running ? Standing::Running : Standing::Waiting, {}, m_words->texts()(u"status.waiting"_s)};
    }
    return {standingOf(report.verdict.status), durationText(report.durationMs),
            m_words->texts()(u"verdict."_s + nameOf(report.verdict.status))};
}

void StepListModel::setReport(const Report& report)
{
    for (int row = 0; row < m_ids.size() - 1; ++row) {
        const StepReport* const step = report.step(m_ids.at(row));
        setRow(row, step ? rowFor(*step) : rowFor({}));
    }
    setRow(static_cast<int>(m_ids.size()) - 1, verdictRow(report));
}

void StepListModel::setRow(int row, const Row& value)
{
    if (m_rows.at(row) == value) return;
    m_rows[row] = value;
    Q_EMIT dataChanged(index(row), index(row));
}

void StepListModel::retranslate()
{
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

StepList::StepList(const Words* words, QWidget* parent)
    : QListView(parent), m_model(new StepListModel(words, this))
{
    setObjectName(u"stepList"_s);
    setModel(m_model);
    setItemDelegate(new StepDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setViewportMargins(0, 6, 0, 6);
    retranslate();
}

void StepList::retranslate()
{
    setAccessibleName(Tr::tr("Steps"));
    m_model->retranslate();
}

QString StepList::current() const
{
    return currentIndex().data(StepListModel::IdRole).toString();
}

void StepList::setCurrent(const QString& id)
{
    const int row = m_model->rowOf(id);
    if (row == currentIndex().row()) return;
    m_quiet = true;
    setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row));
    if (row < 0) clearSelection();
    m_quiet = false;
}

void StepList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (!m_quiet && current.isValid()) Q_EMIT chosen(this->current());
}

QSize StepList::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 34, sizeHintForRow(0) * m_model->rowCount() + 14};
}

} // namespace pathlight
