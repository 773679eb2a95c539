// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/targetchooser.h"

#include "ui/tr.h"
#include "ui/widgets/textlabel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// What stands behind a line of the choice, where it is no profile's id.
const auto anyAddress = u"<address>"_s;
const auto fromFile = u"<file>"_s;

const auto filePrefix = u"file:"_s;

constexpr int longestAddress = 2048;

} // namespace

TargetOrError targetOf(const QString& reference)
{
    if (reference.startsWith(filePrefix)) return readTargetFile(reference.mid(filePrefix.size()));
    return reference.startsWith("https:"_L1, Qt::CaseInsensitive) ? targetForUrl(reference)
                                                                  : builtInTarget(reference);
}

TargetChooser::TargetChooser(QWidget* parent)
    : QWidget(parent),
      m_choice(new QComboBox),
      m_label(new TextLabel(TextRole::Strong)),
      m_address(new QLineEdit),
      m_fileButton(new QPushButton),
      m_error(new TextLabel(TextRole::Body))
{
    setObjectName(u"targetChooser"_s);
    setupWidgets();
    retranslate();
    showChoice();
}

void TargetChooser::setupWidgets()
{
    m_choice->setObjectName(u"targetComboBox"_s);
    m_choice->setMinimumHeight(34);
    for (const QString& id : builtInTargetIds())
        m_choice->addItem(builtInTarget(id).target->name, id);
    m_choice->addItem(QString(), anyAddress);
    m_choice->addItem(QString(), fromFile);
    m_address->setObjectName(u"addressLineEdit"_s);
    m_address->setMinimumHeight(34);
    m_address->setMaxLength(longestAddress);
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_fileButton->setObjectName(u"profileFilePushButton"_s);
    m_error->setObjectName(u"targetErrorLabel"_s);
    m_label->setBuddy(m_choice);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(6);
    for (QWidget* const each :
         {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_choice), static_cast<QWidget*>(m_address),
          static_cast<QWidget*>(m_fileButton), static_cast<QWidget*>(m_error)}) {
        box->addWidget(each);
    }
    connect(m_choice, &QComboBox::currentIndexChanged, this, &TargetChooser::showChoice);
    connect(m_address, &QLineEdit::textChanged, this, [this] {
        showError();
        Q_EMIT targetChanged();
    });
    connect(m_fileButton, &QPushButton::clicked, this, &TargetChooser::fileWanted);
}

void TargetChooser::retranslate()
{
    m_label->setText(Tr::tr("What should be reached?"));
    m_choice->setAccessibleName(Tr::tr("Target"));
    m_choice->setItemText(m_choice->findData(anyAddress), Tr::tr("Any https address…"));
    const QString chosen = m_fromFile.target ? Tr::tr("Profile: %1").arg(m_fromFile.target->name)
                                             : Tr::tr("A profile from a file…");
    m_choice->setItemText(m_choice->findData(fromFile), chosen);
    m_address->setPlaceholderText(u"https://gateway.example.com"_s);
    m_address->setAccessibleName(Tr::tr("Address to reach, beginning with https://"));
    m_fileButton->setText(Tr::tr("Choose a &profile…"));
    showError();
}

TargetOrError TargetChooser::target() const
{
    const QString choice = m_choice->currentData().toString();
    if (choice == fromFile) return m_fromFile;
    if (choice != anyAddress) return builtInTarget(choice);
    const QString text = m_address->text().trimmed();
    if (text.isEmpty()) return {std::nullopt, Tr::tr("Enter the address to reach, beginning with https://")};
    const TargetOrError read = targetForUrl(text);
    if (read.target) return read;
    return {std::nullopt, Tr::tr("This is no address that can be reached by https: write it like "
                                 "https://gateway.example.com, without a user name.")};
}

QString TargetChooser::reference() const
{
    const TargetOrError chosen = target();
    if (!chosen.target) return {};
    const QString choice = m_choice->currentData().toString();
    if (choice == fromFile) return filePrefix + m_filePath;
    return choice == anyAddress ? chosen.target->url : choice;
}

void TargetChooser::choose(const QString& profile)
{
    const int index = m_choice->findData(profile);
    if (index >= 0) m_choice->setCurrentIndex(index);
}

void TargetChooser::chooseAddress()
{
    m_choice->setCurrentIndex(m_choice->findData(anyAddress));
    m_address->setFocus();
    m_address->selectAll();
}

void TargetChooser::chooseFile(const QString& path)
{
    m_fromFile = readTargetFile(path);
    m_filePath = path;
    m_choice->setCurrentIndex(m_choice->findData(fromFile));
    retranslate();
    Q_EMIT targetChanged();
}

void TargetChooser::showChoice()
{
    // Its icon is the style's, which reads all its pictures for it: not before somebody sees it.
    if (m_choice->currentData() == anyAddress) m_address->setClearButtonEnabled(true);
    const QString choice = m_choice->currentData().toString();
    m_address->setVisible(choice == anyAddress);
    m_fileButton->setVisible(choice == fromFile);
    showError();
    Q_EMIT targetChanged();
}

void TargetChooser::showError()
{
    // An empty field is no mistake yet.
    const bool untouched = m_choice->currentData() == anyAddress && m_address->text().trimmed().isEmpty();
    const bool noFileYet =
        m_choice->currentData() == fromFile && !m_fromFile.target && m_fromFile.error.isEmpty();
    const QString error = untouched || noFileYet ? QString() : target().error;
    m_error->setText(error.isEmpty() ? QString() : u"✗ "_s + error);
    m_error->setVisible(!error.isEmpty());
}

} // namespace pathlight
