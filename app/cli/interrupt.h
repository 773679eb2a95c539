// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace pathlight::cli {

/// SIGINT and SIGTERM as a Qt signal. The first asks to stop; a second one ends the program at once. One
/// instance at a time.
class Interrupt final : public QObject
{
    Q_OBJECT
public:
    explicit Interrupt(QObject* parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void requested();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

/// A pipe whose reader went away is then an error when writing, not the end of the program.
void ignoreBrokenPipes();

} // namespace pathlight::cli
