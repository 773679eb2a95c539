// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/fakekeystore.h"
#include "tests/gui/fakesource.h"
#include "tests/gui/samplewalks.h"
#include "ui/mainwindow.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace pathlight {

/// The real window with settings and archive in a temporary folder, whose walks are sample walks.
class WindowFixture
{
public:
    explicit WindowFixture(const QString& walk = QStringLiteral("tcp_timed_out"),
                           const QString& holdBefore = {});

    [[nodiscard]] MainWindow* window() const { return m_window.get(); }
    [[nodiscard]] WalkModel* model() const { return m_window->model(); }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] const QList<DiagnosisRequest>& requests() const { return m_requests; }
    /// Closes the window and opens it anew, as on another day.
    void reopen();
    [[nodiscard]] FakeKeychain* keychain() const { return m_keychain.get(); }
    [[nodiscard]] FakeSource* source() const { return m_source; } ///< of the newest walk

    template <typename T>
    [[nodiscard]] T* find(const char* name) const
    {
        T* const found = m_window->findChild<T*>(QString::fromLatin1(name));
        if (!found) qFatal("the window has no %s", name);
        return found;
    }
    void click(const char* button) const;
    void trigger(const char* action) const;
    /// Is it on the screen, with everything that holds it?
    [[nodiscard]] bool sees(const char* widget) const;
    [[nodiscard]] QString textOf(const char* label) const;
    /// Writes bytes to a file in the temporary folder and gives its path.
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const;
    [[nodiscard]] bool waitForEnd() const;

private:
    void open();

    WindowParts m_parts;
    std::unique_ptr<FakeKeychain> m_keychain = std::make_unique<FakeKeychain>();
    QTemporaryDir m_folder;
    QList<DiagnosisRequest> m_requests;
    FakeSource* m_source = nullptr;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace pathlight
