// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/clientmessage.h"

#include "core/report/messages.h"
#include "ui/tr.h"
#include "ui/widgets/textlabel.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int linesShown = 2;
constexpr qsizetype causesShown = 3;

} // namespace

ClientMessage::ClientMessage(const Words* words, QWidget* parent)
    : QWidget(parent),
      m_words(words),
      m_label(new TextLabel(TextRole::Strong)),
      m_edit(new QPlainTextEdit),
      m_meaning(new TextLabel(TextRole::Body))
{
    m_edit->setObjectName(u"clientMessageEdit"_s);
    m_edit->setTabChangesFocus(true);
    m_edit->setUndoRedoEnabled(true);
    const int frame = 2 * m_edit->frameWidth() + static_cast<int>(2 * m_edit->document()->documentMargin());
    m_edit->setFixedHeight(linesShown * m_edit->fontMetrics().lineSpacing() + frame);
    m_meaning->setObjectName(u"clientMessageMeaningLabel"_s);
    m_label->setBuddy(m_edit);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(6);
    box->addWidget(m_label);
    box->addWidget(m_edit);
    box->addWidget(m_meaning);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &ClientMessage::recognise);
    retranslate();
}

void ClientMessage::recognise()
{
    m_ids.clear();
    // Nothing is asked of nothing: the patterns are made when the first message comes.
    const QString text = m_edit->toPlainText();
    const QList<KnownMessage> known = text.isEmpty() ? QList<KnownMessage>() : messagesIn(text);
    for (const KnownMessage& each : known)
        m_ids.append(each.id);
    const QString said = meaning();
    m_meaning->setText(said);
    m_meaning->setVisible(!said.isEmpty());
}

QString ClientMessage::meaning() const
{
    const QString text = m_edit->toPlainText();
    if (text.trimmed().isEmpty()) return {};
    if (text.toUtf8().size() > maximumMessageBytes)
        return Tr::tr("This is longer than 64 KiB. Paste the lines around the error alone.");
    const QList<KnownMessage> messages = messagesById(m_ids);
    if (messages.isEmpty())
        return Tr::tr("Pathlight does not know this message. The walk finds out what is wrong all the same.");
    QStringList titles;
    for (const QString& code : causesOf(messages).mid(0, causesShown))
        titles.append(m_words->texts().explain(code).title);
    return Tr::tr("It speaks of: %1. It can come from: %2.")
        .arg(m_words->stepName(messages.constFirst().step),
             titles.join(m_words->texts()(u"view.list_separator"_s)));
}

void ClientMessage::retranslate()
{
    m_label->setText(Tr::tr("What does the c&lient say? (optional)"));
    m_edit->setPlaceholderText(
        Tr::tr("Paste the error message here, for example “Connection error.” or “fetch failed”"));
    m_edit->setAccessibleName(Tr::tr("The client's error message"));
    recognise();
}

} // namespace pathlight
