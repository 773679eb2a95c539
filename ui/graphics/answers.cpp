// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graphics/answers.h"

#include "core/report/evidencerows.h"
#include "ui/graphics/ink.h"

#include <algorithm>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

// A hostile journal may hold any number of servers and addresses; more than these tell nobody anything.
constexpr qsizetype mostRows = 24;
constexpr qsizetype mostQueries = 16;
constexpr qsizetype addressesShown = 4;
constexpr qsizetype longestWord = 100;

bool isOfFamily(const QString& address, const QString& type)
{
    return address.contains(u':') == (type == "AAAA"_L1);
}

QStringList ofFamily(const QStringList& addresses, const QString& type)
{
    QStringList found;
    for (const QString& address : addresses) {
        if (isOfFamily(address, type)) found.append(address);
    }
    return found;
}

class AnswerRows
{
public:
    AnswerRows(const DnsEvidence& dns, const std::optional<TlsEvidence>& tls, const Texts& texts)
        : m_dns(dns), m_tls(tls), m_texts(texts)
    {}

    [[nodiscard]] TableRow row(const DnsAnswerEvidence& answer) const;
    [[nodiscard]] TableRow hostsRow() const;

private:
    [[nodiscard]] QString few(const QStringList& addresses, qsizetype inAll) const;
    [[nodiscard]] QString outcome(const QString& word) const;
    [[nodiscard]] Standing standing(const DnsAnswerEvidence& answer) const;
    [[nodiscard]] TableCell resolverCell(const DnsAnswerEvidence& answer) const;
    [[nodiscard]] TableCell familyCell(const DnsAnswerEvidence& answer, const QString& type) const;
    [[nodiscard]] QString besides(const DnsAnswerEvidence& answer, const DnsQueryEvidence& query) const;
    [[nodiscard]] TableCell certificateCell(const QStringList& addresses) const;
    [[nodiscard]] TableCell ofThisWalk() const;
    [[nodiscard]] TableCell ofOther(const AddressCertificateEvidence& seen) const;
    [[nodiscard]] TableCell verdict(Standing standing, const QString& detail) const;

    const DnsEvidence& m_dns;
    const std::optional<TlsEvidence>& m_tls;
    const Texts& m_texts;
};

QString AnswerRows::few(const QStringList& addresses, qsizetype inAll) const
{
    const qsizetype more = std::max(inAll, addresses.size()) - addressesShown;
    QString text = addresses.mid(0, addressesShown).join(u'\n');
    if (more > 0) text += u'\n' + m_texts(u"view.answers.more"_s, {{u"count"_s, QString::number(more)}});
    return text;
}

QString AnswerRows::outcome(const QString& word) const
{
    return wordFor(m_texts, u"outcome"_s, word.left(longestWord));
}

Standing AnswerRows::standing(const DnsAnswerEvidence& answer) const
{
    const bool waits = std::any_of(answer.queries.begin(), answer.queries.end(),
                                   [](const DnsQueryEvidence& query) { return query.outcome == "asked"_L1; });
    if (!answer.addresses.isEmpty()) return Standing::Passed;
    if (waits || answer.outcome == "asked"_L1) return Standing::Running;
    // What is asked to compare with may be closed on purpose.
    return answer.role == ResolverRole::Comparison ? Standing::Unknown : Standing::Failed;
}

TableCell AnswerRows::resolverCell(const DnsAnswerEvidence& answer) const
{
    const bool isSystem = answer.role == ResolverRole::System;
    TableCell cell;
    cell.text = isSystem ? m_texts(u"view.answers.system"_s) : answer.resolver.left(longestWord);
    cell.detail =
        isSystem ? m_texts(u"view.answers.as_clients"_s) : wordFor(m_texts, u"role"_s, nameOf(answer.role));
    cell.mark = standing(answer);
    cell.strong = isSystem;
    return cell;
}

