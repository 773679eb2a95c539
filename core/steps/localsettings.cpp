// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/localsettings.h"

#include "core/evidence/addresses.h"
#include "core/net/pemcount.h"
#include "core/steps/regularfile.h"
#include "core/steps/variables.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 mostSettingsBytes = 1024LL * 1024;
constexpr qint64 mostBundleBytes = 8LL * 1024 * 1024;
constexpr qsizetype mostVariables = 500;

/// Variables that name a bundle of certificates (FACTS 3.5, cases 30 to 42).
const QStringList& bundleVariables()
{
    static const QStringList names{u"SSL_CERT_FILE"_s, u"REQUESTS_CA_BUNDLE"_s, u"CURL_CA_BUNDLE"_s,
                                   u"NODE_EXTRA_CA_CERTS"_s, u"AWS_CA_BUNDLE"_s};
    return names;
}

/// One variable's value where it stands, secrets and all: it never leaves this file.
struct RawVariable
{
    QString name;
    QString value;
    QString source;
};

QString managedSettingsFile()
{
#if defined(Q_OS_WIN)
    return u"C:/Program Files/ClaudeCode/managed-settings.json"_s;
#elif defined(Q_OS_MACOS)
    return u"/Library/Application Support/ClaudeCode/managed-settings.json"_s;
#else
    return u"/etc/claude-code/managed-settings.json"_s;
#endif
}

/// Where in a text a byte stands, line and column counted from 1, the column in characters.
std::pair<int, int> placeOf(const QByteArray& text, qsizetype offset)
{
    const QByteArray before = text.left(offset);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const qsizetype column = QString::fromUtf8(before.mid(lineStart)).size() + 1;
    return {static_cast<int>(before.count('\n')) + 1, static_cast<int>(column)};
}

struct SettingsFile
{
    SettingsFileEvidence evidence;
    QJsonObject settings;
};

SettingsFile parseSettings(SettingsFile file, const QByteArray& text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        file.evidence.problem = u"not_json"_s;
        const auto [line, column] = placeOf(text, error.offset);
        file.evidence.line = line;
        file.evidence.column = column;
    } else if (!document.isObject()) {
        file.evidence.problem = u"not_an_object"_s;
    }
    file.settings = document.object();
    return file;
}

SettingsFile readSettingsFile(const QString& path)
{
    SettingsFile file;
    file.evidence.path = path;
    const QFileInfo info(path);
    file.evidence.exists = info.exists();
    if (!file.evidence.exists) return file;
    file.evidence.worldWritable = info.permission(QFileDevice::WriteOther);
    const auto text = regularFile(path, mostSettingsBytes + 1);
    file.evidence.readable = text.has_value();
    if (!text) {
        file.evidence.problem = u"unreadable"_s;
    } else if (text->size() > mostSettingsBytes) {
        file.evidence.problem = u"too_large"_s;
    } else {
        file = parseSettings(file, *text);
    }
    return file;
}

/// A number or a boolean in an `env` block reaches the clients as its text.
QString textOf(const QJsonValue& value)
{
    return value.isString() ? value.toString() : value.toVariant().toString();
}

QList<RawVariable> variablesOf(const QJsonObject& settings, const QString& source)
{
    QList<RawVariable> variables;
    const QJsonObject block = settings.value("env"_L1).toObject();
    for (auto each = block.begin(); each != block.end(); ++each)
        variables.append({each.key(), textOf(each.value()), source});
    return variables;
}

QList<RawVariable> variablesOf(const QProcessEnvironment& environment)
{
    QList<RawVariable> variables;
    QStringList names = environment.keys();
    names.sort();
    for (const QString& name : names)
        variables.append({name, environment.value(name), u"environment"_s});
    return variables;
}

CaFileEvidence readBundle(const QString& variable, const QString& path)
{
    CaFileEvidence evidence{variable, path, false, false, {}, {}};
    const QFileInfo info(path);
    evidence.exists = info.exists();
    if (!evidence.exists) {
        evidence.problem = u"missing"_s;
        return evidence;
    }
    if (info.isDir()) {
        evidence.readable = info.isReadable();
        // requests takes a directory of hashed certificates too.
        if (variable != "REQUESTS_CA_BUNDLE"_L1) evidence.problem = u"directory"_s;
        return evidence;
    }
    const auto pem = regularFile(path, mostBundleBytes + 1);
    evidence.readable = pem.has_value();
    if (!pem) {
        evidence.problem = u"unreadable"_s;
    } else if (pem->size() > mostBundleBytes) {
        evidence.problem = u"too_large"_s;
    } else {
        evidence.certificates = countCertificates(*pem);
        if (*evidence.certificates == 0) evidence.problem = pem->isEmpty() ? u"empty"_s : u"not_pem"_s;
    }
    return evidence;
}

