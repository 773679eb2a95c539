// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/walk/target.h"

#include <QDate>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QRegularExpression>

#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr qint64 maximumProfileBytes = 1024LL * 1024;

/// What a value must be: its words for the message, and the test.
struct Expectation
{
    QString words;
    std::function<bool(const QJsonValue&)> holds;
};

bool isText(const QJsonValue& value)
{
    return value.isString() && value.toString().size() <= 4096;
}

bool isListOf(const QJsonValue& value, const std::function<bool(const QString&)>& each)
{
    if (!value.isArray() || value.toArray().size() > 100) return false;
    for (const QJsonValue& entry : value.toArray()) {
        if (!isText(entry) || !each(entry.toString())) return false;
    }
    return true;
}

bool isNetwork(const QString& text)
{
    const auto [address, length] = QHostAddress::parseSubnet(text);
    return !address.isNull() && length >= 0 && text.contains(u'/');
}

bool isUrl(const QString& text, const QString& scheme)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && url.scheme() == scheme && !url.host().isEmpty() && url.userInfo().isEmpty() &&
           url.port(1) > 0;
}

bool isHeaderName(const QString& text)
{
    static const QRegularExpression token(u"^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$"_s);
    return token.match(text).hasMatch();
}

bool isHeaderValue(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

bool isPath(const QString& text)
{
    return text.startsWith(u'/') && isHeaderValue(text) && !text.contains(u' ');
}

const Expectation text{u"a text"_s, isText};

/// Checks an object's keys and values; `at` is the path that messages begin with ("probe.").
QString checkObject(const QJsonObject& object, const QHash<QString, Expectation>& expected, const QString& at)
{
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const auto found = expected.constFind(entry.key());
        if (found == expected.constEnd()) {
            QStringList known = expected.keys();
            known.sort();
            return u"unknown key \"%1\"; expected one of: %2"_s.arg(at + entry.key(), known.join(u", "_s));
        }
        if (!found->holds(entry.value()))
            return u"key \"%1\": expected %2"_s.arg(at + entry.key(), found->words);
    }
    return {};
}

QString checkHeaders(const QJsonObject& headers)
{
    for (auto entry = headers.begin(); entry != headers.end(); ++entry) {
        if (!isHeaderName(entry.key()) || !isText(entry.value()) ||
            !isHeaderValue(entry.value().toString())) {
            return u"key \"probe.headers.%1\": expected a header name and a printable text"_s.arg(
                entry.key());
        }
    }
    return {};
}

QString checkProbe(const QJsonObject& probe)
{
    const QHash<QString, Expectation> expected{
        {u"method"_s,
         {u"GET, HEAD or POST"_s,
          [](const QJsonValue& v) {
              return QStringList{u"GET"_s, u"HEAD"_s, u"POST"_s}.contains(v.toString());
          }}},
        {u"path"_s,
         {u"a path beginning with /"_s,
          [](const QJsonValue& v) { return isText(v) && isPath(v.toString()); }}},
        {u"headers"_s, {u"an object of texts"_s, [](const QJsonValue& v) { return v.isObject(); }}},
    };
    const QString error = checkObject(probe, expected, u"probe."_s);
    return error.isEmpty() ? checkHeaders(probe.value("headers"_L1).toObject()) : error;
}

QString checkAuth(const QJsonObject& auth)
{
    return checkObject(
        auth,
        {{u"header"_s, {u"a header name"_s, [](const QJsonValue& v) { return isHeaderName(v.toString()); }}},
         {u"environment"_s,
          {u"a list of variable names"_s, [](const QJsonValue& v) { return isListOf(v, isHeaderName); }}}},
        u"auth."_s);
}

QString checkControls(const QJsonArray& controls)
{
    for (qsizetype index = 0; index < controls.size(); ++index) {
        const QString at = u"controls[%1]."_s.arg(index);
        const QJsonObject control = controls.at(index).toObject();
        const QString error = checkObject(
            control,
            {{u"url"_s,
              {u"an http:// address"_s, [](const QJsonValue& v) { return isUrl(v.toString(), u"http"_s); }}},
             {u"status"_s,
              {u"a status from 100 to 599"_s,
               [](const QJsonValue& v) { return v.toInt() >= 100 && v.toInt() <= 599; }}},
             {u"body"_s, text}},
            at);
        if (!error.isEmpty()) return error;
        if (!control.contains("url"_L1)) return u"key \"%1url\": expected an http:// address"_s.arg(at);
    }
    return {};
}

QString checkRegion(const QJsonObject& region)
{
    return checkObject(region,
                       {{u"path"_s,
                         {u"a path beginning with /"_s,
                          [](const QJsonValue& v) { return isText(v) && isPath(v.toString()); }}},
                        {u"field"_s, text}},
                       u"regionTrace."_s);
}

