// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/issuerfetch.h"

#include "core/evidence/addresses.h"
#include "core/net/chain.h"
#include "core/net/connect.h"
#include "core/net/http.h"
#include "core/steps/hostaddresses.h"

#include <QElapsedTimer>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr auto fetchTime = 2s;
constexpr HttpLimits fetchLimits{16 * 1024, 64 * 1024};
constexpr qsizetype mostFetches = 4;

bool isAllowed(const QUrl& url)
{
    return url.isValid() && url.scheme() == "http"_L1 && url.port(80) == 80 && !url.host().isEmpty() &&
           url.userInfo().isEmpty();
}

/// The first public address of the place; null: it has none, and nothing inside this network is asked for a
/// stranger.
QCoro::Task<QHostAddress> publicAddressOf(StepContext context, QString host)
{
    QCoro::Task<QList<QHostAddress>> resolving = addressesOf(context.scope.within(fetchTime), host);
    const QList<QHostAddress> addresses = co_await resolving;
    for (const QHostAddress& address : addresses) {
        if (!isBogon(address.toString())) co_return address;
    }
    co_return QHostAddress();
}

QCoro::Task<HttpAnswer> get(StepContext context, QUrl url, QHostAddress address)
{
    const Scope scope = context.scope.within(fetchTime);
    QCoro::Task<Connected> connecting = connectTo(scope, address, 80);
    const Connected connected = co_await connecting;
    HttpAnswer answer;
    answer.outcome = ExchangeOutcome::ConnectFailed;
    if (!connected.stream) co_return answer;
    HttpRequest request;
    request.path = pathAndQuery(url);
    request.host = url.host(QUrl::FullyEncoded).toLatin1();
    QCoro::Task<HttpAnswer> asking = exchange(scope, connected.stream.get(), request, fetchLimits);
    answer = co_await asking;
    co_return answer;
}

/// Takes what came, where it is what was asked for.
QByteArray take(const HttpAnswer& answer, const QByteArray& below, FetchedIssuerEvidence* seen)
{
    const bool cutOff = answer.detail.startsWith("body over"_L1);
    seen->outcome = cutOff ? IssuerFetch::TooLarge : IssuerFetch::NotFetched;
    if (answer.outcome != ExchangeOutcome::Answered || answer.status != 200) return {};
    const QByteArray der = certificateFrom(answer.body);
    seen->outcome = der.isEmpty() ? IssuerFetch::NotACertificate : IssuerFetch::NotTheIssuer;
    if (der.isEmpty()) return {};
    const CertificateEvidence described = describeCertificate(der);
    seen->subject = described.subject;
    seen->sha256 = described.sha256;
    if (!isSignedBy(below, der)) return {};
    seen->outcome = IssuerFetch::Fetched;
    return der;
}

QCoro::Task<QByteArray> fetchFrom(StepContext context, QString place, QByteArray below,
                                  FetchedIssuerEvidence* seen)
{
    const QUrl url(place, QUrl::StrictMode);
    seen->url = place;
    seen->outcome = IssuerFetch::NotAllowed;
    if (!isAllowed(url)) co_return QByteArray();
    QElapsedTimer clock;
    clock.start();
    QCoro::Task<QHostAddress> looking = publicAddressOf(context, url.host());
    const QHostAddress address = co_await looking;
    if (address.isNull()) co_return QByteArray();
    QCoro::Task<HttpAnswer> getting = get(context, url, address);
    const HttpAnswer answer = co_await getting;
    if (answer.status > 0) seen->ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    co_return take(answer, below, seen);
}

} // namespace

QCoro::Task<IssuersFetched> fetchIssuers(StepContext context, QByteArray topmostDer)
{
    IssuersFetched fetched;
    QByteArray below = topmostDer;
    while (!below.isEmpty() && !describeCertificate(below).selfSigned) {
        QByteArray issuer;
        for (const QString& place : issuerPlaces(below)) {
            if (fetched.seen.size() >= mostFetches || context.scope.isOver() || !issuer.isEmpty()) break;
            FetchedIssuerEvidence seen;
            QCoro::Task<QByteArray> fetching = fetchFrom(context, place, below, &seen);
            issuer = co_await fetching;
            fetched.seen.append(seen);
        }
        if (!issuer.isEmpty()) fetched.certificates.append(issuer);
        below = issuer;
    }
    co_return fetched;
}

} // namespace pathlight