/// SSL_CERT_DIR is a list of directories, and one that is there is enough for OpenSSL.
CaFileEvidence readDirectories(const QString& variable, const QString& value)
{
    CaFileEvidence evidence{variable, value, false, false, {}, {}};
    for (const QString& path : value.split(QDir::listSeparator(), Qt::SkipEmptyParts)) {
        const QFileInfo info(path);
        evidence.exists = evidence.exists || info.isDir();
        evidence.readable = evidence.readable || (info.isDir() && info.isReadable());
    }
    if (!evidence.exists)
        evidence.problem = u"missing"_s;
    else if (!evidence.readable)
        evidence.problem = u"unreadable"_s;
    return evidence;
}

QList<CaFileEvidence> caFilesOf(const QList<RawVariable>& variables)
{
    QList<CaFileEvidence> files;
    for (const RawVariable& each : variables) {
        if (each.value.isEmpty()) continue;
        const auto isKnown = [&](const CaFileEvidence& file) {
            return file.variable == each.name && file.path == each.value;
        };
        if (std::any_of(files.begin(), files.end(), isKnown)) continue;
        if (bundleVariables().contains(each.name))
            files.append(readBundle(each.name, each.value));
        else if (each.name == "SSL_CERT_DIR"_L1)
            files.append(readDirectories(each.name, each.value));
    }
    return files;
}

int defaultPort(const QString& scheme)
{
    if (scheme == "https"_L1) return 443;
    return scheme == "http"_L1 ? 80 : 0;
}

/// The value that wins: the settings files' over the shell's (FACTS 3.5), the last file's over the others.
std::optional<EndpointEvidence> endpointOf(const QList<RawVariable>& variables, const Target& target)
{
    std::optional<EndpointEvidence> endpoint;
    for (const RawVariable& each : variables) {
        if (each.name != "ANTHROPIC_BASE_URL"_L1 || each.value.isEmpty()) continue;
        const QUrl url(each.value, QUrl::StrictMode);
        EndpointEvidence found;
        found.value = describeVariable(each.name, each.value, each.source, {}).value;
        found.source = each.source;
        found.problem = endpointProblem(url);
        found.host = url.host();
        found.port = url.port(defaultPort(url.scheme()));
        found.isTarget = !found.host.isEmpty() &&
                         found.host.compare(target.host(), Qt::CaseInsensitive) == 0 &&
                         found.port == int(target.port());
        endpoint = found;
    }
    return endpoint;
}

} // namespace

LocalSources systemSources()
{
    LocalSources sources;
    sources.environment = QProcessEnvironment::systemEnvironment();
    QString own = sources.environment.value(u"CLAUDE_CONFIG_DIR"_s);
    if (own.isEmpty()) own = QDir::homePath() + u"/.claude"_s;
    const QString project = QDir::currentPath() + u"/.claude"_s;
    sources.settingsFiles = {own + u"/settings.json"_s, project + u"/settings.json"_s,
                             project + u"/settings.local.json"_s, managedSettingsFile()};
    sources.settingsFiles.removeDuplicates();
    sources.home = QDir::homePath();
    sources.toolFiles = toolFiles(sources.environment, sources.home);
    return sources;
}

LocalSettings readLocalSettings(const LocalSources& sources, const Target& target)
{
    LocalSettings result;
    QList<RawVariable> raw = variablesOf(sources.environment);
    for (const QString& path : sources.settingsFiles) {
        const SettingsFile file = readSettingsFile(path);
        result.settingsFiles.append(file.evidence);
        raw.append(variablesOf(file.settings, path));
    }
    const QStringList& credentials = target.auth.environment;
    raw.removeIf([&](const RawVariable& each) { return !matters(each.name, credentials); });
    raw.resize(std::min(raw.size(), mostVariables));
    for (const RawVariable& each : raw)
        result.variables.append(describeVariable(each.name, each.value, each.source, credentials));
    result.caFiles = caFilesOf(raw);
    result.hints = readToolSettings(sources.environment, sources.toolFiles, sources.home);
    result.endpoint = endpointOf(raw, target);
    return result;
}

} // namespace pathlight
