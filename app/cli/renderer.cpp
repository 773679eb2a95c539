// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/renderer.h"

#include "app/cli/terminal.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

constexpr int renderLimitMs = 120'000;

} // namespace

QString rendererPath()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QStringList folders{here, here + u"/../libexec/pathlight"_s, QStringLiteral(PATHLIGHT_LIBEXEC)};
    for (const QString& folder : folders) {
        const QFileInfo program(folder + u"/pathlight-render"_s);
        if (program.isFile() && program.isExecutable()) return program.absoluteFilePath();
    }
    return {};
}

void sayRendererIsMissing(const QString& format)
{
    say(u"%1 needs the program pathlight-render, which is not installed here"_s.arg(format));
}

QString render(const QStringList& arguments, const QByteArray& input)
{
    const QString program = rendererPath();
    if (program.isEmpty()) return u"the program pathlight-render is not installed here"_s;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedOutputChannel);
    process.start(program, arguments);
    if (!process.waitForStarted()) return program + u": "_s + process.errorString();
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(renderLimitMs)) {
        process.kill();
        process.waitForFinished();
        return program + u": no picture within two minutes"_s;
    }
    const bool worked = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (worked) return {};
    const QString reason = QString::fromUtf8(process.readAllStandardError().left(2000)).trimmed();
    return reason.isEmpty() ? u"%1 ended with status %2"_s.arg(program).arg(process.exitCode()) : reason;
}

} // namespace pathlight::cli
