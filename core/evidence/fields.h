// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>

/// Plain structs that know their fields, and the one way they become JSON and come back.
///
/// A struct describes itself once:
/// @code
/// struct Hop {
///     int ttl = 0;
///     std::optional<QString> address;
///     template <typename Visit>
///     static void fields(Visit&& visit)
///     {
///         visit("ttl", &Hop::ttl);
///         visit("address", &Hop::address);
///     }
/// };
/// @endcode
/// An empty optional is written as null and means "unknown", never zero or false. Reading is forgiving
/// where a journal may be older or newer than the program: an unknown key is ignored, a missing key leaves
/// the default, and a value of the wrong type leaves the default too.
namespace pathlight {

/// Takes any field; only asked whether it could.
struct AnyField
{
    template <typename Member>
    void operator()(const char* name, Member member) const;
};

/// A struct with a static fields() function. A template, so that a header costs nothing where nobody reads or
/// writes the struct.
template <typename T>
concept Described = requires
{
    T::fields(AnyField{});
};

/// The words of an enumeration, in the order of its values: specialise with a static `names` array.
template <typename Enum>
struct EnumNames;

/// An enumeration whose words are known.
template <typename T>
concept Named = std::is_enum_v<T> && requires
{
    EnumNames<T>::names;
};

/// More elements than this in one list are not read: nothing Pathlight measures is longer.
inline constexpr qsizetype maximumListLength = 20'000;

template <Named Enum>
QString nameOf(Enum value)
{
    return QString::fromLatin1(EnumNames<Enum>::names.at(static_cast<std::size_t>(value)));
}

template <Named Enum>
std::optional<Enum> namedValue(const QString& name)
{
    const auto& names = EnumNames<Enum>::names;
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (name == QLatin1StringView(names[index])) return static_cast<Enum>(index);
    }
    return std::nullopt;
}

inline QJsonValue toJson(bool value)
{
    return value;
}
inline QJsonValue toJson(int value)
{
    return value;
}
inline QJsonValue toJson(qint64 value)
{
    return value;
}
inline QJsonValue toJson(double value)
{
    return value;
}
inline QJsonValue toJson(const QString& value)
{
    return value;
}
inline QJsonValue toJson(const QJsonObject& value)
{
    return value;
}

template <Named Enum>
QJsonValue toJson(Enum value)
{
    return nameOf(value);
}

template <Described T>
QJsonValue toJson(const T& value);
template <typename T>
QJsonValue toJson(const std::optional<T>& value);

template <typename T>
QJsonValue toJson(const QList<T>& values)
{
    QJsonArray array;
    for (const T& value : values)
        array.append(toJson(value));
    return array;
}

template <typename T>
QJsonValue toJson(const std::optional<T>& value)
{
    return value ? toJson(*value) : QJsonValue(QJsonValue::Null);
}

template <Described T>
QJsonValue toJson(const T& value)
{
    QJsonObject object;
    T::fields([&](const char* name, auto member) {
        object.insert(QLatin1StringView(name), toJson(value.*member));
    });
    return object;
}

template <Described T>
QJsonObject toObject(const T& value)
{
    return toJson(value).toObject();
}

void readJson(const QJsonValue& json, bool& value);
void readJson(const QJsonValue& json, int& value);
void readJson(const QJsonValue& json, qint64& value);
void readJson(const QJsonValue& json, double& value);
void readJson(const QJsonValue& json, QString& value);
void readJson(const QJsonValue& json, QJsonObject& value);

template <Named Enum>
void readJson(const QJsonValue& json, Enum& value)
{
    if (const auto known = namedValue<Enum>(json.toString())) value = *known;
}

template <Described T>
void readJson(const QJsonValue& json, T& value);
template <typename T>
void readJson(const QJsonValue& json, std::optional<T>& value);

template <typename T>
void readJson(const QJsonValue& json, QList<T>& values)
{
    if (!json.isArray()) return;
    values.clear();
    const QJsonArray array = json.toArray();
    for (qsizetype index = 0; index < std::min(array.size(), maximumListLength); ++index) {
        T value{};
        readJson(array.at(index), value);
        values.append(value);
    }
}

template <typename T>
void readJson(const QJsonValue& json, std::optional<T>& value)
{
    if (json.isNull() || json.isUndefined()) {
        value.reset();
        return;
    }
    T read{};
    readJson(json, read);
    value = read;
}

template <Described T>
void readJson(const QJsonValue& json, T& value)
{
    if (!json.isObject()) return;
    const QJsonObject object = json.toObject();
    T::fields([&](const char* name, auto member) {
        const QJsonValue found = object.value(QLatin1StringView(name));
        if (!found.isUndefined()) readJson(found, value.*member);
    });
}

/// Reads a described struct from a JSON object; what is missing keeps its default.
template <Described T>
T fromObject(const QJsonObject& object)
{
    T value{};
    readJson(QJsonValue(object), value);
    return value;
}

} // namespace pathlight
