// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clients/trialcompare.h"

#include "core/evidence/keyless.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

constexpr int notFound = 404;
constexpr int tooMany = 429;
constexpr int serverErrors = 500;

/// What the API says to a request without a key that reached it: the walk takes these for "it serves" too.
bool isServed(const ClientTrialEvidence& trial)
{
    const int status = trial.status.value_or(0);
    const bool succeeded = status >= 200 && status < 300;
    return trial.outcome == TrialOutcome::Answered && (succeeded || isKeylessRefusal(status));
}

/// Did the client get as far as an end of its own?
bool cameToAnEnd(TrialOutcome outcome)
{
    return outcome == TrialOutcome::Answered || outcome == TrialOutcome::AnsweredByOther ||
           outcome == TrialOutcome::Failed || outcome == TrialOutcome::TimedOut;
}

bool comesAndGoes(const QStringList& codes)
{
    return std::any_of(codes.begin(), codes.end(), [](const QString& code) {
        return code.startsWith("stability."_L1) || code == "path.loss"_L1;
    });
}

/// Faults that a short request without a key does not meet.
bool isBeyondOneRequest(const QString& code, const ClientQuestion& question)
{
    const auto& api = question.evidence.api;
    const bool withKey = api && api->keySent;
    return code == "env.credential_conflict"_L1 || code.startsWith("stream."_L1) ||
           (withKey && code.startsWith("api."_L1));
}

std::optional<bool> failsAsPredicted(const ClientTrialEvidence& trial, const ClientEvidence& client,
                                     const ClientQuestion& question)
{
    const QString code = client.wouldFail.value_or(QString());
    if (isBeyondOneRequest(code, question)) return std::nullopt;
    // An address with the path written twice reaches the API, which knows no such path.
    if (code == "env.endpoint_invalid"_L1 && trial.status == notFound) return std::nullopt;
    return !isServed(trial);
}

std::optional<bool> worksAsPredicted(const ClientTrialEvidence& trial)
{
    if (isServed(trial)) return true;
    if (trial.outcome == TrialOutcome::TimedOut) return std::nullopt;
    const int status = trial.status.value_or(0);
    const bool ofTheMoment = status == tooMany || status >= serverErrors;
    if (trial.outcome == TrialOutcome::Answered && ofTheMoment) return std::nullopt;
    return false;
}

} // namespace

ClientTrialEvidence compared(ClientTrialEvidence trial, const ClientEvidence& client,
                             const ClientQuestion& question)
{
    trial.predicted = question.standIn ? ClientOutcome::Unknown : client.byItself.value_or(client.outcome);
    trial.agrees.reset();
    if (!cameToAnEnd(trial.outcome) || comesAndGoes(question.path.codes)) return trial;
    if (trial.predicted == ClientOutcome::WouldFail) trial.agrees = failsAsPredicted(trial, client, question);
    if (trial.predicted == ClientOutcome::Works) trial.agrees = worksAsPredicted(trial);
    return trial;
}

} // namespace pathlight
