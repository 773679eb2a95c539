// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/mtu.h"

#include "core/async/wait.h"
#include "core/net/platform/platform.h"
#include "core/steps/firsthop.h"
#include "core/steps/mtuprobes.h"
#include "core/steps/mtusizes.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// A hello of one full packet and a little more shows what a longer one would, and what is sent in vain stays
/// little.
constexpr int overOnePacket = 160;
constexpr int largestHello = 4096;
/// Sizes that a way ought to carry: an IPv6 link's least (RFC 8200 section 5), and what every IPv4 host
/// takes.
constexpr int surelyPasses = 1280;
constexpr int alwaysPasses = 576;
constexpr int smallHello = 400; ///< bytes of its packet, about
/// Rounds in which the limit is narrowed, and packets that grow in one of them.
constexpr int mostRounds = 14;
constexpr int mostGrowing = 5;
constexpr int mostWaits = 4;
constexpr int mostWaitsToSettle = 20; ///< for what decides a verdict
/// How often the same is asked once more on a way that loses small packets, too.
constexpr int mostRepeats = 4;
constexpr int mostFirst = 2;
constexpr auto waitForRoom = 150ms;
/// What proves or disproves a hole beside the first probe: the same again, a small hello and a clamped one.
constexpr PacketAmount toProve{24, 12LL * 1024};

/// What is known of one family.
struct Family
{
    ProbeTarget target;
    int interfaceMtu = 0;
    std::shared_ptr<ProbeSet> set = std::make_shared<ProbeSet>();
    MtuConclusion conclusion;
    QList<SizedDatagramEvidence> datagrams;
    PacketTally earlier; ///< the SYNs that the step `tcp` sent there

    [[nodiscard]] PacketTally handshakes() const
    {
        const PacketTally own = set->handshakes();
        return {own.sent + earlier.sent, own.lost + earlier.lost};
    }
    [[nodiscard]] bool isV6() const { return target.address.protocol() == QAbstractSocket::IPv6Protocol; }
    /// IP and TCP headers without options, which the segment size does not count (RFC 6691).
    [[nodiscard]] int headers() const { return isV6() ? 60 : 40; }
    [[nodiscard]] int helloBytes() const
    {
        return interfaceMtu > 0 ? std::min(interfaceMtu + overOnePacket, largestHello) : largestHello;
    }
};

using FamilyPointer = std::shared_ptr<Family>;

QCoro::Task<void> waitForAll(Scope scope, std::shared_ptr<ProbeSet> set)
{
    ProbeSet* watched = set.get();
    co_await until(scope, watched, &ProbeSet::changed, [watched] { return watched->allDone(); });
}

/// Until each has its answer, or would have it by now.
QCoro::Task<void> waitUntilTold(Scope scope, std::shared_ptr<ProbeSet> set)
{
    ProbeSet* watched = set.get();
    co_await until(scope, watched, &ProbeSet::changed, [watched] { return watched->allTold(); });
}

/// Starts a probe. It belongs to the set from then on.
void launch(const StepContext& context, const FamilyPointer& family, const ProbeShape& shape,
            const PacketClaim& claim)
{
    runProbe(context, family->set, family->set->add(), family->target, shape, claim);
}

/// As the system sends it.
ProbeShape unclamped(const Family& family)
{
    return {{}, family.helloBytes(), {}, false};
}

/// The same hello in smaller packets: with a shorter one it could be the hello's length that made the
/// difference.
ProbeShape clampedTo(const Family& family, int packet)
{
    return {packet - family.headers(), family.helloBytes(), {}, false};
}

ProbeShape controlOf(const Family& family, int packet)
{
    ProbeShape shape = clampedTo(family, packet);
    shape.control = true;
    return shape;
}

/// Leave for a probe whose packets have these sizes, of which one is sent three times if it is in vain.
PacketClaim claimFor(const StepContext& context, const QList<int>& packets)
{
    constexpr int withoutThem = 7;
    qint64 bytes = 2 * packets.constLast() + 600;
    for (const int packet : packets)
        bytes += packet;
    return claimPackets(context, firstHop(context.evidence, context.target),
                        {withoutThem + packets.size(), bytes});
}

/// The same of a probe that is sent whether there is room or not, since without it the others prove nothing.
PacketClaim claimAnyway(const StepContext& context, int packet)
{
    const PacketClaim claim = claimFor(context, {packet});
    return claim ? claim : std::make_shared<PacketAmount>();
}

/// A probe that is held down to this size, if the walk can afford it.
bool launchClamped(const StepContext& context, const FamilyPointer& family, int packet)
{
    const PacketClaim claim = claimFor(context, {packet});
    if (claim) launch(context, family, clampedTo(*family, packet), claim);
    return claim != nullptr;
}

