// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/clienttrial.h"

#include "core/evidence/addresses.h"
#include "core/net/printable.h"
#include "core/steps/childprocess.h"
#include "core/steps/variables.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Longer than the limits that the scripts below set themselves, so that a client can say why it gave up.
constexpr auto trialTime = 15s;
constexpr qsizetype mostOutput = 64LL * 1024;
constexpr qsizetype mostSaid = 400;
constexpr qsizetype mostVersion = 60;
/// A shorter secret would blank out half of what was said.
constexpr qsizetype shortestSecret = 4;
constexpr int mostBlocks = 8;
/// The scripts below tell no more of a body than 4,000 characters.
constexpr qsizetype longBody = 3900;

/// What the scripts below print their findings behind. The last one counts: what a server sends stands
/// before.
constexpr auto mark = "pathlight-trial "_L1;

/// They print {"version", "status", "requestId", "body"}, or {"version", "error"}, or {"missing": true}.
/// Python's two begin and end alike: LIBRARY is imported, SETUP may choose another, ASK leaves `answer` and
/// `body`.
constexpr auto pythonFrame = R"(
import json, sys
def tell(**what):
    print("\npathlight-trial " + json.dumps(what), flush=True)
try:
    import LIBRARY
except ImportError:
    tell(missing=True)
    sys.exit()
version = "LIBRARY " + LIBRARY.__version__
SETUP
try:
    body = b""
ASK
    tell(version=version, status=answer.status_code, requestId="request-id" in answer.headers,
         body=body[:4000].decode("utf-8", "replace"))
except Exception as error:
    tell(version=version, error=type(error).__name__ + ": " + str(error)[:2000])
)"_L1;

constexpr auto askByRequests = R"(
    answer = requests.get(sys.argv[1], timeout=(5, 8), allow_redirects=False, stream=True)
    for part in answer.iter_content(4096):
        body += part
        if len(body) > 65536:
            break
)"_L1;

/// The SDK's own client where there is one: it brings the SDK's limits and its list of authorities.
constexpr auto chooseHttpx = R"(
make = httpx.Client
try:
    import anthropic
    make = anthropic.DefaultHttpxClient
    version = "anthropic " + anthropic.__version__
except (ImportError, AttributeError):
    pass
)"_L1;

constexpr auto askByHttpx = R"(
    with make(timeout=httpx.Timeout(8, connect=5), follow_redirects=False) as client:
        with client.stream("GET", sys.argv[1]) as answer:
            for part in answer.iter_bytes():
                body += part
                if len(body) > 65536:
                    break
)"_L1;

QString pythonScript(QLatin1StringView library, QLatin1StringView setup, QLatin1StringView ask)
{
    return QString(pythonFrame)
        .replace("LIBRARY"_L1, library)
        .replace("SETUP"_L1, setup)
        .replace("ASK"_L1, ask);
}

constexpr auto nodeScript = R"(
const tell = what => console.log("\npathlight-trial " + JSON.stringify(what));
const version = "Node " + process.versions.node;
const why = error => [error, error.cause, ...((error.cause || {}).errors || [])].filter(Boolean).map(String).join("; ");
const ask = async url => {
  const answer = await fetch(url, {signal: AbortSignal.timeout(13000), redirect: "manual"});
  let size = 0, parts = [];
  for await (const part of answer.body || []) {
    parts.push(part);
    if ((size += part.length) > 65536) break;
  }
  return {version, status: answer.status, requestId: answer.headers.has("request-id"),
          body: Buffer.concat(parts).toString().slice(0, 4000)};
};
if (typeof fetch !== "function")
  tell({version, missing: true});
else
  ask(process.argv[1]).then(tell, error => tell({version, error: why(error).slice(0, 2000)}));
)"_L1;

/// The program that stands for a client, and what it is given before the address.
struct Stand
{
    QLatin1StringView client;
    QLatin1StringView program;
    QStringList arguments;
};

const std::array<Stand, 4>& stands()
{
    // curl reads its user's ~/.curlrc, as it does for its user: what stands here comes after.
    static const std::array<Stand, 4> all{
        Stand{"anthropic-python"_L1,
              "python3"_L1,
              {u"-B"_s, u"-c"_s, pythonScript("httpx"_L1, chooseHttpx, askByHttpx)}},
        Stand{"anthropic-typescript"_L1, "node"_L1, {u"-e"_s, nodeScript}},
        Stand{"python-requests"_L1,
              "python3"_L1,
              {u"-B"_s, u"-c"_s, pythonScript("requests"_L1, {}, askByRequests)}},
        Stand{"curl"_L1,
              "curl"_L1,
              {u"-sS"_s, u"-i"_s, u"-g"_s, u"--no-fail"_s, u"-m"_s, u"13"_s, u"-w"_s,
               u"\\npathlight-trial %{json}\\n"_s, u"--url"_s}}};
    return all;
}

