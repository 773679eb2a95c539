// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/walkoptions.h"

#include "app/cli/terminal.h"
#include "core/walk/flowchart.h"

#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace pathlight::cli {

namespace {

constexpr qint64 maximumBundleBytes = 16LL * 1024 * 1024;
constexpr qsizetype maximumKeyBytes = 4096;

/// The targets named, or else the default one.
QList<Target> targetsFrom(Arguments* arguments)
{
    QStringList named = arguments->positionals();
    const bool fromFile = arguments->isSet(u"profile"_s);
    if (fromFile && !named.isEmpty())
        arguments->complain(u"TARGET and --profile were both given: expected one of them"_s);
    if (named.isEmpty()) named.append(builtInTargetIds().first());
    QList<Target> targets;
    for (const QString& name : std::as_const(named)) {
        const TargetOrError read = fromFile                  ? readTargetFile(arguments->value(u"profile"_s))
                                   : name.contains("://"_L1) ? targetForUrl(name)
                                                             : builtInTarget(name);
        if (!read.target) arguments->complain(read.error);
        targets.append(read.target.value_or(Target{}));
    }
    return targets;
}

QStringList stepsFrom(Arguments* arguments, const QString& option)
{
    if (!arguments->isSet(option)) return {};
    const QStringList known = flowchart().stepIds();
    QStringList steps;
    for (const QString& part : arguments->value(option).split(u',')) {
        const QString step = part.trimmed();
        if (!known.contains(step)) {
            arguments->complain(u"--%1 %2: unknown step \"%3\"; expected a comma-separated list of: %4"_s.arg(
                option, arguments->value(option), step, known.join(u", "_s)));
        }
        steps.append(step);
    }
    return steps;
}

QString proxyFrom(Arguments* arguments, PrivateNames* secrets)
{
    const QString given = arguments->value(u"proxy"_s);
    if (!arguments->isSet(u"proxy"_s) || QStringList{u"system"_s, u"env"_s, u"none"_s}.contains(given))
        return given;
    const QUrl url(given, QUrl::StrictMode);
    const QStringList schemes{u"http"_s, u"https"_s, u"socks5"_s, u"socks5h"_s};
    if (!url.isValid() || !schemes.contains(url.scheme()) || url.host().isEmpty() || url.port(1) < 1) {
        // The value is not repeated: there may be a password in it.
        arguments->complain(u"--proxy: expected system, env, none or an address like http://proxy:3128 "
                            "(http, https, socks5 or socks5h)"_s);
    } else if (!url.password().isEmpty()) {
        secrets->secrets += {url.password(QUrl::FullyEncoded), url.password(QUrl::FullyDecoded)};
        say(u"a password on the command line can be seen by everybody on this computer; the variable "
            "HTTPS_PROXY keeps it out of sight"_s);
    }
    return given;
}

QString bundleFrom(Arguments* arguments)
{
    if (!arguments->isSet(u"ca-file"_s)) return {};
    const QString path = arguments->value(u"ca-file"_s);
    const QString problem = bundleProblem(path);
    if (!problem.isEmpty()) arguments->complain(u"--ca-file "_s + problem);
    return QFileInfo(path).absoluteFilePath();
}

QStringList resolversFrom(Arguments* arguments)
{
    const QStringList resolvers = arguments->values(u"resolver"_s);
    for (const QString& each : resolvers) {
        if (QHostAddress(each).isNull())
            arguments->complain(u"--resolver %1: expected an IP address like 192.0.2.53"_s.arg(each));
    }
    return resolvers;
}

ApiKey keyFrom(Arguments* arguments, PrivateNames* secrets)
{
    if (!arguments->isSet(u"key-env"_s)) return {};
    const QString name = arguments->value(u"key-env"_s);
    const QByteArray key = qgetenv(name.toUtf8().constData()).trimmed();
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (key.isEmpty())
        arguments->complain(u"--key-env %1: the variable is not set, or empty"_s.arg(name));
    else if (!printable || key.size() > maximumKeyBytes)
        arguments->complain(u"--key-env %1: the value cannot be a key: expected at most 4,096 printable "
                            "ASCII characters without spaces or line breaks"_s.arg(name));
    secrets->secrets.append(QString::fromLatin1(key));
    return ApiKey(key);
}

void readExtras(Arguments* arguments, WalkOptions* options)
{
    if (!arguments->isSet(u"also"_s)) return;
    static const QStringList known{u"issuers"_s, u"tls-versions"_s, u"request-sizes"_s, u"http2"_s,
                                   u"clients"_s};
    const QStringList words = arguments->value(u"also"_s).split(u',');
    for (const QString& word : words) {
        if (!known.contains(word))
            arguments->complain(u"--also %1: expected one or more of %2"_s.arg(word, known.join(u", "_s)));
    }
    options->fetchIssuers = words.contains(u"issuers"_s);
    options->surveyTls = words.contains(u"tls-versions"_s);
    options->requestSizes = words.contains(u"request-sizes"_s);
    options->http2 = words.contains(u"http2"_s);
    options->startClients = words.contains(u"clients"_s);
}

/// Is this text, between the marks of a PEM block, a DER structure as long as it says?
bool holdsDer(const QString& base64)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(QString(base64).remove(u'\r').remove(u'\n').remove(u' ').toLatin1(),
                                       QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray& der = decoded.decoded;
    return decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok && der.size() > 100 &&
           der.startsWith('\x30');
}

} // namespace