/// The same down to a size that any way carries.
bool launchControl(const StepContext& context, const FamilyPointer& family, int packet)
{
    const PacketClaim claim = claimFor(context, {packet});
    if (claim) launch(context, family, controlOf(*family, packet), claim);
    return claim != nullptr;
}

/// A probe whose packets grow: one connection tells of several sizes, of the way up alone.
bool launchGrowing(const StepContext& context, const FamilyPointer& family, const QList<int>& packets)
{
    const PacketClaim claim = claimFor(context, packets);
    if (claim) launch(context, family, {{}, 0, packets, false}, claim);
    return claim != nullptr;
}

/// One round of narrowing. `grows`: by packets that grow; it is unset when they have told all they can.
/// False: the walk cannot afford it now.
bool launchRound(const StepContext& context, const FamilyPointer& family, const SizeRange& range, bool* grows)
{
    if (!range.isOpen()) {
        // The way up is known to the byte; does the answer pass at that size?
        const bool isAfforded = launchClamped(context, family, range.passed);
        if (isAfforded) *grows = false;
        return isAfforded;
    }
    const QList<int> sizes = sizesToTry(range, *grows ? mostGrowing : 1);
    return *grows ? launchGrowing(context, family, sizes)
                  : launchClamped(context, family, sizes.constFirst());
}

/// What other steps hold for their requests is free again soon, if they do not need it. False: patience is at
/// its end.
QCoro::Task<bool> roomMayCome(StepContext context, int* patience)
{
    if (--*patience < 0 || context.scope.isOver()) co_return false;
    co_await pause(context.scope, waitForRoom);
    co_return true;
}

bool isLossy(const Family& family)
{
    return losesSmall(family.set->probesSoFar(), family.handshakes());
}

/// Nothing more is to be asked: it was chance, or hardly any chance does it, or nothing passes at all.
bool isSettled(const Family& family)
{
    const QList<SizedProbe> probes = family.set->probes();
    const bool anyPasses = std::any_of(probes.begin(), probes.end(), [](const SizedProbe& probe) {
        return probe.end == SizedProbe::End::Answered;
    });
    if (!anyPasses) return true;
    return isContradicted(probes) || isMoreThanLoss(lossIn(probes, family.handshakes()));
}

bool isHole(const Family& family)
{
    return concludeMtu(family.set->probes(), family.handshakes()).blackHole.value_or(false);
}

/// Once more what met silence, and beside it what any way carries. False: the walk cannot afford it now.
bool launchAgain(const StepContext& context, const FamilyPointer& family)
{
    const int size = rangeOf(family->set->probes()).passed >= surelyPasses ? surelyPasses : alwaysPasses;
    const PacketClaim large = claimFor(context, {family->helloBytes()});
    const PacketClaim small = claimFor(context, {size});
    if (!large || !small) return false;
    launch(context, family, unclamped(*family), large);
    launch(context, family, controlOf(*family, size), small);
    return true;
}

/// Asks again until plain loss could hardly have done it, a large hello passes, or the walk can afford no
/// more. `reserve`: for the first time, kept while others took what they could have; null: none.
QCoro::Task<void> settle(StepContext context, FamilyPointer family, PacketClaim reserve)
{
    int patience = mostWaitsToSettle;
    co_await waitForAll(context.scope, family->set);
    for (int repeat = 0; repeat < mostRepeats && !isSettled(*family) && !context.scope.isOver(); ++repeat) {
        reserve.reset(); // What it held is claimed before anybody else can.
        while (!launchAgain(context, family)) {
            QCoro::Task<bool> waiting = roomMayCome(context, &patience);
            if (!co_await waiting) co_return;
        }
        co_await waitForAll(context.scope, family->set);
    }
}

/// Narrows the range in which the limit lies, as far as the walk can afford it. A size that fails is taken at
/// its silence so far, unless small packets are lost too; whether it lasts is seen by the end.
QCoro::Task<void> narrow(StepContext context, FamilyPointer family)
{
    bool grows = isUpAlone(family->set->probesSoFar()) && !family->target.isProxy;
    int patience = mostWaits;
    for (int round = 0; round < mostRounds && !context.scope.isOver(); ++round) {
        const SizeRange range = rangeOf(family->set->probesSoFar());
        const bool isTold = !range.isOpen() && !(grows && range.passed > 0 && range.failed > 0);
        if (isTold) break;
        while (!launchRound(context, family, range, &grows)) {
            QCoro::Task<bool> waiting = roomMayCome(context, &patience);
            if (!co_await waiting) co_return;
        }
        QCoro::Task<void> waiting = isLossy(*family) ? waitForAll(context.scope, family->set)
                                                     : waitUntilTold(context.scope, family->set);
        co_await waiting;
    }
}

/// Room for asking once more; null: there is none.
PacketClaim reserveOne(const StepContext& context)
{
    return claimPackets(context, firstHop(context.evidence, context.target), toProve);
}

