// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/mtu.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/steps/firsthop.h"
#include "core/steps/mtuprobes.h"
#include "core/steps/mtusizes.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A hello of one full packet and half of another shows what a longer one would, and what is sent in vain
/// stays little.
constexpr int largestHello = 4096;
constexpr int mostConnections = 7;
constexpr int mostRefinements = 2;
constexpr qint64 mostPackets = 140; ///< of the whole walk, without what closing takes
constexpr int packetsEach = 10;
constexpr auto settleTime = 400ms;
/// Sizes that tunnels and standards make common: 576 is what every IPv4 host must take, 1280 every IPv6 link.
constexpr std::array clampSizes{1280, 576, 1400};
constexpr int surelyPasses = 1280; ///< a way that does not carry this is no way (RFC 8200 section 5)

/// What is known of one family.
struct Family
{
    ProbeTarget target;
    int interfaceMtu = 0;
    std::shared_ptr<ProbeSet> set = std::make_shared<ProbeSet>();
    MtuConclusion conclusion;
    QList<SizedDatagramEvidence> datagrams;

    [[nodiscard]] bool isV6() const { return target.address.protocol() == QAbstractSocket::IPv6Protocol; }
    /// IP and TCP headers without options, which the segment size does not count (RFC 6691).
    [[nodiscard]] int headers() const { return isV6() ? 60 : 40; }
    [[nodiscard]] int helloBytes() const
    {
        return interfaceMtu > 0 ? std::min(interfaceMtu + interfaceMtu / 2, largestHello) : largestHello;
    }
};

using FamilyPointer = std::shared_ptr<Family>;
/// Connections that may still be made.
using Budget = std::shared_ptr<int>;

QCoro::Task<void> waitForAll(Scope scope, std::shared_ptr<ProbeSet> set)
{
    ProbeSet* watched = set.get();
    co_await until(scope, watched, &ProbeSet::changed, [watched] { return watched->allDone(); });
}

/// Starts a probe if the budget allows it. It belongs to the set from then on.
void launch(const StepContext& context, const FamilyPointer& family, const Budget& budget,
            std::optional<int> packet, int bytes)
{
    if (*budget <= 0) return;
    --*budget;
    const auto clamp = packet ? std::optional(*packet - family->headers()) : std::nullopt;
    const int planned = bytes == 0 ? 0 : packet.value_or(family->interfaceMtu);
    const int index = family->set->add(planned);
    runProbe(context, family->set, index, family->target, clamp, bytes);
}

/// How many more connections the walk can afford: a probe that gets no answer takes about ten packets.
int affordable(const StepContext& context)
{
    const auto sent = packetsSentTo(firstHop(context.evidence, context.target));
    if (!sent) return mostConnections;
    return static_cast<int>(std::max<qint64>(0, mostPackets - *sent) / packetsEach);
}

/// The first probe again, a small hello, and the clamped ones: those that prove the hole before the one that
/// only narrows it.
void launchComparisons(const StepContext& context, const FamilyPointer& family, const Budget& budget)
{
    launch(context, family, budget, {}, family->helloBytes());
    launch(context, family, budget, {}, 0);
    const bool isAffordable = affordable(context) > 0;
    for (const int size : clampSizes) {
        if (size <= surelyPasses || isAffordable) launch(context, family, budget, size, family->helloBytes());
    }
}

/// Narrows the range in which the limit lies.
void launchRefinements(const StepContext& context, const FamilyPointer& family, const Budget& budget)
{
    const auto bracket = family->set->bracket();
    if (!bracket) return;
    const int count = std::min({*budget, mostRefinements, affordable(context)});
    for (int each = 1; each <= count; ++each) {
        const int size = bracket->low + (bracket->high - bracket->low) * each / (count + 1);
        launch(context, family, budget, size, family->helloBytes());
    }
}

/// What silence means here: everything that could tell is asked side by side.
QCoro::Task<void> compare(StepContext context, FamilyPointer family, Budget budget)
{
    launchComparisons(context, family, budget);
    ProbeSet* set = family->set.get();
    // What passes at all passes soon; the next sizes need not wait until silence has lasted.
    co_await until(context.scope.within(settleTime), set, &ProbeSet::changed,
                   [set] { return set->allDone(); });
    if (!context.scope.isOver()) launchRefinements(context, family, budget);
    co_await waitForAll(context.scope, family->set);
}

QCoro::Task<void> examine(StepContext context, FamilyPointer family, Budget budget)
{
    ProbeSet* set = family->set.get();
    launch(context, family, budget, {}, family->helloBytes());
    co_await until(context.scope, set, &ProbeSet::changed,
                   [set] { return set->at(0).done || set->at(0).suspect; });
    if (!set->at(0).done && !context.scope.isOver()) co_await compare(context, family, budget);
    const bool refused = set->at(0).connected && set->at(0).probe.end == SizedProbe::End::Ended;
    if (refused && !context.scope.isOver()) {
        // Was it the size that was refused? A small hello tells.
        launch(context, family, budget, {}, 0);
        co_await waitForAll(context.scope, family->set);
    }
    if (set->at(0).connected) family->conclusion = concludeMtu(set->probes());
}

/// How long a router's word is waited for: about two round trips to the far end.
std::chrono::milliseconds patienceFor(const StepContext& context, const QHostAddress& address)
{
    double roundTripMs = 300;
    for (const ConnectAttempt& attempt : context.evidence.tcp.value_or(TcpEvidence()).attempts) {
        if (attempt.address == address.toString()) roundTripMs = attempt.rttMs.value_or(roundTripMs);
    }
    return std::chrono::milliseconds(static_cast<int>(std::clamp(2 * roundTripMs + 150, 200.0, 1000.0)));
}

