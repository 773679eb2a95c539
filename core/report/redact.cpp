// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/redact.h"

#include "core/evidence/environment.h"
#include "core/rules/codes.h"
#include "core/walk/target.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Keys whose values are words of the program itself, never names of people or places.
bool isOwnWord(const QString& key)
{
    static const QSet<QString> keys{
        u"code"_s,     u"step"_s,     u"rule"_s,      u"because"_s, u"kind"_s,      u"event"_s,
        u"severity"_s, u"status"_s,   u"helpCode"_s,  u"whose"_s,   u"outcome"_s,   u"schema"_s,
        u"key"_s,      u"state"_s,    u"phase"_s,     u"family"_s,  u"role"_s,      u"transport"_s,
        u"rcode"_s,    u"what"_s,     u"need"_s,      u"policy"_s,  u"scenario"_s,  u"cipher"_s,
        u"version"_s,  u"sha256"_s,   u"startedAt"_s, u"ending"_s,  u"asOf"_s,      u"notBefore"_s,
        u"notAfter"_s, u"variable"_s, u"wouldFail"_s, u"ttl"_s,     u"direction"_s, u"errorType"_s,
        u"tool"_s,     u"headers"_s,  u"requestId"_s, u"problem"_s};
    return keys.contains(key);
}

/// Keys whose value, or whose elements, are host names even when they have no dot.
bool holdsHost(const QString& key)
{
    return key == "host"_L1 || key == "searchDomains"_L1 || key == "machine"_L1;
}

QString replaceEach(const QString& text, const QRegularExpression& pattern,
                    const std::function<QString(const QString&)>& by)
{
    QString out;
    qsizetype done = 0;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        out += QStringView(text).mid(done, match.capturedStart() - done);
        out += by(match.captured());
        done = match.capturedEnd();
    }
    return out + QStringView(text).mid(done);
}

/// Endings of file names that look like top-level domains.
bool isFileName(const QString& name)
{
    static const QSet<QString> endings{u"json"_s, u"crt"_s, u"pem"_s, u"cer"_s,  u"key"_s, u"conf"_s, u"sh"_s,
                                       u"js"_s,   u"py"_s,  u"exe"_s, u"html"_s, u"txt"_s, u"log"_s,  u"md"_s,
                                       u"yaml"_s, u"p12"_s, u"pfx"_s, u"der"_s,  u"pac"_s};
    return endings.contains(name.section(u'.', -1).toLower());
}

bool isPrivate(const QHostAddress& address)
{
    if (address.isLinkLocal() || address.isUniqueLocalUnicast() || address.isSiteLocal()) return true;
    // RFC 1918, and the shared space of RFC 6598.
    for (const QString& net :
         {u"10.0.0.0/8"_s, u"172.16.0.0/12"_s, u"192.168.0.0/16"_s, u"100.64.0.0/10"_s}) {
        if (address.isInSubnet(QHostAddress::parseSubnet(net))) return true;
    }
    return false;
}

QString kindOf(const QHostAddress& address)
{
    if (address.isLoopback()) return u"loopback"_s;
    return isPrivate(address) ? u"private"_s : u"address"_s;
}

} // namespace

Redactor::Redactor(Redaction mode, PrivateNames names) : m_mode(mode), m_names(std::move(names))
{
    m_names.secrets.removeIf([](const QString& secret) { return secret.size() < 4; });
    m_names.homeFolders.removeIf([](const QString& folder) { return folder.size() < 2; });
    m_publicNames = {u"localhost"_s};
}

QList<Event> Redactor::events(const QList<Event>& events)
{
    QList<Event> out;
    out.reserve(events.size());
    for (const Event& each : events)
        out.append(event(each));
    return out;
}

Event Redactor::event(const Event& event)
{
    Event out = event;
    if (event.kind == EventKind::WalkStarted) {
        takeHeader(fromObject<WalkHeader>(event.data));
        if (m_mode != Redaction::None) out.data.insert("machine"_L1, QString());
    }
    if (event.kind == EventKind::Evidence && event.step == "environment"_L1) takeEnvironment(event.data);
    out.data = object(out.data);
    return out;
}