QHash<QString, Expectation> topLevel()
{
    const auto object = [](const QJsonValue& v) { return v.isObject(); };
    const auto https = [](const QJsonValue& v) { return isText(v) && isUrl(v.toString(), u"https"_s); };
    static const QRegularExpression idForm(u"^[a-z0-9][a-z0-9._-]{0,63}$"_s);
    static const QRegularExpression hostForm(u"^[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$"_s);
    return {
        {u"id"_s,
         {u"lower-case letters, digits, . _ -"_s,
          [](const QJsonValue& v) { return idForm.match(v.toString()).hasMatch(); }}},
        {u"name"_s, text},
        {u"url"_s, {u"an https:// address"_s, https}},
        {u"probe"_s, {u"an object"_s, object}},
        {u"auth"_s, {u"an object"_s, object}},
        {u"expectedNetworks"_s,
         {u"a list of networks like 198.51.100.0/24"_s,
          [](const QJsonValue& v) { return isListOf(v, isNetwork); }}},
        {u"comparisonResolvers"_s,
         {u"a list of IP addresses"_s,
          [](const QJsonValue& v) {
              return isListOf(v, [](const QString& t) { return !QHostAddress(t).isNull(); });
          }}},
        {u"controls"_s,
         {u"a list of at most ten objects"_s,
          [](const QJsonValue& v) { return v.isArray() && v.toArray().size() <= 10; }}},
        {u"tlsControlName"_s,
         {u"a host name"_s, [](const QJsonValue& v) { return hostForm.match(v.toString()).hasMatch(); }}},
        {u"regionTrace"_s, {u"an object"_s, object}},
        {u"statusPage"_s, {u"an https:// address"_s, https}},
        {u"asOf"_s,
         {u"a date like 2026-11-01"_s,
          [](const QJsonValue& v) { return QDate::fromString(v.toString(), Qt::ISODate).isValid(); }}},
    };
}

QString checkProfile(const QJsonObject& profile)
{
    for (const QString& error :
         {checkObject(profile, topLevel(), {}), checkProbe(profile.value("probe"_L1).toObject()),
          checkAuth(profile.value("auth"_L1).toObject()),
          checkControls(profile.value("controls"_L1).toArray()),
          checkRegion(profile.value("regionTrace"_L1).toObject())}) {
        if (!error.isEmpty()) return error;
    }
    for (const QString& key : {u"id"_s, u"url"_s}) {
        if (!profile.contains(key)) return u"key \"%1\" is missing: it is required"_s.arg(key);
    }
    return {};
}

/// Line and column of a byte offset, counted from 1.
QString placeOf(const QByteArray& bytes, int offset)
{
    const QByteArray before = bytes.left(offset);
    const auto line = before.count('\n') + 1;
    const auto column = offset - before.lastIndexOf('\n');
    return u"line %1, column %2"_s.arg(line).arg(column);
}

TargetOrError refuse(const QString& source, const QString& error)
{
    return {std::nullopt, source + u": "_s + error};
}

} // namespace

TargetOrError readTarget(const QByteArray& json, const QString& source)
{
    if (json.size() > maximumProfileBytes) return refuse(source, u"the profile is larger than 1 MiB"_s);
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parse);
    if (parse.error != QJsonParseError::NoError) {
        return refuse(source,
                      u"%1: expected JSON (%2)"_s.arg(placeOf(json, parse.offset), parse.errorString()));
    }
    if (!document.isObject()) return refuse(source, u"expected one JSON object"_s);
    const QString error = checkProfile(document.object());
    if (!error.isEmpty()) return refuse(source, error);
    auto target = fromObject<Target>(document.object());
    if (target.name.isEmpty()) target.name = target.id;
    return {target, {}};
}

TargetOrError readTargetFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return refuse(path, file.errorString());
    return readTarget(file.read(maximumProfileBytes + 1), path);
}

QStringList builtInTargetIds()
{
    return {u"claude-api"_s};
}

TargetOrError builtInTarget(const QString& id)
{
    if (!builtInTargetIds().contains(id)) {
        return refuse(id, u"unknown profile; expected one of: %1, or an https:// address"_s.arg(
                              builtInTargetIds().join(u", "_s)));
    }
    QFile file(u":/pathlight/profiles/%1.json"_s.arg(id));
    if (!file.open(QIODevice::ReadOnly)) return refuse(id, file.errorString());
    return readTarget(file.readAll(), id);
}

TargetOrError targetForUrl(const QString& url)
{
    if (!isUrl(url, u"https"_s))
        return refuse(url, u"expected an https:// address like https://api.anthropic.com"_s);
    const QUrl parsed(url);
    Target target;
    target.id = u"address"_s;
    target.name = parsed.host();
    target.url = url;
    if (!parsed.path(QUrl::FullyEncoded).isEmpty()) target.probe.path = parsed.path(QUrl::FullyEncoded);
    return {target, {}};
}

} // namespace pathlight
