// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evidence/evidence.h"
#include "core/report/texts.h"

namespace pathlight {

/// One client in words: what every table of clients shows. All texts are visible text (plaintext.h).
struct WordedClient
{
    QString id;
    QString name;
    ClientOutcome outcome = ClientOutcome::Unknown;
    QString mark;            ///< "✓", "✗", "?": never the colour alone
    QString outcomeWord;     ///< "would fail"
    QString code;            ///< of what stops it; else empty
    QString reason;          ///< one sentence
    bool remarkable = false; ///< the sentence says more than "it works"
    QString endpoint;
    QString proxy;
    QString trust;
    QString resolver;
    QString families;
    QString limits;
    QStringList because; ///< places in the report's evidence
    QStringList sources;
    QString asOf;
    QString trial;           ///< what it did when it was started here, in whole sentences; empty: it was not
    QString trialProgram;    ///< what was started: "curl 7.88.1"
    QString trialResult;     ///< what became of it
    QString trialComparison; ///< "as predicted"
    bool trialDiffers = false;
};

[[nodiscard]] QList<WordedClient> wordClients(const ClientsEvidence& evidence, const Texts& texts);

} // namespace pathlight
