// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include "core/report/plaintext.h"

#include <array>
#include <cstdio>

#if defined(Q_OS_UNIX)
#include <unistd.h>
#else
#include <io.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

bool isTerminal(std::FILE* file)
{
#if defined(Q_OS_UNIX)
    return isatty(fileno(file)) == 1;
#else
    return _isatty(_fileno(file)) != 0;
#endif
}

bool coloursWanted()
{
    return qEnvironmentVariableIsEmpty("NO_COLOR") && qEnvironmentVariable("TERM") != "dumb"_L1;
}

void writeError(const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void say(const QString& message)
{
    writeError(u"pathlight-cli: "_s + visibleText(message));
}

void tell(const QString& line)
{
    writeError(line);
}

bool writeStandardOutput(const QByteArray& bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0;
}

bool inputIsTerminal()
{
    return isTerminal(stdin);
}

bool askedYes(const QString& question, const QString& yes)
{
    if (!inputIsTerminal()) return false;
    const QByteArray bytes = question.toUtf8() + ' ';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
    std::array<char, 100> line{};
    if (!std::fgets(line.data(), static_cast<int>(line.size()), stdin)) return false;
    const QString answer = QString::fromUtf8(line.data()).trimmed().toLower();
    return !answer.isEmpty() && (answer == yes || answer == yes.left(1));
}

bool outputTakesColours()
{
    return isTerminal(stdout) && coloursWanted();
}

bool errorIsTerminal()
{
    return isTerminal(stderr);
}

bool errorTakesColours()
{
    return errorIsTerminal() && coloursWanted();
}

} // namespace pathlight::cli