/// A folder of PATH that is not absolute would mean wherever this program happens to stand.
QString programNamed(const QString& name, const QProcessEnvironment& environment)
{
    QStringList folders;
    for (const QString& each : environment.value(u"PATH"_s).split(QDir::listSeparator())) {
        if (QDir::isAbsolutePath(each)) folders.append(each);
    }
    return folders.isEmpty() ? QString() : QStandardPaths::findExecutable(name, folders);
}

QStringList secretsOf(const TrialQuestion& question)
{
    QStringList secrets;
    if (!question.key.isEmpty()) secrets.append(QString::fromUtf8(question.key));
    for (const QString& name : question.environment.keys()) {
        const QString value = question.environment.value(name);
        if (isSecret(name, question.credentials)) secrets.append(value.trimmed());
        const QUrl url(value);
        if (!url.password().isEmpty())
            secrets += {url.password(QUrl::FullyEncoded), url.password(QUrl::FullyDecoded)};
    }
    secrets.removeIf([](const QString& each) { return each.size() < shortestSecret; });
    return secrets;
}

/// What the last mark is followed by.
QJsonObject toldIn(const QByteArray& output)
{
    const qsizetype at = output.lastIndexOf(QByteArray(mark.data(), mark.size()));
    if (at < 0) return {};
    const qsizetype end = output.indexOf('\n', at);
    const qsizetype from = at + mark.size();
    return QJsonDocument::fromJson(output.mid(from, end < 0 ? -1 : end - from)).object();
}

/// The API answers in JSON, with a number for each request. What was changed on the way so that nobody can
/// read it is not its answer; a long one is not here to its end.
bool isTheApis(bool requestId, const QByteArray& body)
{
    const QJsonDocument answer = QJsonDocument::fromJson(body);
    const QJsonObject error = answer.object().value("error"_L1).toObject();
    const bool readable = answer.isObject() || body.trimmed().isEmpty() || body.size() >= longBody;
    return (requestId && readable) ||
           (error.value("type"_L1).isString() && error.value("message"_L1).isString());
}

void takeAnswer(int status, bool requestId, const QByteArray& body, ClientTrialEvidence* seen)
{
    seen->status = status;
    seen->outcome = isTheApis(requestId, body) ? TrialOutcome::Answered : TrialOutcome::AnsweredByOther;
}

int statusIn(const QByteArray& head)
{
    static const QRegularExpression line(u"^HTTP/[0-9.]+ ([1-9][0-9]{2})\\b"_s);
    return line.match(QString::fromLatin1(head.left(100))).captured(1).toInt();
}

/// The whole answer as curl shows it, heads first: a proxy's "200" for the tunnel and interim answers come
/// before the one that counts.
void readHeads(QByteArray output, ClientTrialEvidence* seen)
{
    output.replace("\r\n", "\n");
    for (int block = 0; block < mostBlocks; ++block) {
        const qsizetype end = output.indexOf("\n\n");
        const QByteArray head = output.left(end < 0 ? output.size() : end).toLower() + '\n';
        const int status = statusIn(output);
        if (status == 0 || end < 0) return;
        output.remove(0, end + 2);
        if (statusIn(output) > 0) continue;
        const QByteArray own = '\n' + QByteArray(mark.data(), mark.size());
        const qsizetype tail = output.lastIndexOf(own);
        takeAnswer(status, head.contains("\nrequest-id:"), output.left(tail), seen);
        return;
    }
}

QString lastLineOf(const QByteArray& text)
{
    const QList<QByteArray> lines = text.trimmed().split('\n');
    return QString::fromUtf8(lines.last());
}

/// curl's own words about itself: "libcurl/7.88.1 OpenSSL/3.0.15 …".
QString curlVersion(const QJsonObject& told)
{
    const QString whole = told.value("curl_version"_L1).toString().section(u' ', 0, 0);
    return whole.startsWith("libcurl/"_L1) ? u"curl "_s + whole.mid(8) : QString();
}

