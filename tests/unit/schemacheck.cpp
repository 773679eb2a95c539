// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/schemacheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

class Checker
{
public:
    explicit Checker(const QJsonObject& root) : m_root(root) {}

    QString check(const QJsonValue& value, const QJsonObject& schema, const QString& at) const
    {
        for (auto each = schema.begin(); each != schema.end(); ++each) {
            const QString problem = keyword(each.key(), each.value(), value, schema, at);
            if (!problem.isEmpty()) return problem;
        }
        return {};
    }

private:
    QString keyword(const QString& key, const QJsonValue& rule, const QJsonValue& value,
                    const QJsonObject& schema, const QString& at) const
    {
        static const QSet<QString> silent{u"$schema"_s, u"$id"_s,         u"$defs"_s,
                                          u"title"_s,   u"description"_s, u"then"_s};
        if (silent.contains(key)) return {};
        if (key == "$ref"_L1) return check(value, definition(rule.toString()), at);
        if (key == "type"_L1) return fail(!isOfType(value, rule), at, u"type"_s, rule);
        if (key == "const"_L1) return fail(value != rule, at, key, rule);
        if (key == "enum"_L1) return fail(!rule.toArray().contains(value), at, key, rule);
        if (key == "anyOf"_L1) return anyOf(value, rule.toArray(), at);
        if (key == "allOf"_L1) return allOf(value, rule.toArray(), at);
        if (key == "if"_L1) return conditional(value, schema, at);
        if (key == "minimum"_L1)
            return fail(value.isDouble() && value.toDouble() < rule.toDouble(), at, key, rule);
        if (key == "maximum"_L1)
            return fail(value.isDouble() && value.toDouble() > rule.toDouble(), at, key, rule);
        if (key == "minLength"_L1)
            return fail(value.isString() && value.toString().size() < rule.toInt(), at, key, rule);
        if (key == "pattern"_L1) return pattern(value, rule, at);
        if (value.isObject() || key == "properties"_L1 || key == "required"_L1 ||
            key == "additionalProperties"_L1 || key == "maxProperties"_L1)
            return objectKeyword(key, rule, value, schema, at);
        return arrayKeyword(key, rule, value, at);
    }

    QString objectKeyword(const QString& key, const QJsonValue& rule, const QJsonValue& value,
                          const QJsonObject& schema, const QString& at) const
    {
        const QJsonObject object = value.toObject();
        if (key == "required"_L1) {
            for (const QJsonValue& name : rule.toArray()) {
                if (value.isObject() && !object.contains(name.toString()))
                    return at + u": missing "_s + name.toString();
            }
            return {};
        }
        if (key == "maxProperties"_L1) return fail(object.size() > rule.toInt(), at, key, rule);
        const QJsonObject known = schema.value("properties"_L1).toObject();
        if (key == "additionalProperties"_L1) {
            for (const QString& name : object.keys()) {
                if (!rule.toBool(true) && !known.contains(name)) return at + u": unknown "_s + name;
            }
            return {};
        }
        if (key != "properties"_L1) return at + u": the checker does not know "_s + key;
        for (auto each = object.begin(); each != object.end(); ++each) {
            if (!known.contains(each.key())) continue;
            const QString problem =
                check(each.value(), known.value(each.key()).toObject(), at + u'.' + each.key());
            if (!problem.isEmpty()) return problem;
        }
        return {};
    }

    QString arrayKeyword(const QString& key, const QJsonValue& rule, const QJsonValue& value,
                         const QString& at) const
    {
        const QJsonArray array = value.toArray();
        if (key == "minItems"_L1) return fail(value.isArray() && array.size() < rule.toInt(), at, key, rule);
        if (key == "maxItems"_L1) return fail(array.size() > rule.toInt(), at, key, rule);
        if (key == "uniqueItems"_L1) {
            for (qsizetype index = 0; index < array.size(); ++index) {
                for (qsizetype other = 0; other < index; ++other) {
                    if (array.at(other) == array.at(index)) return at + u": twice the same"_s;
                }
            }
            return {};
        }
        if (key != "items"_L1) return at + u": the checker does not know "_s + key;
        for (qsizetype index = 0; index < array.size(); ++index) {
            const QString problem = check(array.at(index), rule.toObject(), u"%1[%2]"_s.arg(at).arg(index));
            if (!problem.isEmpty()) return problem;
        }
        return {};
    }

    QString anyOf(const QJsonValue& value, const QJsonArray& schemas, const QString& at) const
    {
        QStringList problems;
        for (const QJsonValue& each : schemas) {
            problems.append(check(value, each.toObject(), at));
            if (problems.last().isEmpty()) return {};
        }
        return problems.join(u"; or "_s);
    }

    QString allOf(const QJsonValue& value, const QJsonArray& schemas, const QString& at) const
    {
        for (const QJsonValue& each : schemas) {
            const QString problem = check(value, each.toObject(), at);
            if (!problem.isEmpty()) return problem;
        }
        return {};
    }

    QString conditional(const QJsonValue& value, const QJsonObject& schema, const QString& at) const
    {
        if (!check(value, schema.value("if"_L1).toObject(), at).isEmpty()) return {};
        return check(value, schema.value("then"_L1).toObject(), at);
    }

    static QString pattern(const QJsonValue& value, const QJsonValue& rule, const QString& at)
    {
        const QRegularExpression expression(rule.toString());
        const bool bad =
            !expression.isValid() || (value.isString() && !expression.match(value.toString()).hasMatch());
        return fail(bad, at, u"pattern"_s, rule);
    }

    static bool isOfType(const QJsonValue& value, const QJsonValue& rule)
    {
        if (rule.isArray()) {
            for (const QJsonValue& each : rule.toArray()) {
                if (isOfType(value, each)) return true;
            }
            return false;
        }
        const QString type = rule.toString();
        if (type == "integer"_L1) return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
        return (type == "object"_L1 && value.isObject()) || (type == "array"_L1 && value.isArray()) ||
               (type == "string"_L1 && value.isString()) || (type == "number"_L1 && value.isDouble()) ||
               (type == "boolean"_L1 && value.isBool()) || (type == "null"_L1 && value.isNull());
    }

    QJsonObject definition(const QString& reference) const
    {
        Q_ASSERT(reference.startsWith("#/$defs/"_L1));
        return m_root.value("$defs"_L1).toObject().value(reference.mid(8)).toObject();
    }

    static QString fail(bool failed, const QString& at, const QString& key, const QJsonValue& rule)
    {
        if (!failed) return {};
        const QByteArray expected = QJsonDocument(QJsonArray{rule}).toJson(QJsonDocument::Compact);
        return u"%1: expected %2 %3"_s.arg(at, key, QString::fromUtf8(expected.left(200)));
    }

    QJsonObject m_root;
};

} // namespace

QString schemaProblem(const QJsonValue& value, const QJsonObject& schema)
{
    return Checker(schema).check(value, schema, u"$"_s);
}

} // namespace pathlight
