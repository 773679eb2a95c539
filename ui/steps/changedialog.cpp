// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/steps/changedialog.h"

#include "core/report/plaintext.h"
#include "ui/theme.h"
#include "ui/tr.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString shownLines(const QStringList& lines)
{
    QStringList shown;
    for (const QString& line : lines)
        shown.append(visibleText(line));
    return shown.join(u'\n');
}

} // namespace

ChangeDialog::ChangeDialog(const Wanted& wanted, const Texts& texts, QWidget* parent)
    : QDialog(parent),
      m_wanted(wanted),
      m_texts(texts),
      m_head(new TextLabel(TextRole::Body)),
      m_difference(new QPlainTextEdit),
      m_said(new TextLabel(TextRole::Body)),
      m_buttons(new QDialogButtonBox),
      m_apply(new QPushButton(Tr::tr("&Write to the file"))),
      m_undo(new QPushButton(Tr::tr("&Undo the last change")))
{
    setObjectName(u"changeDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(Tr::tr("Settings of %1").arg(wanted.clientName));
    setupWidgets();
    connect(m_apply, &QPushButton::clicked, this, &ChangeDialog::apply);
    connect(m_undo, &QPushButton::clicked, this, &ChangeDialog::undo);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    look();
}

void ChangeDialog::setupWidgets()
{
    m_head->setObjectName(u"changeHeadLabel"_s);
    m_said->setObjectName(u"changeSaidLabel"_s);
    m_difference->setObjectName(u"changeDifferencePlainTextEdit"_s);
    m_difference->setReadOnly(true);
    m_difference->setTabChangesFocus(true);
    m_difference->setLineWrapMode(QPlainTextEdit::NoWrap);
    QFont font = m_difference->font();
    font.setFamilies(fixedFont(12).families());
    m_difference->setFont(font);
    m_difference->setAccessibleName(Tr::tr("The difference"));
    m_apply->setObjectName(u"changeApplyPushButton"_s);
    m_undo->setObjectName(u"changeUndoPushButton"_s);
    m_apply->setAutoDefault(false);
    m_undo->setAutoDefault(false);
    m_buttons->addButton(m_apply, QDialogButtonBox::ActionRole);
    m_buttons->addButton(m_undo, QDialogButtonBox::ActionRole);
    // Enter closes: writing takes a button of its own.
    QPushButton* const close = m_buttons->addButton(Tr::tr("&Close"), QDialogButtonBox::RejectRole);
    close->setDefault(true);
    auto* const box = new QVBoxLayout(this);
    box->setSpacing(10);
    box->addWidget(m_head);
    box->addWidget(m_difference, 1);
    box->addWidget(m_said);
    box->addWidget(m_buttons);
    const int letter = m_difference->fontMetrics().averageCharWidth();
    resize(90 * letter, 28 * m_difference->fontMetrics().lineSpacing());
    close->setFocus();
}

void ChangeDialog::setBusy()
{
    m_apply->setEnabled(false);
    m_undo->setEnabled(false);
}

void ChangeDialog::look()
{
    setBusy();
    m_head->setText(Tr::tr("Reading the file…"));
    auto plan = std::make_shared<ChangePlan>();
    auto last = std::make_shared<std::optional<ChangeRecord>>();
    m_workers.run(
        [plan, last, wanted = m_wanted] {
            *plan = planChange(wanted.folders, wanted.client, wanted.place, wanted.settings);
            *last = lastChange(wanted.records);
        },
        [this, plan, last] {
            show(*plan);
            m_undo->setEnabled(last->has_value());
            if (*last) m_undo->setToolTip(visibleText((*last)->path));
        });
}

void ChangeDialog::show(const ChangePlan& plan)
{
    m_plan = plan;
    const bool possible = plan.problem.isEmpty();
    const QString path = visibleText(plan.path);
    m_head->setText(possible ? Tr::tr("%1 would become this. Lines that begin with - go, lines that begin "
                                      "with + come; the values of keys and passwords are hidden.")
                                   .arg(path)
                             : problemText(plan.problem, plan.arguments));
    // Where no file can be written, the lines to copy stand there all the same.
    const QStringList lines =
        possible ? shownChange(plan)
                 : (plan.problem == "nothing"_L1 ? QStringList()
                                                 : differenceFor(m_wanted.place, m_wanted.settings));
    m_difference->setPlainText(shownLines(lines));
    m_apply->setEnabled(possible);
    if (possible && plan.worldWritable)
        m_said->setText(visibleText(m_texts(u"change.world_writable"_s, {{u"path"_s, plan.path}})));
}

void ChangeDialog::apply()
{
    setBusy();
    auto outcome = std::make_shared<ChangeOutcome>();
    m_workers.run(
        [outcome, plan = m_plan, records = m_wanted.records] {
            *outcome = applyChange(plan, records, QDateTime::currentDateTimeUtc());
        },
        [this, outcome] { tellApplied(*outcome); });
}

void ChangeDialog::tellApplied(const ChangeOutcome& outcome)
{
    QStringList said;
    if (outcome.problem.isEmpty()) {
        said = {m_texts(u"change.done"_s, {{u"path"_s, m_plan.path}}),
                m_texts(u"change.then."_s + nameOf(m_plan.place))};
        if (!outcome.backup.isEmpty())
            said.append(m_texts(u"change.backup"_s, {{u"path"_s, outcome.backup}}));
    } else {
        said = {problemText(outcome.problem, outcome.arguments)};
    }
    m_said->setText(shownLines(said));
    look();
}

void ChangeDialog::undo()
{
    setBusy();
    auto outcome = std::make_shared<ChangeOutcome>();
    m_workers.run([outcome, records = m_wanted.records] { *outcome = undoLastChange(records); },
                  [this, outcome] { tellUndone(*outcome); });
}

void ChangeDialog::tellUndone(const ChangeOutcome& outcome)
{
    m_said->setText(outcome.problem.isEmpty() ? visibleText(m_texts(u"change.undone"_s, outcome.arguments))
                                              : problemText(outcome.problem, outcome.arguments));
    look();
}

QString ChangeDialog::problemText(const QString& problem, const QJsonObject& arguments) const
{
    return visibleText(m_texts(u"change.problem."_s + problem, arguments));
}

} // namespace pathlight
