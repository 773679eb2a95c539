// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/advancedoptions.h"

#include "ui/pages/keyfield.h"
#include "ui/tr.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

const auto ownProxy = u"url"_s;
constexpr int longestField = 2048;
constexpr qint64 caBytesLookedAt = 4LL * 1024 * 1024;

QLineEdit* field(const QString& name)
{
    auto* made = new QLineEdit;
    made->setObjectName(name);
    made->setMaxLength(longestField);
    return made;
}

/// What is on or off: one row for each, in the order of the form. `name` is the box's, for who looks for it.
struct Switch
{
    bool WalkOptions::*option;
    const char* name;
    const char* title;
    const char* help; ///< what else follows from it
};

const Switch switches[]{
    {&WalkOptions::tryDirect, "tryDirectCheckBox",
     QT_TRANSLATE_NOOP("Pathlight", "Beside a pro&xy, try the direct way too"),
     QT_TRANSLATE_NOOP("Pathlight", "Once, without a key, and only beside a proxy that the settings name. "
                                    "The firewall may note it.")},
    {&WalkOptions::fetchIssuers, "fetchIssuersCheckBox",
     QT_TRANSLATE_NOOP("Pathlight", "Fetch a missing &intermediate certificate"),
     QT_TRANSLATE_NOOP("Pathlight", "Over plain HTTP, from where the server's certificate names it. Its "
                                    "authority then sees who asks.")},
    {&WalkOptions::surveyTls, "surveyTlsCheckBox",
     QT_TRANSLATE_NOOP("Pathlight", "Ask which TLS versions and &ciphers are taken"),
     QT_TRANSLATE_NOOP("Pathlight", "Makes a few more connections to the target.")},
    {&WalkOptions::requestSizes, "requestSizesCheckBox",
     QT_TRANSLATE_NOOP("Pathlight", "Send requests of growing si&ze"),
     QT_TRANSLATE_NOOP("Pathlight", "From 1 KB to 1 MB, to find who on the way takes no large one. They ask "
                                    "for nothing that costs.")},
    {&WalkOptions::http2, "http2CheckBox", QT_TRANSLATE_NOOP("Pathlight", "Also ask over HTTP/&2"),
     QT_TRANSLATE_NOOP("Pathlight",
                       "Without a key, and again where it fails. Some networks break one version "
                       "of HTTP only, and clients differ in which they speak.")},
    {&WalkOptions::loginShell, "loginShellCheckBox",
     QT_TRANSLATE_NOOP("Pathlight", "Also read the variables of yo&ur login shell"),
     QT_TRANSLATE_NOOP("Pathlight", "Starts it once, as editors do; it runs your own start-up files.")},
    {&WalkOptions::startClients, "startClientsCheckBox",
     QT_TRANSLATE_NOOP("Pathlight", "Start installed clients &just once and compare"),
     QT_TRANSLATE_NOOP("Pathlight", "curl, Node and Python, as they are installed here, with your own "
                                    "settings: one request each, without a key, to see whether they do what "
                                    "is predicted of them.")},
};

bool isProxyUrl(const QUrl& url)
{
    static const QStringList schemes{u"http"_s, u"https"_s, u"socks5"_s, u"socks5h"_s};
    return url.isValid() && schemes.contains(url.scheme()) && !url.host().isEmpty();
}

} // namespace

AdvancedOptions::AdvancedOptions(Settings* settings, KeyStoreMaker makeKeyStore, QWidget* parent)
    : QWidget(parent),
      m_form(new QFormLayout(this)),
      m_proxyMode(new QComboBox),
      m_proxyUrl(field(u"proxyUrlLineEdit"_s)),
      m_caFile(field(u"caFileLineEdit"_s)),
      m_caFileButton(new QPushButton),
      m_resolvers(field(u"resolversLineEdit"_s)),
      m_attempts(new QSpinBox),
      m_key(new KeyField(settings, std::move(makeKeyStore)))
{
    setObjectName(u"advancedOptions"_s);
    setupWidgets();
    retranslate();
    showProxyField();
}