QCoro::Task<void> askRouters(StepContext context, FamilyPointer family)
{
    const QHostAddress address = family->target.address;
    const auto patience = patienceFor(context, address);
    QCoro::Task<QList<SizedDatagramEvidence>> asking =
        askBySize(context.scope, address, family->target.port, family->interfaceMtu, patience);
    family->datagrams = co_await asking;
}

bool isUsable(const StepContext& context, const QHostAddress& address)
{
    if (!platform::egressTo(address)) return false;
    if (!context.evidence.tcp) return true;
    const auto& attempts = context.evidence.tcp->attempts;
    return std::none_of(attempts.begin(), attempts.end(), [&](const ConnectAttempt& attempt) {
        return attempt.address == address.toString() && attempt.outcome != ConnectOutcome::Connected;
    });
}

/// The address that the walk went on with, and the first of the other family that may work.
QList<QHostAddress> addressesToProbe(const StepContext& context, const FirstHop& hop)
{
    QList<QHostAddress> chosen;
    if (context.evidence.tcp && context.evidence.tcp->chosen)
        chosen.append(QHostAddress(*context.evidence.tcp->chosen));
    for (const QHostAddress& each : hop.addresses) {
        const bool isNewFamily = std::none_of(chosen.begin(), chosen.end(), [&](const QHostAddress& other) {
            return other.protocol() == each.protocol();
        });
        if (isNewFamily && isUsable(context, each)) chosen.append(each);
    }
    return chosen;
}

/// The path MTU as the kernel believes it, where packets of that size crossed. Where the peer asked for
/// smaller segments none did, and the routers' word counts.
std::optional<int> pathMtuOf(const Family& family)
{
    const QList<SizedProbe> probes = family.set->probes();
    if (probes.isEmpty() || !probes.constFirst().seen.upPassed) return std::nullopt;
    if (family.conclusion.blackHole.value_or(true)) return std::nullopt;
    const SizedProbe& first = probes.constFirst();
    const bool proven = first.seen.pathMtu && first.packet >= *first.seen.pathMtu;
    return proven ? first.seen.pathMtu : sizeNamedBy(family.datagrams);
}

void describe(const Family& family, MtuEvidence* evidence)
{
    evidence->address = family.target.address.toString();
    evidence->method = u"tls_hello"_s;
    evidence->blackHole = family.conclusion.blackHole;
    evidence->direction = family.conclusion.direction;
    evidence->largestThatPassed = family.conclusion.largestThatPassed;
    evidence->smallestThatFailed = family.conclusion.smallestThatFailed;
    for (const SizedProbe& probe : family.set->probes())
        evidence->probes.append(probe.seen);
    if (!evidence->probes.isEmpty()) evidence->mss = evidence->probes.constFirst().sendMss;
    const auto egress = platform::egressTo(family.target.address);
    if (!egress) return;
    evidence->interface = egress->interface;
    evidence->interfaceMtu = egress->mtu;
}

/// The family that the walk uses, unless only the other one has something to tell.
MtuEvidence evidenceOf(const QList<FamilyPointer>& families)
{
    MtuEvidence evidence;
    const auto hasHole = [](const FamilyPointer& family) {
        return family->conclusion.blackHole.value_or(false);
    };
    const auto worst = std::find_if(families.begin(), families.end(), hasHole);
    describe(worst == families.end() ? *families.constFirst() : **worst, &evidence);
    evidence.pathMtu = pathMtuOf(*families.constFirst());
    evidence.narrowHop = narrowHopIn(families.constFirst()->datagrams);
    for (const FamilyPointer& family : families) {
        (family->isV6() ? evidence.pathMtu6 : evidence.pathMtu4) = pathMtuOf(*family);
        evidence.datagrams.append(family->datagrams);
    }
    return evidence;
}

} // namespace

QCoro::Task<StepResult> mtuStep(StepContext context)
{
    if (!platform::abilities().segmentClamp) {
        co_return {{}, Reason::of(u"not_measurable"_s, {{u"what"_s, context.step}}), {}};
    }
    const FirstHop hop = firstHop(context.evidence, context.target);
    const auto budget = std::make_shared<int>(mostConnections);
    QList<FamilyPointer> families;
    std::vector<QCoro::Task<void>> tasks;
    for (const QHostAddress& address : addressesToProbe(context, hop)) {
        const auto family = std::make_shared<Family>();
        family->target = {address, hop.port, hop.isProxy};
        const auto egress = platform::egressTo(address);
        if (egress) family->interfaceMtu = egress->mtu.value_or(0);
        families.append(family);
        tasks.push_back(examine(context, family, budget));
        if (!address.isLoopback()) tasks.push_back(askRouters(context, family));
    }
    for (QCoro::Task<void>& task : tasks)
        co_await task;
    if (families.isEmpty()) {
        co_return {{}, Reason::of(u"needs_missing"_s, {{u"step"_s, u"tcp"_s}}), {}};
    }
    const MtuEvidence evidence = evidenceOf(families);
    const auto unknown = evidence.blackHole ? std::nullopt : std::optional(Reason::of(u"no_answer"_s));
    co_return {toObject(evidence), unknown, {}};
}

} // namespace pathlight