/// Learns the machine's name, and which names of the target are public.
void Redactor::takeHeader(WalkHeader header)
{
    m_machine = header.machine.size() >= 2 && header.machine != "localhost"_L1 ? header.machine : QString();
    const auto target = fromObject<Target>(header.target);
    learnHost(target.host());
    const TargetOrError builtIn = builtInTarget(target.id);
    if (!builtIn.target || builtIn.target->url != target.url) return;
    m_publicNames.insert(builtIn.target->host());
    m_publicNames.insert(builtIn.target->tlsControlName);
    for (const Control& control : builtIn.target->controls)
        m_publicNames.insert(QUrl(control.url).host());
}

void Redactor::takeEnvironment(const QJsonObject& evidence)
{
    const auto seen = fromObject<EnvironmentEvidence>(evidence);
    for (const InterfaceEvidence& each : seen.interfaces) {
        if (!each.loopback && !each.name.isEmpty()) m_interfaces.insert(each.name);
    }
    for (const RouteEvidence& each : seen.routes) {
        if (each.interface != "lo"_L1 && !each.interface.isEmpty()) m_interfaces.insert(each.interface);
    }
}

void Redactor::learnHost(const QString& host)
{
    if (!host.isEmpty() && QHostAddress(host).isNull()) m_knownHosts.insert(host.toLower());
}

QJsonObject Redactor::object(const QJsonObject& json)
{
    QJsonObject out;
    for (auto each = json.begin(); each != json.end(); ++each)
        out.insert(each.key(), value(each.key(), each.value()));
    return out;
}

QJsonValue Redactor::value(const QString& key, const QJsonValue& json)
{
    if (json.isObject()) return key == "tool"_L1 ? json : QJsonValue(object(json.toObject()));
    if (json.isArray()) {
        QJsonArray out;
        for (const QJsonValue& each : json.toArray())
            out.append(value(key, each));
        return out;
    }
    if (!json.isString()) return json;
    const QString found = json.toString();
    // A company's certificate names it in every line.
    if (key == "pem"_L1 && m_mode == Redaction::Strict) return QJsonValue::Null;
    if (isOwnWord(key)) return withoutSecrets(found);
    if (m_mode != Redaction::Strict) return text(found);
    if (holdsHost(key)) learnHost(found);
    if (m_interfaces.contains(found)) return pseudonym(u"interface"_s, found);
    if (holdsHost(key) && QHostAddress(found).isNull() && !found.isEmpty()) return pseudonymOfHost(found);
    return text(found);
}

QString Redactor::text(const QString& text)
{
    const QString safe = withoutSecrets(text);
    if (m_mode == Redaction::None) return safe;
    const QString nameless = withoutPeople(safe);
    return m_mode == Redaction::Strict ? withoutPlaces(nameless) : nameless;
}

