// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/clientsstep.h"

#include "core/clients/clientversion.h"
#include "core/clients/trialcompare.h"
#include "core/diagnosis/assess.h"
#include "core/rules/rule.h"
#include "core/steps/clienttrial.h"
#include "core/steps/pythonfolders.h"
#include "core/steps/ways.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Spellings of three variables in two cases lead at most so many ways that are worth trying.
constexpr qsizetype mostWays = 4;
/// A folder of packages is read in some milliseconds, where it is not far away.
constexpr auto packagesTime = std::chrono::seconds(1);
const QStringList pythonPackages{u"requests"_s, u"PySocks"_s, u"anthropic"_s, u"httpx"_s, u"socksio"_s};

/// What the judge says of everything but the clients.
PathFacts pathFacts(const Facts& facts)
{
    const Judgement judgement = judge(facts);
    PathFacts path;
    const auto& stability = facts.evidence.stability;
    path.serves = !stopsEveryClient(facts) &&
                  (apiServes(facts) || (stability && stability->successRate.value_or(0) > 0));
    for (const Finding& finding : judgement.findings) {
        if (finding.severity == Severity::Note) continue;
        path.codes.append(finding.code);
        if (finding.code == judgement.verdict.code && path.because.isEmpty()) path.because = finding.because;
    }
    if (judgement.verdict.status == VerdictStatus::Broken) path.blockedBy = judgement.verdict.code;
    return path;
}

bool mayTry(const StepContext& context)
{
    return followsSettings(context.options) && context.evidence.environment && context.evidence.proxy;
}

/// Does every list of authorities accept what the walk's own way showed? Then none has a reason to refuse
/// what another way shows, where the system accepts it.
bool isPlainlyTrusted(const std::optional<TlsEvidence>& tls)
{
    return tls && !tls->stores.isEmpty() &&
           std::all_of(tls->stores.begin(), tls->stores.end(), [](const TrustStoreEvidence& each) {
               // What cannot be read in a program or a package says nothing.
               return each.accepts == true || (isBroughtAlong(each) && !each.accepts);
           });
}

/// The direct way, where the step `proxy` has walked it already. It asked no other list of authorities there
/// than the system's: where that leaves a doubt, or that one refuses, the way is tried once more to ask them.
std::optional<ClientWayEvidence> walkedAlready(const StepContext& context, const OtherWay& way)
{
    const auto& direct = context.evidence.proxy->direct;
    if (!direct || way.via != "direct"_L1 || way.baseUrl) return std::nullopt;
    const bool opens = direct->verified.value_or(false);
    if (direct->verified && !(opens && isPlainlyTrusted(context.evidence.tls))) return std::nullopt;
    ClientWayEvidence seen;
    seen.via = way.via;
    seen.opens = opens;
    seen.outcome = direct->outcome == "answered"_L1 ? u"connected"_s : direct->outcome;
    seen.address = direct->address;
    seen.ms = direct->connectMs;
    seen.status = direct->status;
    seen.fromTheApi = direct->fromTheApi;
    return seen;
}

QCoro::Task<QList<ClientWayEvidence>> tryAll(StepContext context, QList<OtherWay> ways)
{
    std::vector<QCoro::Task<ClientWayEvidence>> trying;
    QList<ClientWayEvidence> seen;
    for (const OtherWay& way : ways.mid(0, mostWays)) {
        if (const auto walked = walkedAlready(context, way))
            seen.append(*walked);
        else
            trying.push_back(tryWay(context, way));
    }
    for (QCoro::Task<ClientWayEvidence>& each : trying)
        seen.append(co_await each);
    co_return seen;
}

/// Starts those that are installed, all at the same time.
QCoro::Task<QList<ClientEvidence>> startAll(StepContext context, QList<ClientEvidence> clients)
{
    context.waitingFor(u"client_trials"_s);
    std::vector<std::pair<qsizetype, QCoro::Task<std::optional<ClientTrialEvidence>>>> running;
    for (qsizetype index = 0; index < clients.size(); ++index) {
        if (auto asked = trialQuestion(context, clients.at(index)))
            running.emplace_back(index, startClient(context.scope, *std::move(asked)));
    }
    for (auto& [index, trying] : running)
        clients[index].trial = co_await trying;
    co_return clients;
}

/// Predictions that know the versions which started clients told, and their trials held against those.
QList<ClientEvidence> withTrials(const QList<ClientEvidence>& started, ClientQuestion question)
{
    question.installed =
        installedFor(question.evidence.clients.value_or(ClientsEvidence()).packages, versionsTold(started));
    QList<ClientEvidence> clients = predictAll(question);
    for (ClientEvidence& client : clients) {
        for (const ClientEvidence& each : started) {
            if (each.id == client.id && each.trial) client.trial = compared(*each.trial, client, question);
        }
    }
    return clients;
}

} // namespace

ClientQuestion clientQuestion(const Target& target, const WalkOptions& options, const Evidence& evidence)
{
    Evidence seen = evidence;
    seen.clients.reset();
    const Facts facts = factsOf(target, options, seen, {});
    ClientQuestion question;
    question.path = pathFacts(facts);
    question.url = target.url;
    question.standIn = facts.targetIsLocal;
    question.trustsOwnFile = facts.targetIsLocal && !options.caFile.isEmpty();
    question.evidence = evidence;
    return question;
}

ClientsEvidence predictedAnew(const Target& target, const WalkOptions& options, const Evidence& evidence)
{
    ClientsEvidence clients = evidence.clients.value_or(ClientsEvidence());
    clients.clients = withTrials(clients.clients, clientQuestion(target, options, evidence));
    return clients;
}

QCoro::Task<StepResult> clientsStep(StepContext context)
{
    ClientQuestion question = clientQuestion(context.target, context.options, context.evidence);
    ClientsEvidence seen;
    if (mayTry(context)) {
        QCoro::Task<QList<ClientWayEvidence>> trying = tryAll(context, otherWays(question));
        seen.ways = co_await trying;
    }
    if (!question.standIn) {
        QCoro::Task<QList<PythonPackageEvidence>> looking =
            packagesOfPython(context.scope.within(packagesTime), pythonPackages);
        seen.packages = co_await looking;
    }
    question.evidence.clients = seen;
    question.installed = installedFor(seen.packages, {});
    seen.clients = predictAll(question);
    if (context.options.startClients) {
        QCoro::Task<QList<ClientEvidence>> starting = startAll(context, seen.clients);
        seen.clients = withTrials(co_await starting, question);
    }
    co_return StepResult{toObject(seen), {}, {}};
}

} // namespace pathlight
