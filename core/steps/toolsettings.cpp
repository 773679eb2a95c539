// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/toolsettings.h"

#include "core/steps/proxysettings.h"
#include "core/steps/regularfile.h"
#include "core/steps/toolparsers.h"
#include "core/steps/variables.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 mostBytes = 256LL * 1024;
constexpr qsizetype mostHints = 100;
constexpr qsizetype longestValue = 1000;
constexpr int deepestInclude = 10; ///< git's own limit
constexpr int mostIncluded = 50;

using Kinds = QHash<QString, QString>;

/// The settings that are read, by tool: name and kind.
const Kinds& kindsOf(const QString& tool)
{
    static const QHash<QString, Kinds> all{
        {u"npm"_s,
         {{u"https-proxy"_s, u"proxy"_s},
          {u"proxy"_s, u"proxy"_s},
          {u"http-proxy"_s, u"proxy"_s},
          {u"noproxy"_s, u"no_proxy"_s},
          {u"cafile"_s, u"ca_file"_s},
          {u"strict-ssl"_s, u"checking"_s}}},
        {u"git"_s,
         {{u"http.proxy"_s, u"proxy"_s},
          {u"https.proxy"_s, u"proxy"_s},
          {u"http.sslcainfo"_s, u"ca_file"_s},
          {u"http.sslverify"_s, u"checking"_s}}},
        {u"pip"_s, {{u"global.proxy"_s, u"proxy"_s}, {u"global.cert"_s, u"ca_file"_s}}},
        {u"curl"_s,
         {{u"proxy"_s, u"proxy"_s},
          {u"-x"_s, u"proxy"_s},
          {u"noproxy"_s, u"no_proxy"_s},
          {u"cacert"_s, u"ca_file"_s},
          {u"insecure"_s, u"checking"_s},
          {u"-k"_s, u"checking"_s}}},
    };
    static const Kinds none;
    const auto found = all.constFind(tool);
    return found == all.constEnd() ? none : *found;
}

/// Empty: nobody asks for it. git's settings for one URL alone say nothing of others.
QString kindOf(const QString& tool, const QString& name)
{
    const bool forOneUrl =
        tool == "git"_L1 && name.startsWith("http."_L1) && name.endsWith(".proxy"_L1) && name.size() > 11;
    return forOneUrl ? u"proxy_for_url"_s : kindsOf(tool).value(name);
}

QList<ToolLine> linesOf(const QString& tool, const QString& text)
{
    if (tool == "npm"_L1) return npmLines(text);
    if (tool == "git"_L1) return gitLines(text);
    return tool == "pip"_L1 ? pipLines(text) : curlLines(text);
}

/// Text by its byte order mark, UTF-8 without one; null: this is no text.
std::optional<QString> textOf(const QByteArray& bytes)
{
    const auto encoding = QStringConverter::encodingForData(bytes);
    QStringDecoder decode(encoding.value_or(QStringConverter::Utf8));
    const QString text = decode(bytes);
    return text.contains(QChar::Null) ? std::nullopt : std::optional(text);
}

class Reader
{
public:
    Reader(const QProcessEnvironment& environment, QString home)
        : m_environment(environment), m_home(std::move(home))
    {}

    void readVariables()
    {
        // In the order in which the tools themselves prefer them.
        static const QList<QStringList> known{{u"npm_config_https_proxy"_s, u"npm"_s, u"https-proxy"_s},
                                              {u"npm_config_proxy"_s, u"npm"_s, u"proxy"_s},
                                              {u"npm_config_noproxy"_s, u"npm"_s, u"noproxy"_s},
                                              {u"npm_config_cafile"_s, u"npm"_s, u"cafile"_s},
                                              {u"npm_config_strict_ssl"_s, u"npm"_s, u"strict-ssl"_s},
                                              {u"git_ssl_cainfo"_s, u"git"_s, u"http.sslcainfo"_s},
                                              {u"pip_proxy"_s, u"pip"_s, u"global.proxy"_s},
                                              {u"pip_cert"_s, u"pip"_s, u"global.cert"_s}};
        QStringList names = m_environment.keys();
        names.sort();
        for (const QStringList& each : known) {
            for (const QString& name : names) {
                if (name.compare(each[0], Qt::CaseInsensitive) != 0) continue;
                const QString value = m_environment.value(name);
                add({each[1], u"environment"_s, {}, name, kindOf(each[1], each[2]), {}, {}, false, {}},
                    value);
            }
        }
    }

