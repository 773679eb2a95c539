// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

/// The settings files of npm, git, pip and curl as lines: small readers, each by its own tool's rules and
/// more patient than the tool. They give every assignment; who asks picks what it knows and drops the rest,
/// for such files hold tokens too. Pure, and bounded by the text: 5,000 lines are read, 4,000 characters of
/// each.
namespace pathlight {

struct ToolLine
{
    int number = 0; ///< counted from 1
    QString name;   ///< in lower case but for a URL in it: "https-proxy", "http.proxy", "global.cert"
    QString value;
    bool broken = false; ///< the tool cannot read this line; name and value are empty
};

/// npmrc: `name = value`, `;` and `#` begin remarks, what stands below a `[section]` does not count (npm's
/// ini).
[[nodiscard]] QList<ToolLine> npmLines(const QString& text);

/// git-config(1), without the files that an `include` names: "section.name" or "section.subsection.name".
[[nodiscard]] QList<ToolLine> gitLines(const QString& text);

/// pip.conf, by the rules of Python's configparser: "section.name".
[[nodiscard]] QList<ToolLine> pipLines(const QString& text);

/// curlrc: long names with or without dashes, short ones ("-x") with one; a value after blanks, `=` or `:`.
[[nodiscard]] QList<ToolLine> curlLines(const QString& text);

} // namespace pathlight
