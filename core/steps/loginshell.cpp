// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/loginshell.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/steps/childprocess.h"
#include "core/steps/variables.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QMap>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto startupTime = 5s;
constexpr qsizetype mostOutput = 1024 * 1024;
constexpr qsizetype mostVariables = 500;
constexpr auto source = "login shell"_L1;

using Values = QMap<QString, QString>;

QByteArray randomMark()
{
    QByteArray bytes(16, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return "pathlight-" + bytes.toHex();
}

/// The mark has no character that a shell reads as anything but itself.
QString commandWith(const QByteArray& mark)
{
    const QString printed = u"printf %s "_s + QString::fromLatin1(mark);
    return u"%1; /usr/bin/env -0; %1"_s.arg(printed);
}

/// One start of the shell.
class Shell
{
public:
    Shell(const LoginShellQuestion& question, const QByteArray& mark)
        : m_mark(mark),
          m_child({question.shell,
                   {u"-i"_s, u"-l"_s, u"-c"_s, commandWith(mark)},
                   question.environment,
                   {},
                   mostOutput})
    {}

    [[nodiscard]] ChildProcess* child() { return &m_child; }
    /// It has ended, has said all, or says too much.
    [[nodiscard]] bool isOver() const { return m_child.isOver() || output().count(m_mark) > 1; }
    [[nodiscard]] bool isTooLarge() const { return m_child.isTooLarge(); }
    [[nodiscard]] bool failedToStart() const { return m_child.failedToStart(); }
    [[nodiscard]] const QByteArray& output() const { return m_child.output(); }

private:
    QByteArray m_mark;
    ChildProcess m_child;
};

Values valuesIn(const QByteArray& block, const QStringList& credentials)
{
    Values values;
    for (const QByteArray& entry : block.split('\0')) {
        const qsizetype equals = entry.indexOf('=');
        const QString name = QString::fromUtf8(entry.left(std::max<qsizetype>(equals, 0)));
        if (equals > 0 && matters(name, credentials) && values.size() < mostVariables)
            values.insert(name, QString::fromUtf8(entry.mid(equals + 1)));
    }
    return values;
}

Values valuesOf(const QProcessEnvironment& environment, const QStringList& credentials)
{
    Values values;
    for (const QString& name : environment.keys()) {
        if (matters(name, credentials)) values.insert(name, environment.value(name));
    }
    return values;
}

/// The values are compared themselves, for two secrets may be told alike.
void compare(const Values& shell, const LoginShellQuestion& question, LoginShellEvidence* seen)
{
    const Values own = valuesOf(question.environment, question.credentials);
    for (auto each = shell.begin(); each != shell.end(); ++each) {
        seen->variables.append(describeVariable(each.key(), each.value(), source, question.credentials));
        const auto mine = own.constFind(each.key());
        if (mine == own.constEnd() || *mine != each.value()) seen->differing.append(each.key());
    }
    for (auto each = own.begin(); each != own.end(); ++each) {
        if (!shell.contains(each.key())) seen->differing.append(each.key());
    }
    seen->differing.sort();
}

QString outcomeOf(const Shell& shell, Ended ended)
{
    if (shell.failedToStart()) return u"not_started"_s;
    if (shell.isTooLarge()) return u"too_large"_s;
    return ended == Ended::Success ? QString() : u"timed_out"_s;
}

} // namespace

LoginShellQuestion loginShellQuestion(const Target& target)
{
    return {platform::loginShell(), QProcessEnvironment::systemEnvironment(), target.auth.environment,
            startupTime};
}

bool isKnownShell(const QString& shell)
{
    static const QStringList known{u"bash"_s, u"zsh"_s, u"fish"_s, u"ksh"_s, u"mksh"_s, u"dash"_s, u"sh"_s};
    return known.contains(QFileInfo(shell).fileName());
}

std::optional<QByteArray> betweenMarks(const QByteArray& output, const QByteArray& mark, bool* noise)
{
    const qsizetype first = output.indexOf(mark);
    const qsizetype second = first < 0 ? -1 : output.indexOf(mark, first + mark.size());
    if (second < 0) {
        *noise = !output.trimmed().isEmpty();
        return std::nullopt;
    }
    *noise = !output.left(first).trimmed().isEmpty() || !output.mid(second + mark.size()).trimmed().isEmpty();
    return output.mid(first + mark.size(), second - first - mark.size());
}

QCoro::Task<LoginShellEvidence> readLoginShell(Scope scope, LoginShellQuestion question)
{
    LoginShellEvidence seen;
    seen.shell = question.shell;
    if (question.shell.isEmpty()) seen.outcome = u"no_shell"_s;
    if (seen.outcome.isEmpty() && !isKnownShell(question.shell)) seen.outcome = u"unsupported"_s;
    if (!seen.outcome.isEmpty()) co_return seen;
    const QByteArray mark = randomMark();
    QElapsedTimer clock;
    clock.start();
    Shell shell(question, mark);
    ChildProcess* const child = shell.child();
    const Ended ended = co_await untilAny(
        scope.within(question.time), [&shell] { return shell.isOver(); },
        [child](Waker* waker) { child->wake(waker); });
    seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    seen.outcome = outcomeOf(shell, ended);
    const auto block = betweenMarks(shell.output(), mark, &seen.noise);
    if (!seen.outcome.isEmpty()) co_return seen;
    seen.outcome = block ? u"read"_s : u"no_answer"_s;
    if (block) compare(valuesIn(*block, question.credentials), question, &seen);
    co_return seen;
}

} // namespace pathlight