void addTargetOptions(Arguments* arguments, int mostTargets)
{
    arguments->positional(u"TARGET"_s, u"A profile id (default: claude-api) or an https:// address."_s, 0,
                          mostTargets);
    arguments->option(u"profile"_s, u"FILE"_s, u"A target profile instead of a built-in one."_s);
    arguments->option(u"proxy"_s, u"PROXY"_s,
                      u"system, env, none or an address; by default env where a proxy variable is set, else "
                      "system."_s);
    arguments->option(u"ca-file"_s, u"FILE"_s, u"Trust this PEM bundle besides the system's."_s);
    arguments->repeatable(u"resolver"_s, u"ADDRESS"_s,
                          u"A resolver to compare the system's answers with; may be given again; replaces "
                          "the profile's."_s);
}

void addWalkOptions(Arguments* arguments)
{
    addTargetOptions(arguments, 1);
    arguments->option(u"only"_s, u"STEPS"_s,
                      u"Only these steps, comma-separated, and those they cannot do without."_s);
    arguments->option(u"skip"_s, u"STEPS"_s, u"Not these steps, comma-separated."_s);
    arguments->option(
        u"also"_s, u"WHAT"_s,
        u"What is asked only on request, comma-separated: issuers (fetch a missing certificate "
        "over plain HTTP from where the chain names it), tls-versions (which versions and "
        "ciphers the target takes), request-sizes (messages of 1 KB to 1 MB that ask for "
        "nothing, to find who takes no large one), http2 (the probe over HTTP/2 too, without a "
        "key; with one, up to three streamed messages more), clients (start curl, Node and Python once each "
        "as they are installed here, for one request without a key, and compare)."_s);
    arguments->option(u"direct"_s, u"WHETHER"_s,
                      u"yes or no: beside a proxy that the settings name, walk the direct way once too, "
                      "without a key."_s,
                      u"yes"_s);
    arguments->flag(u"login-shell"_s,
                    u"Start your login shell once, as editors do, and compare its variables with this "
                    "program's; it runs your own start-up files."_s);
    arguments->option(u"attempts"_s, u"N"_s, u"Requests in the stability step, at most 200."_s, u"10"_s);
    arguments->option(u"deadline"_s, u"SECONDS"_s, u"For the whole walk, at most 3600."_s, u"60"_s);
    arguments->option(u"key-env"_s, u"NAME"_s,
                      u"Read the API key from this environment variable; without it, none is sent. With it, "
                      "the step stream asks for a streamed answer of a few tokens, twice at most; --skip "
                      "stream asks for none."_s);
}

QList<WalkChoice> targetChoices(Arguments* arguments)
{
    WalkChoice common;
    WalkOptions& options = common.request.options;
    options.proxy = proxyFrom(arguments, &common.secrets);
    options.caFile = bundleFrom(arguments);
    options.resolvers = resolversFrom(arguments);
    QList<WalkChoice> choices;
    for (const Target& target : targetsFrom(arguments)) {
        choices.append(common);
        choices.last().request.target = target;
    }
    return choices;
}

void readKey(Arguments* arguments, WalkChoice* choice)
{
    choice->request.key = keyFrom(arguments, &choice->secrets);
}

WalkChoice walkChoice(Arguments* arguments)
{
    WalkChoice choice = targetChoices(arguments).first();
    WalkOptions& options = choice.request.options;
    options.only = withPrerequisites(stepsFrom(arguments, u"only"_s), flowchart());
    options.skip = stepsFrom(arguments, u"skip"_s);
    readExtras(arguments, &options);
    options.tryDirect = arguments->oneOf(u"direct"_s, {u"yes"_s, u"no"_s}) == "yes"_L1;
    options.loginShell = arguments->isSet(u"login-shell"_s);
    options.attempts = static_cast<int>(arguments->number(u"attempts"_s, 1, 200, true));
    options.deadlineSeconds = arguments->number(u"deadline"_s, 0, 3600, false);
    readKey(arguments, &choice);
    return choice;
}

QStringList withPrerequisites(const QStringList& steps, const Flowchart& chart)
{
    QStringList all = steps;
    for (qsizetype index = 0; index < all.size(); ++index) {
        const FlowNode* node = chart.node(all.at(index));
        if (!node) continue;
        for (const FlowNode& giver : chart.nodes) {
            const bool gives = std::any_of(node->needs.cbegin(), node->needs.cend(),
                                           [&](const QString& need) { return giver.yields.contains(need); });
            if (gives && !all.contains(giver.id)) all.append(giver.id);
        }
    }
    return all;
}

QString bundleProblem(const QString& path)
{
    QFile file(path);
    if (QFileInfo(path).isDir()) return path + u": expected a file of PEM certificates, found a folder"_s;
    if (!file.open(QIODevice::ReadOnly)) return path + u": "_s + file.errorString();
    const QByteArray bytes = file.read(maximumBundleBytes + 1);
    if (bytes.size() > maximumBundleBytes)
        return path + u": larger than 16 MiB; expected a bundle of PEM certificates"_s;
    static const QRegularExpression block(
        u"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([^-]+)-----END (?:TRUSTED |X509 )?CERTIFICATE-----"_s);
    const QString text = QString::fromLatin1(bytes);
    for (auto blocks = block.globalMatch(text); blocks.hasNext();) {
        if (holdsDer(blocks.next().captured(1))) return {};
    }
    return path + u": expected PEM certificates (-----BEGIN CERTIFICATE-----), found none"_s;
}

} // namespace pathlight::cli
