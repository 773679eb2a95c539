// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/dns.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/steps/dnscloser.h"
#include "core/steps/resolvers.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qsizetype maximumConfigured = 5;
constexpr qsizetype maximumComparison = 4;
constexpr qint64 maximumHostsBytes = 1024LL * 1024;
/// A system look-up this late is not waited for where a configured server has long answered.
constexpr auto patienceWithSystem = 1200ms;
/// The other servers' time once the system and the first server have answered.
constexpr auto afterTheFirst = 300ms;
constexpr auto patienceWithComparison = 1s;

bool isLocal(const QString& host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1);
}

/// Everything that is asked, kept until it has ended.
struct Asking
{
    std::shared_ptr<AnswerBoard> board = std::make_shared<AnswerBoard>();
    std::vector<QCoro::Task<void>> tasks;
};

void ask(const StepContext& context, const QStringList& resolvers, ResolverRole role, Asking* asking)
{
    for (const QString& resolver : resolvers) {
        if (QHostAddress(resolver).isNull()) continue;
        asking->tasks.push_back(askResolver(context, asking->board, asking->board->expect(resolver, role)));
    }
}

void askAll(const StepContext& context, Asking* asking)
{
    const int system = asking->board->expect(u"system"_s, ResolverRole::System);
    asking->tasks.push_back(askSystem(context, asking->board, system));
    // A local name is the hosts file's, and no business of any server.
    if (isLocal(context.target.host())) return;
    const QStringList configured = platform::resolverSettings().nameServers;
    ask(context, configured.mid(0, maximumConfigured), ResolverRole::Configured, asking);
    const QStringList& named = context.options.resolvers;
    QStringList comparison = named.isEmpty() ? context.target.comparisonResolvers : named;
    for (const QString& resolver : configured)
        comparison.removeAll(resolver);
    ask(context, comparison.mid(0, maximumComparison), ResolverRole::Comparison, asking);
}

void readHosts(DnsEvidence* evidence)
{
    const QString path = platform::hostsFilePath();
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) return;
    evidence->hostsFile = addressesInHosts(file.read(maximumHostsBytes), evidence->name);
    if (!evidence->hostsFile.isEmpty()) evidence->hostsFilePath = path;
}

bool isExpected(const QString& address, const QStringList& networks)
{
    return std::any_of(networks.begin(), networks.end(), [&](const QString& network) {
        return QHostAddress(address).isInSubnet(QHostAddress::parseSubnet(network));
    });
}

/// Do all that gave addresses share one with those the walk goes on with? Null: fewer than two gave any.
std::optional<bool> areConsistent(const DnsEvidence& evidence)
{
    int gave = 0;
    bool agree = true;
    for (const DnsAnswerEvidence& answer : evidence.answers) {
        if (answer.addresses.isEmpty()) continue;
        ++gave;
        agree = agree &&
                std::any_of(answer.addresses.begin(), answer.addresses.end(),
                            [&](const QString& address) { return evidence.addresses.contains(address); });
    }
    return gave < 2 ? std::nullopt : std::optional(agree);
}

void compare(const StepContext& context, DnsEvidence* evidence)
{
    const QStringList& networks = context.target.expectedNetworks;
    evidence->outsideExpected.clear();
    for (const QString& address : evidence->addresses) {
        if (!networks.isEmpty() && !isExpected(address, networks)) evidence->outsideExpected.append(address);
    }
    if (!networks.isEmpty() && !evidence->addresses.isEmpty()) {
        evidence->inExpectedNetworks = evidence->outsideExpected.isEmpty();
    }
    evidence->consistent = areConsistent(*evidence);
}

/// The addresses clients would use: the system's, or those of a server that answered where the system failed
/// or is late.
QStringList addressesToGoOn(const AnswerBoard& board)
{
    const QStringList system = board.addressesFrom(ResolverRole::System);
    return system.isEmpty() ? board.addressesFrom(ResolverRole::Configured) : system;
}

