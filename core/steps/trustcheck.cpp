// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/steps/trustcheck.h"

#include "core/net/chain.h"
#include "core/net/platform/platform.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

TrustStoreEvidence ask(const QString& store, const QString& source, const QStringList& paths,
                       const TlsConnected& connected)
{
    const ChainCheck check = checkChain({connected.chainDer, paths, connected.seen.serverName,
                                         QDateTime::currentDateTimeUtc(), connected.stapledOcsp});
    return {store, source, check.accepts, check.root, check.problems};
}

} // namespace

void askSystemStores(const TlsConnected& connected, const WalkOptions& options, TlsEvidence* evidence)
{
    const QStringList system = platform::systemTrustPaths();
    const TrustStoreEvidence alone = ask(u"system"_s, system.value(0), system, connected);
    evidence->stores.append(alone);
    TrustStoreEvidence deciding = alone;
    if (!options.caFile.isEmpty()) {
        deciding = ask(u"system+ca-file"_s, options.caFile, system + QStringList{options.caFile}, connected);
        evidence->stores.append(deciding);
        if (deciding.accepts) evidence->customCaCured = *deciding.accepts && alone.accepts == false;
    }
    evidence->verified = deciding.accepts;
    evidence->errors = deciding.problems;
}

void askOtherStores(const TlsConnected& connected, const QList<CaFileEvidence>& bundles,
                    TlsEvidence* evidence)
{
    const QStringList vendor = platform::vendorTrustPaths();
    if (!vendor.isEmpty()) evidence->stores.append(ask(u"vendor"_s, vendor.first(), vendor, connected));
    for (const CaFileEvidence& bundle : bundles)
        evidence->stores.append(ask(bundle.path, bundle.variable, {bundle.path}, connected));
}

} // namespace pathlight
