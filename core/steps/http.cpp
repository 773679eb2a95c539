// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/http.h"

#include "core/steps/answerholder.h"
#include "core/steps/controls.h"
#include "core/steps/egress.h"
#include "core/steps/http2.h"
#include "core/steps/probe.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto exchangeTime = 6s;
constexpr int maximumRedirects = 5;
constexpr qsizetype excerptLength = 300;

QString printable(const QByteArray& bytes, qsizetype most)
{
    QString text = QString::fromUtf8(bytes.left(4 * most));
    for (QChar& c : text) {
        // Format characters could turn the reading direction of what stands around them.
        if (!c.isPrint() || c.category() == QChar::Other_Format) c = u' ';
    }
    return text.simplified().left(most);
}

std::optional<QString> headerText(const HttpAnswer& answer, const QByteArray& name)
{
    const auto value = answer.header(name);
    return value ? std::optional(printable(*value, 200)) : std::nullopt;
}

std::optional<QString> titleOf(const QByteArray& body)
{
    static const QRegularExpression title(u"<title[^>]*>(.{0,500}?)</title>"_s,
                                          QRegularExpression::CaseInsensitiveOption |
                                              QRegularExpression::DotMatchesEverythingOption);
    const auto match = title.match(QString::fromUtf8(body.left(16 * 1024)));
    if (!match.hasMatch()) return std::nullopt;
    return printable(match.captured(1).toUtf8(), 120);
}

bool isRedirect(const HttpAnswer& answer)
{
    static const QList<int> statuses{301, 302, 303, 307, 308};
    return answer.outcome == ExchangeOutcome::Answered && statuses.contains(answer.status) &&
           answer.header("location");
}

/// Where a redirect leads, if that is the same host over https; else null.
std::optional<QUrl> sameHostLocation(const HttpAnswer& answer, const QUrl& from)
{
    const QUrl to = from.resolved(QUrl(QString::fromLatin1(answer.header("location")->left(2000))));
    const bool same = to.isValid() && to.scheme() == "https"_L1 && to.host() == from.host() &&
                      to.port(443) == from.port(443);
    return same ? std::optional(to) : std::nullopt;
}

QCoro::Task<HttpAnswer> fetch(StepContext context, QUrl url)
{
    const Scope scope = context.scope.within(exchangeTime);
    QCoro::Task<Way> opening = openSecureWay(context, scope, true);
    const Way way = co_await opening;
    HttpAnswer answer;
    answer.outcome = ExchangeOutcome::ConnectFailed;
    if (!way.stream) co_return answer;
    HttpRequest request;
    request.path = pathAndQuery(url);
    request.host = url.authority(QUrl::FullyEncoded).toLatin1();
    QCoro::Task<HttpAnswer> asking = exchange(scope, way.stream.get(), request);
    answer = co_await asking;
    co_return answer;
}

/// Follows redirects as long as they stay on this host, and finds the circle they may run in.
QCoro::Task<void> followRedirects(StepContext context, HttpAnswer answer, HttpEvidence* evidence)
{
    QUrl url = QUrl(context.target.url).resolved(QUrl(context.target.probe.path));
    QSet<QString> seen{url.toString()};
    while (isRedirect(answer)) {
        evidence->redirects.append({answer.status, printable(*answer.header("location"), 500)});
        const auto next = sameHostLocation(answer, url);
        if (!next) co_return;
        if (seen.contains(next->toString()) || evidence->redirects.size() > maximumRedirects) {
            evidence->redirectLoop = true;
            co_return;
        }
        url = *next;
        seen.insert(url.toString());
        QCoro::Task<HttpAnswer> fetching = fetch(context, url);
        answer = co_await fetching;
    }
    if (!evidence->redirects.isEmpty()) evidence->redirectLoop = false;
}

/// The phases before the request, as the earlier steps measured them on this very connection.
void addEarlierPhases(const StepContext& context, HttpEvidence* evidence)
{
    if (context.evidence.dns) {
        for (const DnsAnswerEvidence& answer : context.evidence.dns->answers) {
            if (answer.role == ResolverRole::System) evidence->dnsMs = answer.ms;
        }
    }
    if (context.evidence.tcp) {
        for (const ConnectAttempt& attempt : context.evidence.tcp->attempts) {
            if (attempt.address == context.evidence.tcp->chosen) evidence->connectMs = attempt.connectMs;
        }
    }
    if (context.evidence.tls) evidence->tlsMs = context.evidence.tls->handshakeMs;
}

/// Could somebody between have changed the answer? Not where the certificate is the target's own by the roots
/// that the system's vendor ships, and no gateway says that it passed the answer on.
bool passedOn(const StepContext& context, const HttpEvidence& evidence)
{
    if (evidence.via && !evidence.rayId) return true; // the API's own edge says both
    if (!context.evidence.tls) return false;
    const QList<TrustStoreEvidence>& stores = context.evidence.tls->stores;
    return std::any_of(stores.begin(), stores.end(), [](const TrustStoreEvidence& each) {
        return each.store == "vendor"_L1 && each.accepts == false;
    });
}