    void readFile(const ToolFile& file)
    {
        m_begin = m_hints.size();
        readLines(file);
    }

    [[nodiscard]] QList<ToolHintEvidence> hints() const { return m_hints; }

private:
    void readLines(const ToolFile& file)
    {
        const QFileInfo info(file.path);
        // A link that leads round in a circle is there and leads nowhere.
        if (!info.exists() && !info.isSymLink()) return;
        m_file = {file.tool, file.path, {}, {}, u"file"_s, {}, {}, false, {}};
        m_file.worldWritable = info.permission(QFileDevice::WriteOther);
        const auto bytes = regularFile(file.path, mostBytes + 1);
        if (!bytes) return complain(u"unreadable"_s);
        if (bytes->size() > mostBytes) return complain(u"too_large"_s);
        const auto text = textOf(*bytes);
        if (!text) return complain(u"not_text"_s);
        for (const ToolLine& line : linesOf(file.tool, *text))
            take(line);
    }

    /// git reads another file in the place of this line. One that counts only under a condition (includeIf)
    /// is left out: the folder in which git would be started is not known.
    void include(const QString& path)
    {
        if (path.isEmpty() || m_depth >= deepestInclude || ++m_included > mostIncluded) return;
        const ToolHintEvidence outer = m_file;
        const QDir folder = QFileInfo(outer.file).absoluteDir();
        ++m_depth;
        readLines({outer.tool, QDir::cleanPath(folder.filePath(fromHome(path)))});
        --m_depth;
        m_file = outer;
    }

    [[nodiscard]] QString fromHome(const QString& path) const
    {
        return path.startsWith("~/"_L1) ? m_home + path.mid(1) : path;
    }

    void complain(const QString& problem, std::optional<int> line = {})
    {
        ToolHintEvidence hint = m_file;
        hint.line = line;
        hint.problem = problem;
        append(hint);
    }

    void take(const ToolLine& line)
    {
        if (line.broken) return complain(u"line"_s, line.number);
        if (m_file.tool == "git"_L1 && line.name == "include.path"_L1) return include(line.value);
        ToolHintEvidence hint = m_file;
        hint.line = line.number;
        hint.name = line.name.left(longestValue);
        hint.kind = kindOf(m_file.tool, line.name);
        if (hint.kind.isEmpty()) return;
        if (hint.kind == "proxy_for_url"_L1) hint.name = u"http.<url>.proxy"_s;
        // Of two lines with one name the later counts.
        const auto isSame = [&](const ToolHintEvidence& each) {
            return each.name == hint.name && hint.kind != "proxy_for_url"_L1;
        };
        m_hints.erase(std::remove_if(m_hints.begin() + m_begin, m_hints.end(), isSame), m_hints.end());
        add(hint, line.value);
    }

    void add(ToolHintEvidence hint, const QString& given)
    {
        const QString value = hint.tool == "npm"_L1 ? expanded(given) : given;
        if (hint.kind.startsWith("proxy"_L1))
            addProxy(hint, value);
        else if (hint.kind == "ca_file"_L1)
            addFile(hint, value);
        else if (hint.kind == "checking"_L1)
            addChecking(hint, value.toLower());
        else
            append(hint, value);
    }

    void append(ToolHintEvidence hint, const QString& value = {})
    {
        hint.value = value.left(longestValue);
        if (m_hints.size() < mostHints) m_hints.append(hint);
    }

