// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowfixture.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

WindowFixture::WindowFixture(const QString& walk, const QString& holdBefore)
{
    m_parts.settingsFile = path(u"settings.ini"_s);
    m_parts.archiveFolder = path(u"walks"_s);
    m_parts.systemLocale = u"en_GB"_s;
    m_parts.makeSource = [this, walk, holdBefore](const DiagnosisRequest& request) {
        m_requests.append(request);
        auto source = std::make_unique<FakeSource>(samplewalks::walk(walk), request.pace, holdBefore);
        m_source = source.get();
        return source;
    };
    m_parts.makeKeyStore = [this] { return std::make_unique<FakeKeyStore>(m_keychain.get()); };
    open();
}

void WindowFixture::reopen()
{
    m_window->close();
    m_window.reset();
    open();
}

void WindowFixture::open()
{
    m_window = std::make_unique<MainWindow>(m_parts);
    m_window->resize(1280, 800);
    m_window->show();
    if (!QTest::qWaitForWindowActive(m_window.get())) qFatal("the window did not come up");
}

void WindowFixture::click(const char* button) const
{
    auto* const found = find<QAbstractButton>(button);
    QVERIFY2(found->isVisible() && found->isEnabled(), button);
    QTest::mouseClick(found, Qt::LeftButton);
}

void WindowFixture::trigger(const char* action) const
{
    auto* const found = find<QAction>(action);
    QVERIFY2(found->isEnabled(), action);
    found->trigger();
}

bool WindowFixture::sees(const char* widget) const
{
    return find<QWidget>(widget)->isVisible();
}

QString WindowFixture::textOf(const char* label) const
{
    return find<QLabel>(label)->text();
}

QString WindowFixture::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write a test's file");
    return file.fileName();
}

bool WindowFixture::waitForEnd() const
{
    return QTest::qWaitFor([this] { return model()->kind() != WalkKind::None && !model()->isRunning(); });
}

} // namespace pathlight
