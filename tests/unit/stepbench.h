// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/wait.h"
#include "core/walk/step.h"

#include <QEventLoop>
#include <QTimer>

#include <memory>
#include <optional>

namespace pathlight {

/// Keeps what a step tells its walk.
class RecordingHost final : public StepHost
{
public:
    struct Sample
    {
        QString kind;
        QJsonObject data;
    };

    void sample(const QString& step, const QString& kind, QJsonObject data) override
    {
        Q_UNUSED(step)
        samples.append({kind, data});
    }
    void yield(const QString& step, const QString& token) override
    {
        Q_UNUSED(step)
        tokens.append(token);
    }
    void publish(const QString& step, const QJsonObject& evidence) override
    {
        Q_UNUSED(step)
        published = evidence;
    }

    [[nodiscard]] QList<QJsonObject> ofKind(const QString& kind) const
    {
        QList<QJsonObject> found;
        for (const Sample& each : samples) {
            if (each.kind == kind) found.append(each.data);
        }
        return found;
    }

    QList<Sample> samples;
    QStringList tokens;
    QJsonObject published;
};

/// One step, run by itself without a walker.
struct StepBench
{
    StepBench()
    {
        context.target.id = QStringLiteral("bench");
        context.host = host;
        context.baton = std::make_shared<std::map<QString, std::unique_ptr<QObject>>>();
    }

    /// Aims at an https address, whose host is already resolved to `addresses`.
    void aimAt(const QString& url, const QStringList& addresses)
    {
        context.target.url = url;
        DnsEvidence dns;
        dns.name = context.target.host();
        dns.addresses = addresses;
        context.evidence.dns = dns;
    }

    /// Aims at a practice server: by this authority, past any proxy, as if the steps before had gone well.
    void aimAtPractice(const Target& target, const QString& caFile)
    {
        context.target = target;
        context.options.caFile = caFile;
        context.options.proxy = QStringLiteral("none");
        TcpEvidence tcp;
        tcp.chosen = QStringLiteral("127.0.0.1");
        context.evidence.tcp = tcp;
        TlsEvidence tls;
        tls.verified = true;
        context.evidence.tls = tls;
    }

    /// Runs the step to its end; null: it did not come to an end within its scope and two seconds more.
    std::optional<StepResult> run(const QString& id, const StepFunction& step)
    {
        context.step = id;
        auto result = std::make_shared<std::optional<StepResult>>();
        auto loop = std::make_shared<QEventLoop>();
        keep(step, context, result, loop);
        const auto limit = std::chrono::ceil<std::chrono::milliseconds>(context.scope.remaining()) + 2s;
        QTimer::singleShot(limit, loop.get(), &QEventLoop::quit);
        if (!*result) loop->exec();
        return *result;
    }

    std::shared_ptr<RecordingHost> host = std::make_shared<RecordingHost>();
    std::shared_ptr<CancelSource> cancel = std::make_shared<CancelSource>();
    StepContext context{QString(), Scope(cancel, QDeadlineTimer(12s, Qt::PreciseTimer)), {}, {}, {}, {}, {},
                        {}};

private:
    static QCoro::Task<void> keep(StepFunction step, StepContext context,
                                  std::shared_ptr<std::optional<StepResult>> result,
                                  std::shared_ptr<QEventLoop> loop)
    {
        *result = co_await step(context);
        loop->quit();
    }
};

} // namespace pathlight