QCoro::Task<void> waitForAddresses(StepContext context, std::shared_ptr<AnswerBoard> board)
{
    AnswerBoard* answers = board.get();
    const auto systemSpoke = [answers] {
        return answers->allDone(ResolverRole::System) &&
               !answers->addressesFrom(ResolverRole::System).isEmpty();
    };
    const auto allSpoke = [answers] {
        return answers->allDone(ResolverRole::System) && answers->allDone(ResolverRole::Configured);
    };
    const auto nobodyWill = [answers] {
        return answers->allDone(ResolverRole::Configured) && answers->first(ResolverRole::Configured) &&
               answers->addressesFrom(ResolverRole::Configured).isEmpty();
    };
    co_await until(context.scope.within(patienceWithSystem), answers, &AnswerBoard::changed,
                   [=] { return systemSpoke() || allSpoke(); });
    co_await until(context.scope, answers, &AnswerBoard::changed, [=] {
        return systemSpoke() || allSpoke() || nobodyWill() || !addressesToGoOn(*answers).isEmpty();
    });
}

QCoro::Task<void> waitForTheOthers(StepContext context, std::shared_ptr<AnswerBoard> board)
{
    AnswerBoard* answers = board.get();
    const auto firstIsWell = [answers] {
        const DnsAnswerEvidence* first = answers->first(ResolverRole::Configured);
        return !first || first->outcome == "answered"_L1;
    };
    const auto allDone = [answers] { return answers->allDone(ResolverRole::Configured); };
    co_await until(context.scope, answers, &AnswerBoard::changed,
                   [=] { return allDone() || (firstIsWell() && answers->allDone(ResolverRole::System)); });
    co_await until(context.scope.within(afterTheFirst), answers, &AnswerBoard::changed, allDone);
    // A slow look-up is to be measured to its end, a hanging one is not.
    if (!addressesToGoOn(*answers).isEmpty()) {
        co_await until(context.scope, answers, &AnswerBoard::changed,
                       [=] { return answers->allDone(ResolverRole::System); });
    }
    co_await until(context.scope.within(patienceWithComparison), answers, &AnswerBoard::changed,
                   [=] { return answers->allDone(ResolverRole::Comparison); });
    co_await until(context.scope.within(afterTheFirst), answers, &AnswerBoard::changed,
                   [=] { return answers->allSettled(); });
}

StepResult literalAddress(const StepContext& context, DnsEvidence evidence)
{
    evidence.literal = true;
    evidence.addresses = {QHostAddress(evidence.name).toString()};
    compare(context, &evidence);
    context.yield(u"addresses"_s, toObject(evidence));
    return {toObject(evidence), {}, {}};
}

void takeAnswers(const StepContext& context, const AnswerBoard& board, DnsEvidence* evidence)
{
    evidence->answers = board.answers();
    evidence->addresses = addressesToGoOn(board);
    compare(context, evidence);
}

} // namespace

QCoro::Task<StepResult> dnsStep(StepContext context)
{
    DnsEvidence evidence;
    evidence.name = context.target.host();
    if (!QHostAddress(evidence.name).isNull()) co_return literalAddress(context, evidence);
    readHosts(&evidence);
    const bool proxied = context.evidence.proxy && context.evidence.proxy->proxy;
    if (proxied && !context.evidence.proxy->addresses.isEmpty()) context.yield(u"addresses"_s);
    Asking asking;
    askAll(context, &asking);
    QCoro::Task<void> waiting = waitForAddresses(context, asking.board);
    co_await waiting;
    takeAnswers(context, *asking.board, &evidence);
    if (!proxied && !evidence.addresses.isEmpty()) context.yield(u"addresses"_s, toObject(evidence));
    QCoro::Task<void> lingering = waitForTheOthers(context, asking.board);
    co_await lingering;
    const QStringList goingOnWith = evidence.addresses;
    takeAnswers(context, *asking.board, &evidence);
    if (!goingOnWith.isEmpty()) evidence.addresses = goingOnWith;
    compare(context, &evidence);
    // Behind a proxy nobody asks these servers but this walk.
    if (!proxied && !isLocal(evidence.name) && wantsACloserLook(evidence) && !context.scope.isOver()) {
        QCoro::Task<DnsEvidence> looking = lookCloserAtAnswers(context, evidence);
        evidence = co_await looking;
    }
    co_return StepResult{toObject(evidence), {}, {}};
}

} // namespace pathlight