void AdvancedOptions::setupWidgets()
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_proxyMode->setObjectName(u"proxyModeComboBox"_s);
    for (const QString& mode : {QString(), u"system"_s, u"env"_s, u"none"_s, ownProxy})
        m_proxyMode->addItem(mode, mode);
    m_caFileButton->setObjectName(u"caFilePushButton"_s);
    m_attempts->setObjectName(u"attemptsSpinBox"_s);
    m_attempts->setRange(1, 200);
    m_attempts->setValue(WalkOptions().attempts);
    m_proxyUrl->setPlaceholderText(u"http://proxy.example.com:3128"_s);
    m_resolvers->setPlaceholderText(u"192.0.2.53, 2001:db8::53"_s);
    auto* caRow = new QHBoxLayout;
    caRow->addWidget(m_caFile, 1);
    caRow->addWidget(m_caFileButton);
    for (int row = 0; row < 5; ++row)
        m_labels.append(new QLabel);
    m_form->addRow(m_labels[0], m_proxyMode);
    m_form->addRow(QString(), m_proxyUrl);
    m_form->addRow(m_labels[1], caRow);
    m_form->addRow(m_labels[2], m_resolvers);
    m_form->addRow(m_labels[3], m_attempts);
    const WalkOptions byDefault;
    for (const Switch& each : switches) {
        auto* box = new QCheckBox;
        box->setObjectName(QLatin1StringView(each.name));
        box->setChecked(byDefault.*each.option);
        connect(box, &QCheckBox::toggled, this, &AdvancedOptions::changed);
        m_form->addRow(QString(), box);
        m_switches.append(box);
    }
    m_form->addRow(m_labels[4], m_key);
    const QList<QWidget*> buddies{m_proxyMode, m_caFile, m_resolvers, m_attempts, m_key->field()};
    for (int row = 0; row < buddies.size(); ++row)
        m_labels.at(row)->setBuddy(buddies.at(row));
    connect(m_proxyMode, &QComboBox::currentIndexChanged, this, &AdvancedOptions::showProxyField);
    connect(m_caFileButton, &QPushButton::clicked, this, &AdvancedOptions::caFileWanted);
    for (const QLineEdit* const each : {m_proxyUrl, m_caFile, m_resolvers}) {
        connect(each, &QLineEdit::textChanged, this, &AdvancedOptions::changed);
    }
    connect(m_key, &KeyField::changed, this, &AdvancedOptions::changed);
    connect(m_attempts, &QSpinBox::valueChanged, this, &AdvancedOptions::changed);
}

void AdvancedOptions::retranslate()
{
    const QStringList labels{Tr::tr("Prox&y:"), Tr::tr("Also trust these &authorities:"),
                             Tr::tr("Co&mpare with resolvers:"), Tr::tr("Re&quests in the stability step:"),
                             Tr::tr("API &key:")};
    for (int row = 0; row < labels.size(); ++row) {
        m_labels.at(row)->setText(labels.at(row));
        m_labels.at(row)->buddy()->setAccessibleName(QString(labels.at(row)).remove(u'&').remove(u':'));
    }
    const QStringList modes{Tr::tr("As the clients do (variables, else the system)"),
                            Tr::tr("The system's settings"), Tr::tr("The environment variables"),
                            Tr::tr("None, go direct"), Tr::tr("This one:")};
    for (int mode = 0; mode < modes.size(); ++mode)
        m_proxyMode->setItemText(mode, modes.at(mode));
    m_proxyUrl->setAccessibleName(Tr::tr("Address of the proxy"));
    m_caFile->setPlaceholderText(Tr::tr("a PEM file, for a company's own authority"));
    m_caFileButton->setText(Tr::tr("Choose…"));
    m_caFileButton->setAccessibleName(Tr::tr("Choose a PEM file"));
    for (qsizetype index = 0; index < m_switches.size(); ++index) {
        m_switches.at(index)->setText(Tr::tr(switches[index].title));
        m_switches.at(index)->setToolTip(Tr::tr(switches[index].help));
    }
    m_key->retranslate();
}

void AdvancedOptions::setCaFile(const QString& path)
{
    m_caFile->setText(path);
}

void AdvancedOptions::showProxyField()
{
    m_proxyUrl->setVisible(m_proxyMode->currentData() == ownProxy);
    Q_EMIT changed();
}

QString AdvancedOptions::proxy(QString* error) const
{
    const QString mode = m_proxyMode->currentData().toString();
    if (mode != ownProxy) return mode;
    const QUrl url(m_proxyUrl->text().trimmed(), QUrl::StrictMode);
    if (!isProxyUrl(url)) {
        *error = Tr::tr("The proxy must be written like http://proxy.example.com:3128 "
                        "(http, https, socks5 or socks5h).");
    } else if (!url.password().isEmpty()) {
        *error = Tr::tr("A proxy's password cannot be given here, for it would stand in the journal.");
    }
    return url.toString();
}

QString AdvancedOptions::caFile(QString* error) const
{
    const QString path = m_caFile->text().trimmed();
    if (path.isEmpty()) return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        *error = Tr::tr("The file of authorities cannot be read: %1").arg(file.errorString());
    else if (!file.read(caBytesLookedAt).contains("-----BEGIN CERTIFICATE-----"))
        *error = Tr::tr("The file of authorities holds no certificate in PEM form.");
    return path;
}

QStringList AdvancedOptions::resolvers(QString* error) const
{
    static const QRegularExpression separator(u"[,;\\s]+"_s);
    const QStringList addresses = m_resolvers->text().split(separator, Qt::SkipEmptyParts);
    for (const QString& address : addresses) {
        if (QHostAddress(address).isNull())
            *error = Tr::tr("“%1” is not the IP address of a resolver.").arg(address);
    }
    if (addresses.size() > 8) *error = Tr::tr("At most eight resolvers can be compared.");
    return addresses;
}

OptionsOrError AdvancedOptions::read() const
{
    OptionsOrError read;
    read.key = m_key->typed(&read.error);
    read.options.attempts = m_attempts->value();
    for (qsizetype index = 0; index < m_switches.size(); ++index)
        read.options.*switches[index].option = m_switches.at(index)->isChecked();
    read.options.resolvers = resolvers(&read.error);
    read.options.caFile = caFile(&read.error);
    read.options.proxy = proxy(&read.error);
    return read;
}

} // namespace pathlight