/// What silence means here: everything that could tell is asked side by side.
QCoro::Task<void> compare(StepContext context, FamilyPointer family, PacketClaim proof, bool narrows)
{
    proof.reset(); // Each of them has its own from here.
    launch(context, family, unclamped(*family), claimAnyway(context, family->helloBytes()));
    // Whether it is the hello that is too long, one family tells for both.
    if (narrows) launch(context, family, {}, claimAnyway(context, smallHello));
    launch(context, family, controlOf(*family, surelyPasses), claimAnyway(context, surelyPasses));
    // Others may take all the rest before it is clear whether these have to be asked again.
    PacketClaim reserve = narrows ? reserveOne(context) : nullptr;
    co_await waitUntilTold(context.scope, family->set);
    if (rangeOf(family->set->probesSoFar()).passed == 0 && !context.scope.isOver()) {
        // Only this one tells packets that are too large from a hello that is too long.
        bool goesOn = true;
        reserve.reset();
        for (int patience = mostWaits; goesOn && !launchControl(context, family, alwaysPasses);) {
            QCoro::Task<bool> waiting = roomMayCome(context, &patience);
            goesOn = co_await waiting;
        }
        if (!goesOn)
            launch(context, family, controlOf(*family, alwaysPasses), std::make_shared<PacketAmount>());
        if (narrows) reserve = reserveOne(context);
        co_await waitUntilTold(context.scope, family->set);
    }
    // Without loss there is hardly a doubt, and the limit is looked for meanwhile.
    const bool mayBeLoss = isLossy(*family);
    if (mayBeLoss) co_await settle(context, family, std::move(reserve));
    reserve.reset();
    if (narrows && (!mayBeLoss || isHole(*family))) co_await narrow(context, family);
    co_await settle(context, family, nullptr);
}

/// Sends the first hello, until it is answered or suspect. Where its SYNs were lost, once more: without it
/// nothing would be known. The index of the one that counts.
QCoro::Task<int> launchFirst(StepContext context, FamilyPointer family)
{
    ProbeSet* set = family->set.get();
    int index = 0;
    for (bool isLost = true; isLost && index < mostFirst && !context.scope.isOver(); ++index) {
        launch(context, family, unclamped(*family), claimAnyway(context, family->helloBytes()));
        co_await until(context.scope, set, &ProbeSet::changed,
                       [set, index] { return set->at(index).done || set->at(index).suspect; });
        isLost = set->at(index).done && !set->at(index).connected;
    }
    co_return index - 1;
}

QCoro::Task<void> examine(StepContext context, FamilyPointer family, bool narrows)
{
    ProbeSet* set = family->set.get();
    PacketClaim proof = reserveOne(context);
    if (!proof) co_return;
    QCoro::Task<int> launching = launchFirst(context, family);
    const int first = co_await launching;
    if (first < 0) co_return;
    const ProbeSet::Entry& seen = set->at(first);
    const bool refused = seen.done && seen.connected && seen.probe.end == SizedProbe::End::Ended;
    const bool isSilent = seen.connected && seen.probe.end == SizedProbe::End::Silent;
    if (isSilent && !context.scope.isOver()) {
        co_await compare(context, family, std::move(proof), narrows);
    } else if (refused && !context.scope.isOver()) {
        // Was it the size that was refused? A small hello tells.
        launch(context, family, {}, proof);
        co_await waitForAll(context.scope, family->set);
    }
    if (set->at(first).connected) family->conclusion = concludeMtu(set->probes(), family->handshakes());
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

/// The SYNs of the step `tcp` to that address.
PacketTally synsTo(const StepContext& context, const QHostAddress& address)
{
    PacketTally syns;
    for (const ConnectAttempt& attempt : context.evidence.tcp.value_or(TcpEvidence()).attempts) {
        if (attempt.address != address.toString() || attempt.outcome != ConnectOutcome::Connected) continue;
        syns.sent += attempt.synRetransmits.value_or(0) + 1;
        syns.lost += attempt.synRetransmits.value_or(0);
    }
    return syns;
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
    if (const SizeLoss& loss = family.conclusion.loss; loss.largeLost > 0) {
        evidence->largeLost = loss.largeLost;
        evidence->smallSent = loss.small.sent;
        evidence->smallLost = loss.small.lost;
    }
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
        evidence.synRetransmits.append(family->set->synRetransmits());
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
    QList<FamilyPointer> families;
    std::vector<QCoro::Task<void>> tasks;
    for (const QHostAddress& address : addressesToProbe(context, hop)) {
        const auto family = std::make_shared<Family>();
        family->target = {address, hop.port, hop.isProxy};
        family->earlier = synsTo(context, address);
        const auto egress = platform::egressTo(address);
        if (egress) family->interfaceMtu = egress->mtu.value_or(0);
        // Where both families have a hole, it is mostly the same: one is narrowed down.
        tasks.push_back(examine(context, family, families.isEmpty()));
        families.append(family);
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
