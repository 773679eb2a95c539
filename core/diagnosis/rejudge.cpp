// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/assess.h"
#include "core/diagnosis/clientsstep.h"
#include "core/diagnosis/diagnosis.h"

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

/// Replays recorded events with findings and verdicts made anew.
class Rejudge
{
public:
    QList<Event> run(const QList<Event>& events)
    {
        for (const Event& event : events)
            take(event);
        if (!m_ended && !m_out.isEmpty()) close();
        return m_out;
    }

private:
    void take(const Event& event)
    {
        switch (event.kind) {
        case EventKind::Finding:
        case EventKind::Verdict:
            return;
        case EventKind::WalkStarted:
            m_header = fromObject<WalkHeader>(event.data);
            break;
        case EventKind::Evidence:
            takeEvidence(event);
            return;
        case EventKind::StepEnded:
            endStep(event);
            return;
        case EventKind::WalkEnded:
            m_ended = true;
            judgeNow(event.atMs, false);
            break;
        default:
            break;
        }
        put(event);
    }

    /// Predictions are conclusions too: they are made anew from what was measured.
    void takeEvidence(Event event)
    {
        m_evidence.set(event.step, event.data);
        if (event.step == "clients"_L1) {
            const auto target = fromObject<Target>(m_header.target);
            const auto options = fromObject<WalkOptions>(m_header.options);
            m_evidence.clients = predictedAnew(target, options, m_evidence);
            event.data = toObject(*m_evidence.clients);
        }
        put(event);
    }

    void endStep(Event event)
    {
        auto ending = fromObject<StepEnding>(event.data);
        m_states.insert(event.step, {true, ending.status});
        const Assessment assessment = judgeNow(event.atMs, true);
        const bool judged = ending.status == StepStatus::Passed || ending.status == StepStatus::Warned ||
                            ending.status == StepStatus::Failed;
        if (judged) ending.status = assessment.statuses.value(event.step, StepStatus::Passed);
        m_states.insert(event.step, {true, ending.status});
        event.data = toObject(ending);
        put(event);
    }

    Assessment judgeNow(double atMs, bool provisional)
    {
        const auto target = fromObject<Target>(m_header.target);
        const auto options = fromObject<WalkOptions>(m_header.options);
        const Assessment assessment = assess(factsOf(target, options, m_evidence, m_states));
        put({0, atMs, EventKind::Verdict, {}, verdictData(assessment, provisional)});
        return assessment;
    }

    void close()
    {
        const double atMs = m_out.last().atMs;
        judgeNow(atMs, false);
        put({0, atMs, EventKind::WalkEnded, {}, {{u"ending"_s, u"cut"_s}, {u"durationMs"_s, atMs}}});
    }

    void put(Event event)
    {
        event.sequence = ++m_sequence;
        m_out.append(event);
    }

    WalkHeader m_header;
    Evidence m_evidence;
    QHash<QString, StepState> m_states;
    QList<Event> m_out;
    qint64 m_sequence = 0;
    bool m_ended = false;
};

} // namespace

QList<Event> rejudge(const QList<Event>& events)
{
    return Rejudge().run(events);
}

} // namespace pathlight