    void addProxy(ToolHintEvidence hint, const QString& value)
    {
        // The ways to say "none".
        static const QStringList none{u""_s, u"null"_s, u"false"_s};
        if (none.contains(value)) return append(hint, value);
        ProxySetting setting;
        (void)readProxy(value, &setting);
        hint.address = setting.address;
        hint.problem = setting.problem;
        append(hint, setting.value);
    }

    void addFile(ToolHintEvidence hint, const QString& value)
    {
        const bool knowsHome = hint.tool == "npm"_L1 || hint.tool == "git"_L1;
        const QString path = knowsHome ? fromHome(value) : value;
        const QFileInfo info(path);
        if (!info.exists())
            hint.problem = u"missing"_s;
        else if (!info.isFile() || !info.isReadable())
            hint.problem = u"unreadable"_s;
        append(hint, path);
    }

    /// Only where the tool is told not to check; curl's switch has no value.
    void addChecking(const ToolHintEvidence& hint, const QString& value)
    {
        static const QStringList no{u"false"_s, u"0"_s, u"no"_s, u"off"_s};
        const bool isSwitch = hint.tool == "curl"_L1;
        if (isSwitch || no.contains(value)) append(hint, isSwitch ? QString() : value);
    }

    /// npm puts variables in the place of `${NAME}`.
    QString expanded(const QString& value) const
    {
        static const QRegularExpression name(uR"(\$\{([^${}?]{1,200})\??\})"_s);
        const auto match = name.match(value);
        if (!match.hasMatch() || !m_environment.contains(match.captured(1))) return value;
        return value.left(match.capturedStart()) + m_environment.value(match.captured(1)) +
               value.mid(match.capturedEnd());
    }

    const QProcessEnvironment& m_environment;
    QString m_home;
    ToolHintEvidence m_file;
    qsizetype m_begin = 0; ///< of the hints from the file that is being read, and from what it includes
    int m_depth = 0;       ///< of files that include the one being read
    int m_included = 0;
    QList<ToolHintEvidence> m_hints;
};

} // namespace

QList<ToolFile> toolFiles(const QProcessEnvironment& environment, const QString& home)
{
    const auto set = [&](const QString& name, const QString& otherwise) {
        const QString value = environment.value(name);
        return value.isEmpty() ? otherwise : value;
    };
    const QString config = configFolder(environment, home);
    QString npmOwn = set(u"NPM_CONFIG_USERCONFIG"_s, home + u"/.npmrc"_s);
    npmOwn = set(u"npm_config_userconfig"_s, npmOwn);
    QList<ToolFile> files{{u"npm"_s, npmOwn}, {u"npm"_s, u"/etc/npmrc"_s}};
    if (environment.contains(u"GIT_CONFIG_GLOBAL"_s))
        files += {u"git"_s, environment.value(u"GIT_CONFIG_GLOBAL"_s)};
    else
        files += {{u"git"_s, home + u"/.gitconfig"_s}, {u"git"_s, config + u"/git/config"_s}};
    files += {u"git"_s, set(u"GIT_CONFIG_SYSTEM"_s, u"/etc/gitconfig"_s)};
    if (const QString own = environment.value(u"PIP_CONFIG_FILE"_s); !own.isEmpty()) files += {u"pip"_s, own};
    files += {{u"pip"_s, config + u"/pip/pip.conf"_s},
              {u"pip"_s, home + u"/.pip/pip.conf"_s},
              {u"pip"_s, u"/etc/pip.conf"_s}};
    files += {u"curl"_s, set(u"CURL_HOME"_s, home) + u"/.curlrc"_s};
    return files;
}

QList<ToolHintEvidence> readToolSettings(const QProcessEnvironment& environment, const QList<ToolFile>& files,
                                         const QString& home)
{
    Reader reader(environment, home);
    reader.readVariables();
    for (const ToolFile& file : files)
        reader.readFile(file);
    return reader.hints();
}

} // namespace pathlight