QString Redactor::withoutSecrets(QString text) const
{
    static const QRegularExpression apiKey(u"sk-ant-[A-Za-z0-9_-]{4,}"_s);
    static const QRegularExpression authorization(
        u"\\b(Bearer|Basic|Negotiate|NTLM)\\s+[A-Za-z0-9+/._~=-]{8,}"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression userPart(u"://[^/@\\s\"']*@"_s);
    for (const QString& secret : m_names.secrets)
        text.replace(secret, u"…"_s);
    text.replace(apiKey, u"sk-ant-…"_s);
    text.replace(authorization, u"\\1 …"_s);
    text.replace(userPart, u"://"_s);
    return text;
}

QString Redactor::withoutPeople(QString text) const
{
    static const QRegularExpression unixHome(u"(?<![\\w.])/(home|Users)/[^/\\s\"':;,]+"_s);
    static const QRegularExpression windowsHome(u"[A-Za-z]:[\\\\/]+Users[\\\\/]+[^\\\\/\":;,]+"_s,
                                                QRegularExpression::CaseInsensitiveOption);
    for (const QString& folder : m_names.homeFolders) {
        const QRegularExpression own(QRegularExpression::escape(folder) + u"(?![^/\\\\\\s\"':;,])"_s);
        text.replace(own, u"~"_s);
    }
    text.replace(unixHome, u"~"_s);
    text.replace(windowsHome, u"~"_s);
    if (m_machine.isEmpty()) return text;
    // The machine's name with or without a domain behind it, but never a part of another name.
    const QRegularExpression machine(u"(?<![\\w.-])"_s + QRegularExpression::escape(m_machine) +
                                         u"(\\.[A-Za-z0-9-]+)*(?![\\w-])"_s,
                                     QRegularExpression::CaseInsensitiveOption);
    return replaceEach(text, machine, [this](const QString& found) {
        const bool another = m_knownHosts.contains(found.toLower()) || isPublicName(found);
        return another ? found : u"this-computer"_s;
    });
}

QString Redactor::withoutPlaces(const QString& text)
{
    static const QRegularExpression ipv6(
        u"(?<![\\w:.])(?=[0-9A-Fa-f.]{0,15}:[0-9A-Fa-f.]{0,15}:)[0-9A-Fa-f:.]{2,45}(%[\\w.-]+)?(?![\\w:])"_s);
    static const QRegularExpression ipv4(u"(?<![\\w.-])\\d{1,3}(\\.\\d{1,3}){3}(?![\\w-]|\\.\\d)"_s);
    // A name with a dot, from its first label on; not the end of another word or of a path.
    static const QString label = u"[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?"_s;
    static const QRegularExpression host(
        u"(?<![\\w/\\\\~-])(?<![\\w-]\\.)(?:%1\\.)+(?:xn--[a-z0-9-]+|\\p{L}{2,})(?![\\w-])"_s.arg(label),
        QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression inUrl(u"(?<=://)[\\w.-]+"_s,
                                          QRegularExpression::UseUnicodePropertiesOption);
    const auto byAddress = [this](const QString& found) { return pseudonymOfAddress(found); };
    const auto byHost = [this](const QString& found) { return pseudonymOfHost(found); };
    QString out = replaceEach(text, ipv6, byAddress);
    out = replaceEach(out, ipv4, byAddress);
    out = replaceEach(out, inUrl, byHost);
    out = replaceEach(out, host, [this](const QString& found) {
        return codeInfo(found) || isFileName(found) ? found : pseudonymOfHost(found);
    });
    if (m_knownHosts.contains(out.toLower())) return pseudonymOfHost(out);
    return out;
}

QString Redactor::pseudonymOfAddress(const QString& found)
{
    const QHostAddress address(found);
    if (address.isNull()) return found;
    return pseudonym(kindOf(address), address.toString().section(u'%', 0, 0));
}

QString Redactor::pseudonymOfHost(const QString& found)
{
    static const QRegularExpression already(u"^(host|address|private|loopback|interface)-\\d+$"_s);
    if (isPublicName(found) || already.match(found).hasMatch()) return found;
    return pseudonym(u"host"_s, found.toLower());
}

QString Redactor::pseudonym(const QString& kind, const QString& name)
{
    const QString key = kind + u' ' + name;
    const auto found = m_pseudonyms.constFind(key);
    if (found != m_pseudonyms.constEnd()) return *found;
    const QString made = u"%1-%2"_s.arg(kind).arg(++m_counts[kind]);
    m_pseudonyms.insert(key, made);
    return made;
}

bool Redactor::isPublicName(const QString& host) const
{
    const QString name = host.toLower();
    if (m_publicNames.contains(name)) return true;
    for (const QString& domain : {u"anthropic.com"_s, u"claude.com"_s, u"claude.ai"_s}) {
        if (name == domain || name.endsWith(u'.' + domain)) return true;
    }
    return false;
}

} // namespace pathlight