/// Reads what the program wrote. False: the library it was asked for is not installed.
bool readOutput(const TrialQuestion& question, const ChildProcess& child, ClientTrialEvidence* seen)
{
    const bool isCurl = question.client == "curl"_L1;
    const QJsonObject told = toldIn(child.output());
    if (told.value("missing"_L1).toBool()) return false;
    const QString version = isCurl ? curlVersion(told) : told.value("version"_L1).toString();
    if (!version.isEmpty()) seen->version = printable(version.toUtf8(), mostVersion);
    QString error = isCurl ? QString() : told.value("error"_L1).toString();
    if (isCurl) {
        readHeads(child.output(), seen);
    } else if (const int status = told.value("status"_L1).toInt(); status > 0) {
        takeAnswer(status, told.value("requestId"_L1).toBool(), told.value("body"_L1).toString().toUtf8(),
                   seen);
    }
    if (isCurl || told.isEmpty()) error = lastLineOf(child.errors());
    // curl may fail after the head of an answer: it counts as curl sees it.
    const bool failed = isCurl ? child.exitCode().value_or(0) > 0 : told.contains("error"_L1);
    if (failed) seen->outcome = TrialOutcome::Failed;
    if (!error.isEmpty()) seen->error = saidWithoutSecrets(error, question);
    return true;
}

TrialOutcome outcomeOf(const ChildProcess& child, Ended ended, const Scope& walk)
{
    if (child.failedToStart()) return TrialOutcome::NotStarted;
    if (ended == Ended::Cancelled || walk.isOver()) return TrialOutcome::CutShort;
    if (ended == Ended::TimedOut) return TrialOutcome::TimedOut;
    return child.crashed() ? TrialOutcome::Crashed : TrialOutcome::NoAnswer;
}

} // namespace

std::optional<QUrl> trialUrl(const ClientEvidence& client, const ProbeRequest& probe)
{
    if (!client.baseUrl || probe.method != "GET"_L1) return std::nullopt;
    const QUrl url(withoutEndSlashes(*client.baseUrl) + probe.path, QUrl::StrictMode);
    const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty()) return std::nullopt;
    return url;
}

std::optional<TrialQuestion> trialQuestion(const StepContext& context, const ClientEvidence& client)
{
    const auto url = trialUrl(client, context.target.probe);
    if (!url) return std::nullopt;
    return TrialQuestion{client.id,
                         *url,
                         QProcessEnvironment::systemEnvironment(),
                         context.target.auth.environment,
                         context.key.forHeader(),
                         trialTime};
}

QProcessEnvironment environmentWithoutSecrets(const TrialQuestion& question)
{
    QProcessEnvironment environment = question.environment;
    const QString key = QString::fromUtf8(question.key);
    for (const QString& name : question.environment.keys()) {
        const QString value = environment.value(name);
        const bool holdsKey = value.contains("sk-ant-"_L1) || (!key.isEmpty() && value.contains(key));
        if (holdsKey || isSecret(name, question.credentials)) environment.remove(name);
    }
    return environment;
}

QString saidWithoutSecrets(const QString& said, const TrialQuestion& question)
{
    static const QRegularExpression apiKey(u"sk-[A-Za-z0-9_-]{4,}"_s);
    static const QRegularExpression header(
        u"((?:authorization|x-api-key)[\"']?\\s*[:=]\\s*[\"']?)(?:(?:bearer|basic)\\s+)?[^\\s\"',;]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression userPart(u"://[^/@\\s\"']*@"_s);
    QString text = said;
    for (const QString& secret : secretsOf(question))
        text.replace(secret, u"…"_s);
    text.replace(apiKey, u"sk-…"_s);
    text.replace(header, u"\\1…"_s);
    text.replace(userPart, u"://"_s);
    return printable(text.simplified().toUtf8(), mostSaid);
}

QCoro::Task<std::optional<ClientTrialEvidence>> startClient(Scope scope, TrialQuestion question)
{
    const auto& all = stands();
    const auto stand = std::find_if(all.begin(), all.end(),
                                    [&](const Stand& each) { return each.client == question.client; });
    if (stand == all.end()) co_return std::nullopt;
    ClientTrialEvidence seen;
    seen.program = programNamed(stand->program, question.environment);
    seen.url = question.url.toString();
    if (seen.program.isEmpty()) co_return std::nullopt;
    const QString url = question.url.toString(QUrl::FullyEncoded);
    QElapsedTimer clock;
    clock.start();
    ChildProcess child({seen.program, stand->arguments + QStringList{url},
                        environmentWithoutSecrets(question), QDir::rootPath(), mostOutput, true});
    const Ended ended = co_await untilAny(
        scope.within(question.time), [&child] { return child.isOver(); },
        [&child](Waker* waker) { child.wake(waker); });
    seen.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    seen.outcome = outcomeOf(child, ended, scope);
    if (seen.outcome == TrialOutcome::NotStarted) co_return seen;
    const bool decided = seen.outcome != TrialOutcome::NoAnswer;
    ClientTrialEvidence read = seen;
    if (!readOutput(question, child, &read)) co_return std::nullopt;
    if (decided) read.outcome = seen.outcome;
    co_return read;
}

} // namespace pathlight
