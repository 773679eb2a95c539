// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scope.h"
#include "core/evidence/evidence.h"
#include "core/walk/event.h"
#include "core/walk/options.h"
#include "core/walk/packetbudget.h"
#include "core/walk/target.h"

#include <QByteArray>
#include <QCoroTask>

#include <functional>
#include <map>
#include <memory>

namespace pathlight {

/// A key for the API, held in memory alone: it has no conversion to text, JSON or a debug stream.
class ApiKey
{
public:
    ApiKey() = default;
    explicit ApiKey(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] bool isSet() const { return !m_bytes.isEmpty(); }
    /// For the request header, and nothing else.
    [[nodiscard]] const QByteArray& forHeader() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// What a step may ask of the walk it belongs to. The walker implements it.
class StepHost
{
public:
    virtual ~StepHost() = default;
    virtual void sample(const QString& step, const QString& kind, QJsonObject data) = 0;
    virtual void yield(const QString& step, const QString& token) = 0;
    /// Takes what a step has seen so far, for the steps that begin before it ends. A host without steps to
    /// start has no use for it.
    virtual void publish(const QString& step, const QJsonObject& evidence)
    {
        Q_UNUSED(step)
        Q_UNUSED(evidence)
    }
};

/// Everything a step gets: plain values, copied into its coroutine. `evidence` is what was known when it
/// began.
struct StepContext
{
    QString step;
    Scope scope; ///< the step's own deadline, inside the walk's
    Target target;
    WalkOptions options;
    ApiKey key;
    Evidence evidence;
    std::shared_ptr<StepHost> host;
    std::shared_ptr<std::map<QString, std::unique_ptr<QObject>>> baton;
    std::shared_ptr<PacketBudget> packets = std::make_shared<PacketBudget>(); ///< the whole walk's

    /// Emits a sample (walk/event.h, namespace sample).
    void sample(const char* kind, QJsonObject data) const;
    /// Says what is being waited for: a text key "waiting.<key>" and its arguments.
    void waitingFor(const QString& textKey, QJsonObject arguments = {}) const;
    /// Says that what later steps need is there, before this step has ended, and gives them what was seen so
    /// far: their StepContext::evidence holds it.
    void yield(const QString& token, const QJsonObject& evidenceSoFar = {}) const
    {
        if (!evidenceSoFar.isEmpty()) host->publish(step, evidenceSoFar);
        host->yield(step, token);
    }

    /// Hands a live object (an open connection) on to a later step, or takes it. A name is taken once; what
    /// nobody took dies with the walk.
    void handOn(const QString& name, std::unique_ptr<QObject> object) const;
    template <typename T>
    [[nodiscard]] std::unique_ptr<T> take(const QString& name) const
    {
        const auto found = baton->find(name);
        if (found == baton->end()) return nullptr;
        std::unique_ptr<QObject> object = std::move(found->second);
        baton->erase(found);
        if (auto* typed = qobject_cast<T*>(object.get())) {
            (void)object.release(); // it is `typed` now
            return std::unique_ptr<T>(typed);
        }
        return nullptr;
    }
};

/// What a step returns: what it saw, and why it could not see where it could not. It never judges.
struct StepResult
{
    QJsonObject evidence;          ///< toObject() of its evidence struct; empty: it saw nothing
    std::optional<Reason> unknown; ///< set: the step's question stays open
    std::optional<Reason> skipped; ///< set: there was nothing to ask
};

/// A step: one coroutine. Parameters by value, sockets as locals; when its scope is over it returns what it
/// has.
using StepFunction = std::function<QCoro::Task<StepResult>(StepContext)>;

} // namespace pathlight