/// What TCP said, where it said otherwise, and what came as a second answer.
QString AnswerRows::besides(const DnsAnswerEvidence& answer, const DnsQueryEvidence& query) const
{
    QStringList words;
    if (query.answersDiffer) {
        const QString others = query.otherAddresses.mid(0, addressesShown).join(u", "_s);
        words.append(m_texts(u"view.answers.second"_s, {{u"addresses"_s, others}}));
    }
    if (query.truncated) words.append(m_texts(u"view.answers.truncated"_s));
    for (const DnsQueryEvidence& other : answer.queries) {
        if (other.transport != "tcp"_L1 || other.type != query.type || other.outcome == "asked"_L1) continue;
        const auto among = [&](const QString& address) { return query.addresses.contains(address); };
        const bool same =
            std::all_of(other.addresses.begin(), other.addresses.end(), among) && other.rcode == query.rcode;
        const QString said = other.addresses.isEmpty() ? outcome(other.rcode.value_or(other.outcome))
                                                       : other.addresses.mid(0, addressesShown).join(u", "_s);
        words.append(same ? m_texts(u"view.answers.tcp_same"_s)
                          : m_texts(u"view.answers.tcp"_s, {{u"said"_s, said}}));
    }
    return words.join(u'\n');
}

TableCell AnswerRows::familyCell(const DnsAnswerEvidence& answer, const QString& type) const
{
    TableCell cell;
    for (const DnsQueryEvidence& query : answer.queries) {
        if (query.transport != "udp"_L1 || query.type != type) continue;
        cell.text = few(query.addresses, query.addressesInAll);
        if (cell.text.isEmpty()) {
            const bool spoke = query.outcome == "answered"_L1 && query.rcode;
            const bool none = spoke && *query.rcode == "NOERROR"_L1;
            cell.text =
                none ? m_texts(u"view.answers.none"_s) : outcome(spoke ? *query.rcode : query.outcome);
        }
        cell.detail = besides(answer, query);
        if (query.answersDiffer) cell.mark = Standing::Warned;
        return cell;
    }
    // The system's look-up asks for both at once.
    const QStringList addresses = ofFamily(answer.addresses, type);
    cell.text = few(addresses, addresses.size());
    if (cell.text.isEmpty())
        cell.text = answer.addresses.isEmpty() ? outcome(answer.outcome) : m_texts(u"view.answers.none"_s);
    return cell;
}

TableCell AnswerRows::verdict(Standing standing, const QString& detail) const
{
    const QString word = m_texts(standing == Standing::Passed   ? u"view.answers.proven"_s
                                 : standing == Standing::Failed ? u"view.answers.not_proven"_s
                                                                : u"view.answers.no_certificate"_s);
    return {word, detail, standing, {}, standing == Standing::Failed};
}

TableCell AnswerRows::ofThisWalk() const
{
    if (m_tls->chain.isEmpty() || !m_tls->verified)
        return verdict(Standing::Unknown, outcome(nameOf(m_tls->outcome)));
    if (*m_tls->verified) return verdict(Standing::Passed, m_tls->chain.first().issuerName);
    QStringList problems;
    for (const ChainProblem& problem : m_tls->errors) {
        const QString word = wordFor(m_texts, u"chain"_s, nameOf(problem.error));
        if (!problems.contains(word)) problems.append(word);
    }
    return verdict(Standing::Failed, problems.join(u", "_s));
}

TableCell AnswerRows::ofOther(const AddressCertificateEvidence& seen) const
{
    if (!seen.accepted) return verdict(Standing::Unknown, outcome(seen.outcome));
    if (*seen.accepted) return verdict(Standing::Passed, seen.issuerName.value_or(QString()));
    QStringList problems;
    for (const QString& problem : seen.problems.mid(0, addressesShown))
        problems.append(wordFor(m_texts, u"chain"_s, problem));
    return verdict(Standing::Failed, problems.join(u", "_s));
}

TableCell AnswerRows::certificateCell(const QStringList& addresses) const
{
    if (m_tls && addresses.contains(m_tls->address)) return ofThisWalk();
    for (const AddressCertificateEvidence& each : m_dns.certificates) {
        if (addresses.contains(each.address)) return ofOther(each);
    }
    return {addresses.isEmpty() ? QString() : u"–"_s, {}, {}, {}, false};
}

TableRow AnswerRows::row(const DnsAnswerEvidence& answer) const
{
    TableRow row;
    row.cells.append(resolverCell(answer));
    row.cells.append(familyCell(answer, u"A"_s));
    row.cells.append(familyCell(answer, u"AAAA"_s));
    row.cells.append({answer.ms ? durationText(*answer.ms) : u"–"_s, {}, {}, {}, false});
    row.cells.append(certificateCell(answer.addresses));
    const Standing certificate = row.cells.last().mark.value_or(Standing::Waiting);
    if (certificate == Standing::Failed) row.tint = certificate;
    return row;
}

