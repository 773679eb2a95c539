// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/regions.h"

#include "core/evidence/resource.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

struct RegionList
{
    QString asOf;
    QStringList countries;
    QStringList inPart; ///< of the countries, those of which some territories are left out
    template <typename Visit>
    static void fields(Visit&& visit)
    {
        using T = RegionList;
        visit("asOf", &T::asOf);
        visit("countries", &T::countries);
        visit("inPart", &T::inPart);
    }
};

const RegionList& published()
{
    static const auto list = [] {
        RegionList read;
        readJson(readResource(u":/pathlight/regions.json"_s), read);
        return read;
    }();
    return list;
}

/// XX and T1 are the edge's own marks for "unknown" and Tor; no country has them.
bool isCountry(const QString& code)
{
    const auto isCapital = [](QChar letter) { return letter >= u'A' && letter <= u'Z'; };
    return code.size() == 2 && std::all_of(code.begin(), code.end(), isCapital) && code != "XX"_L1;
}

} // namespace

std::optional<RegionStanding> standingOfRegion(const QString& country)
{
    const QString code = country.toUpper();
    const RegionList& list = published();
    if (!isCountry(code) || list.countries.isEmpty()) return std::nullopt;
    if (list.inPart.contains(code)) return RegionStanding::InPart;
    return list.countries.contains(code) ? RegionStanding::Listed : RegionStanding::Unlisted;
}

QString regionListDate()
{
    return published().asOf;
}

} // namespace pathlight
