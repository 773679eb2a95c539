// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/wordedclient.h"

#include "core/report/evidencerows.h"
#include "core/report/messages.h"
#include "core/report/plaintext.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QString markOf(ClientOutcome outcome)
{
    switch (outcome) {
    case ClientOutcome::Works:
        return u"✓"_s;
    case ClientOutcome::AtTimes:
        return u"!"_s;
    case ClientOutcome::WouldFail:
        return u"✗"_s;
    case ClientOutcome::Unknown:
        break;
    }
    return u"?"_s;
}

QString viaText(const QString& via, const Texts& texts)
{
    return via == "direct"_L1 ? texts(u"client.via.direct"_s) : via;
}

/// "the system's", "its own list (Mozilla's)", or a file's path.
QString storesText(const QStringList& stores, const Texts& texts)
{
    QStringList words;
    for (const QString& store : stores) {
        const QString key = u"client.store."_s + store;
        words.append(texts.has(key) ? texts(key) : store);
    }
    return words.join(u", "_s);
}

QString reasonText(const ClientEvidence& client, const Texts& texts)
{
    QJsonObject arguments = client.arguments;
    const auto reword = [&](QLatin1StringView key, auto word) {
        const QString value = arguments.value(key).toString();
        if (!value.isEmpty()) arguments.insert(key, word(value));
    };
    reword("via"_L1, [&](const QString& value) { return viaText(value, texts); });
    reword("outcome"_L1, [&](const QString& value) { return wordForWay(texts, value); });
    reword("stores"_L1, [&](const QString& value) { return storesText(value.split(u", "_s), texts); });
    const QString code = arguments.value("code"_L1).toString();
    if (!code.isEmpty()) arguments.insert("cause"_L1, texts.explain(code).title);
    const QString key = u"client.reason."_s + client.reason;
    return texts.has(key) ? texts(key, arguments) : client.reason;
}

QString limitText(const std::optional<qint64>& ms, const Texts& texts)
{
    return ms ? duration(static_cast<double>(*ms)) : texts(u"client.no_limit"_s);
}

QString limitsText(const ClientTimeoutsEvidence& limits, const Texts& texts)
{
    const QString retries = limits.retries ? QString::number(*limits.retries) : texts(u"report.unknown"_s);
    return texts(u"client.limits"_s, {{u"connect"_s, limitText(limits.connectMs, texts)},
                                      {u"total"_s, limitText(limits.totalMs, texts)},
                                      {u"retries"_s, retries}});
}

QString familiesText(const ClientFamiliesEvidence& families, const Texts& texts)
{
    QJsonObject arguments;
    if (families.tryMs) arguments.insert("milliseconds"_L1, QString::number(*families.tryMs));
    const QString key = u"client.fallback."_s + families.fallback;
    return texts.has(key) ? texts(key, arguments) : families.fallback;
}

QString withSource(const QString& text, const std::optional<QString>& source)
{
    return source && !source->isEmpty() ? u"%1 · %2"_s.arg(text, *source) : text;
}

QString endpointText(const ClientEvidence& client, const Texts& texts)
{
    const QString unknown = texts(u"report.unknown"_s);
    if (!client.baseUrl) return withSource(unknown, client.baseUrlSource);
    return withSource(*client.baseUrl,
                      client.baseUrlSource ? client.baseUrlSource : texts(u"client.default"_s));
}

QString proxyText(const ClientEvidence& client, const Texts& texts)
{
    const QString text = client.proxy ? viaText(*client.proxy, texts) : texts(u"report.unknown"_s);
    if (!client.noProxyEntry) return withSource(text, client.proxySource);
    return withSource(text, u"NO_PROXY: "_s + *client.noProxyEntry);
}

QString trialResult(const ClientTrialEvidence& trial, const Texts& texts)
{
    QJsonObject arguments;
    if (trial.status) arguments.insert("status"_L1, QString::number(*trial.status));
    if (trial.error) arguments.insert("error"_L1, *trial.error);
    return texts(u"client.trial."_s + nameOf(trial.outcome), arguments);
}

QString comparisonKey(const std::optional<bool>& agrees)
{
    if (!agrees) return u"client.trial.open"_s;
    return *agrees ? u"client.trial.agrees"_s : u"client.trial.differs"_s;
}

/// Which layer a client's own message really speaks of.
QString messageText(const ClientTrialEvidence& trial, const Texts& texts)
{
    const QList<KnownMessage> known = messagesIn(trial.error.value_or(QString()));
    if (known.isEmpty()) return {};
    const QString step = texts(u"step.%1.name"_s.arg(known.constFirst().step));
    return u' ' + texts(u"client.trial.message"_s, {{u"step"_s, step}});
}

void wordTrial(const ClientTrialEvidence& trial, const Texts& texts, WordedClient* out)
{
    out->trialProgram = visibleText(trial.version.value_or(trial.program));
    out->trialResult = visibleText(trialResult(trial, texts));
    out->trialComparison = texts(comparisonKey(trial.agrees));
    out->trialDiffers = trial.agrees == false;
    out->trial = texts(u"client.trial"_s, {{u"program"_s, out->trialProgram},
                                           {u"result"_s, out->trialResult},
                                           {u"comparison"_s, out->trialComparison}});
    if (trial.outcome == TrialOutcome::Failed) out->trial += messageText(trial, texts);
}

WordedClient word(const ClientEvidence& client, const Texts& texts)
{
    WordedClient out;
    out.id = visibleText(client.id);
    out.name = visibleText(wordFor(texts, u"client"_s, client.id));
    out.outcome = client.outcome;
    out.mark = markOf(client.outcome);
    out.outcomeWord = texts(u"client.outcome."_s + nameOf(client.outcome));
    out.code = visibleText(client.wouldFail.value_or(QString()));
    out.reason = visibleText(reasonText(client, texts));
    out.remarkable = client.reason != "works"_L1;
    out.endpoint = visibleText(endpointText(client, texts));
    out.proxy = visibleText(proxyText(client, texts));
    out.trust = visibleText(storesText(client.trustStores, texts));
    out.resolver = visibleText(wordFor(texts, u"client.resolver"_s, client.resolver.value_or(QString())));
    out.families = visibleText(familiesText(client.addressFamilies, texts));
    out.limits = visibleText(limitsText(client.timeouts, texts));
    for (const QString& each : client.because)
        out.because.append(visibleText(each));
    for (const QString& each : client.sources)
        out.sources.append(visibleText(each));
    out.asOf = visibleText(client.asOf);
    if (client.trial) wordTrial(*client.trial, texts, &out);
    return out;
}

} // namespace

QList<WordedClient> wordClients(const ClientsEvidence& evidence, const Texts& texts)
{
    QList<WordedClient> clients;
    for (const ClientEvidence& each : evidence.clients)
        clients.append(word(each, texts));
    return clients;
}

} // namespace pathlight