TableRow AnswerRows::hostsRow() const
{
    TableRow row;
    row.cells = {{m_texts(u"view.answers.hosts"_s), m_dns.hostsFilePath.value_or(QString()), {}, {}, true}};
    for (const QString& type : {u"A"_s, u"AAAA"_s}) {
        const QStringList addresses = ofFamily(m_dns.hostsFile, type);
        row.cells.append({few(addresses, addresses.size()), {}, {}, {}, false});
    }
    row.cells.append({u"–"_s, {}, {}, {}, false});
    row.cells.append(certificateCell(m_dns.hostsFile));
    return row;
}

} // namespace

Table answerTable(const DnsEvidence& dns, const std::optional<TlsEvidence>& tls, const Texts& texts)
{
    Table table;
    table.columns = {{texts(u"view.answers.resolver"_s), Qt::AlignLeft, 110, 220},
                     {texts(u"view.answers.a"_s), Qt::AlignLeft, 100, 230},
                     {texts(u"view.answers.aaaa"_s), Qt::AlignLeft, 100, 260},
                     {texts(u"view.answers.time"_s), Qt::AlignRight, 56, 90},
                     {texts(u"view.answers.certificate"_s), Qt::AlignLeft, 110, 240}};
    const AnswerRows rows(dns, tls, texts);
    if (!dns.hostsFile.isEmpty()) table.rows.append(rows.hostsRow());
    for (const DnsAnswerEvidence& answer : dns.answers.mid(0, mostRows))
        table.rows.append(rows.row(answer));
    return table;
}

namespace {

DnsAnswerEvidence* answerOf(DnsEvidence& dns, const QString& resolver, ResolverRole role)
{
    for (DnsAnswerEvidence& answer : dns.answers) {
        if (answer.resolver == resolver && answer.role == role) return &answer;
    }
    if (dns.answers.size() >= mostRows) return nullptr;
    DnsAnswerEvidence made;
    made.resolver = resolver;
    made.role = role;
    made.outcome = u"asked"_s;
    dns.answers.append(made);
    return &dns.answers.last();
}

/// The question that was asked before, or a new one; null: there are too many already.
DnsQueryEvidence* queryOf(DnsAnswerEvidence& answer, const DnsQueryEvidence& query)
{
    for (DnsQueryEvidence& each : answer.queries) {
        if (each.type == query.type && each.transport == query.transport) return &each;
    }
    if (answer.queries.size() >= mostQueries) return nullptr;
    answer.queries.append(query);
    return &answer.queries.last();
}

} // namespace

void LiveAnswers::add(const QJsonObject& data)
{
    const QString resolver = data.value("resolver"_L1).toString().left(longestWord);
    // Journals of before this told no role: a sample without one says less, and is shown all the same.
    const auto role = namedValue<ResolverRole>(data.value("role"_L1).toString());
    if (resolver.isEmpty()) return;
    const ResolverRole known =
        role.value_or(resolver == "system"_L1 ? ResolverRole::System : ResolverRole::Configured);
    auto query = fromObject<DnsQueryEvidence>(data);
    if (query.transport.isEmpty()) query.transport = u"udp"_s;
    query.addresses = query.addresses.mid(0, addressesShown * 2);
    query.addressesInAll = static_cast<int>(query.addresses.size());
    DnsAnswerEvidence* const answer = answerOf(m_dns, resolver, known);
    DnsQueryEvidence* const place = answer ? queryOf(*answer, query) : nullptr;
    if (!place) return;
    *place = query;
    if (query.outcome == "asked"_L1 || query.transport == "tcp"_L1) return;
    for (const QString& address : std::as_const(query.addresses)) {
        if (!answer->addresses.contains(address) && answer->addresses.size() < mostQueries)
            answer->addresses.append(address);
    }
    answer->outcome = answer->addresses.isEmpty() ? query.outcome : u"answered"_s;
    if (query.ms) answer->ms = std::max(answer->ms.value_or(0), *query.ms);
}

} // namespace pathlight