/// Clients ask for compressed answers, and what changes answers on the way may go wrong with those alone
/// (case 130).
QCoro::Task<void> askPacked(StepContext context, HttpEvidence* evidence)
{
    const Scope scope = context.scope.within(exchangeTime);
    QCoro::Task<Way> opening = openSecureWay(context, scope, true);
    const Way way = co_await opening;
    if (!way.stream) co_return;
    HttpRequest request = probeRequest(context);
    request.headers.append(HttpHeader{"Accept-Encoding", "gzip, deflate"});
    QCoro::Task<HttpAnswer> asking = exchange(scope, way.stream.get(), request);
    const HttpAnswer answer = co_await asking;
    if (answer.outcome != ExchangeOutcome::Answered && !alterationOf(answer)) co_return;
    HttpEvidence packed;
    describeAnswer(answer, &packed);
    evidence->askedPacked = true;
    evidence->contentEncoding = packed.contentEncoding;
    evidence->altered = packed.altered;
}

QCoro::Task<Way> connectionFor(StepContext context, Scope scope)
{
    Way way;
    if (!probesWithKey(context)) way.stream = context.take<Stream>(u"secure"_s);
    if (way.stream) co_return way;
    QCoro::Task<Way> opening = openSecureWay(context, scope, true);
    way = co_await opening;
    co_return way;
}

} // namespace

void describeAnswer(const HttpAnswer& answer, HttpEvidence* evidence)
{
    evidence->outcome = answer.outcome;
    if (!answer.detail.isEmpty()) evidence->detail = answer.detail;
    if (answer.status == 0) {
        if (!answer.firstBytes.isEmpty()) evidence->excerpt = printable(answer.firstBytes, excerptLength);
        return;
    }
    evidence->status = answer.status;
    evidence->version = printable(answer.version, 20);
    evidence->serverHeader = headerText(answer, "server");
    evidence->via = headerText(answer, "via");
    evidence->contentType = headerText(answer, "content-type");
    evidence->contentEncoding = headerText(answer, "content-encoding");
    evidence->altered = alterationOf(answer);
    evidence->rayId = headerText(answer, "cf-ray");
    evidence->mitigated = headerText(answer, "cf-mitigated");
    evidence->firstByteMs = answer.firstByteMs;
    evidence->bodyBytes = answer.body.size();
    evidence->fromTheApi = hasTheApisMarks(answer);
    if (*evidence->fromTheApi) return;
    evidence->title = titleOf(answer.body);
    evidence->excerpt = printable(answer.body, excerptLength);
}

QCoro::Task<StepResult> httpStep(StepContext context)
{
    const Scope scope = context.scope.within(exchangeTime);
    HttpEvidence evidence;
    evidence.url = context.target.url + context.target.probe.path;
    addEarlierPhases(context, &evidence);
    QCoro::Task<Way> connecting = connectionFor(context, scope);
    const Way way = co_await connecting;
    if (!way.stream) {
        evidence.detail = way.error;
        co_return StepResult{toObject(evidence), {}, {}};
    }
    QCoro::Task<HttpAnswer> asking = exchange(scope, way.stream.get(), probeRequest(context));
    const HttpAnswer answer = co_await asking;
    describeAnswer(answer, &evidence);
    if (answer.totalMs) {
        evidence.totalMs = evidence.dnsMs.value_or(0) + evidence.connectMs.value_or(0) +
                           evidence.tlsMs.value_or(0) + *answer.totalMs;
    }
    if (const auto date = answer.header("date")) {
        evidence.clockSkewMs = skewFrom(*date, QDateTime::currentDateTimeUtc(), answer.totalMs.value_or(0));
    }
    context.sample(sample::latency, {{u"ms"_s, toJson(evidence.firstByteMs)},
                                     {u"address"_s, peerOf(context).address.toString()},
                                     {u"phase"_s, u"http"_s}});
    if (answer.outcome == ExchangeOutcome::Answered) {
        context.handOn(u"answer"_s, std::make_unique<AnswerHolder>(answer));
        context.yield(u"answer"_s, toObject(evidence));
    }
    QCoro::Task<void> following = followRedirects(context, answer, &evidence);
    co_await following;
    if (answer.outcome == ExchangeOutcome::Answered && !evidence.altered && passedOn(context, evidence)) {
        QCoro::Task<void> askingPacked = askPacked(context, &evidence);
        co_await askingPacked;
    }
    if (context.options.http2) {
        QCoro::Task<QList<Http2Evidence>> trying = tryHttp2(context, evidence);
        evidence.http2 = co_await trying;
    }
    co_return StepResult{toObject(evidence), {}, {}};
}

} // namespace pathlight
