// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/outagetext.h"

#include "core/report/plaintext.h"
#include "core/walk/target.h"
#include "ui/graphics/ink.h"
#include "ui/tr.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace pathlight {

namespace {

QStringList namesOf(const QList<SeenTarget>& targets, WatchState state)
{
    QStringList names;
    for (const SeenTarget& target : targets) {
        if (target.state() == state) names.append(targetName(target.label));
    }
    return names;
}

QString joined(const QStringList& names)
{
    //: Between the names of a list.
    return names.join(Tr::tr(", "));
}

QString downSentence(const MonitorRecord& record, const Texts& texts)
{
    const QStringList down = namesOf(record.targets(), WatchState::Down);
    if (down.size() > 1) {
        return Tr::tr("%1 of %2 targets cannot be reached: %3")
            .arg(down.size())
            .arg(record.targets().size())
            .arg(joined(down));
    }
    const auto target = std::find_if(record.targets().cbegin(), record.targets().cend(),
                                     [](const SeenTarget& each) { return each.current(); });
    return Tr::tr("%1 cannot be reached since %2 (%3).")
        .arg(down.value(0), momentText(target->current()->beganMs), causeOf(*target->current(), texts));
}

QString liveSentence(const MonitorRecord& record, const Texts& texts)
{
    if (!namesOf(record.targets(), WatchState::Down).isEmpty()) return downSentence(record, texts);
    const QStringList suspected = namesOf(record.targets(), WatchState::Suspected);
    if (!suspected.isEmpty())
        return Tr::tr("A request failed: %1. The next one tells whether it is an outage.")
            .arg(joined(suspected));
    const QStringList up = namesOf(record.targets(), WatchState::Up);
    if (up.isEmpty()) return Tr::tr("Getting ready: before the first request a walk looks at the way.");
    return Tr::tr("All is well: %1").arg(joined(up));
}

QString pastSentence(const MonitorRecord& record)
{
    int count = 0;
    double seconds = 0;
    for (const SeenTarget& target : record.targets()) {
        count += target.outageCount;
        seconds += target.outageSeconds + (target.current() ? target.current()->seconds : 0);
    }
    const QString from = momentText(record.startedMs());
    const QString until = momentText(record.lastMs());
    if (count == 0) return Tr::tr("Watched from %1 to %2. No outage was seen.").arg(from, until);
    return Tr::tr("Watched from %1 to %2. Outages: %3, together %4.")
        .arg(from, until)
        .arg(count)
        .arg(lengthText(seconds));
}

} // namespace

QString lateText(const SeenOutage& interruption, const Texts& texts)
{
    return texts(interruption.failures > 0 ? u"monitor.interruption.lost"_s : u"monitor.interruption.late"_s,
                 {{u"late"_s, interruption.late}, {u"lost"_s, interruption.failures}});
}

QString targetName(const QString& label)
{
    const TargetOrError known = builtInTarget(label);
    return visibleText(known.target ? known.target->name : label);
}

QString lengthText(double seconds)
{
    if (seconds < 3600) return durationText(seconds * 1000);
    const auto minutes = static_cast<qint64>(seconds / 60);
    if (minutes < 24 * 60) return u"%1 h %2 min"_s.arg(minutes / 60).arg(minutes % 60);
    return u"%1 d %2 h"_s.arg(minutes / (24 * 60)).arg(minutes / 60 % 24);
}

QString shareText(std::optional<double> share)
{
    if (!share) return u"–"_s;
    const double floored = std::floor(*share * 10'000 + 1e-6) / 100;
    const int digits = floored == std::floor(floored) ? 0 : 2;
    return QString::number(floored, 'f', digits) + u" %"_s;
}

QString momentText(qint64 msSinceEpoch)
{
    if (msSinceEpoch <= 0) return u"–"_s;
    //: How a day and a time with seconds are written; the letters are those of QLocale::toString().
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(msSinceEpoch), Tr::tr("d MMM yyyy, HH:mm:ss"));
}

QString failureWord(const QString& kind, const Texts& texts)
{
    bool isStatus = false;
    const int status = kind.mid(5).toInt(&isStatus);
    if (kind.startsWith("http_"_L1) && isStatus) return u"HTTP %1"_s.arg(status);
    const QString key = u"monitor.failure."_s + kind;
    return texts(texts.has(key) ? key : u"monitor.failure.other"_s);
}

QString causeOf(const SeenOutage& outage, const Texts& texts)
{
    if (outage.late > 0) return Tr::tr("Packets vanished: %1").arg(lateText(outage, texts));
    if (!outage.code.isEmpty() && texts.knows(outage.code)) return texts.explain(outage.code).title;
    return failureWord(outage.failure, texts);
}

QString endText(const SeenOutage& outage, bool running)
{
    if (outage.end == OutageEnd::Recovered) return momentText(outage.endedMs);
    if (outage.end == OutageEnd::StillOn && running) return Tr::tr("goes on");
    return Tr::tr("not seen; down at %1").arg(momentText(outage.endedMs));
}

QString stateWord(WatchState state)
{
    switch (state) {
    case WatchState::Up:
        return Tr::tr("answers");
    case WatchState::Suspected:
        return Tr::tr("a request failed");
    case WatchState::Down:
        return Tr::tr("cannot be reached");
    case WatchState::Unknown:
        break;
    }
    return Tr::tr("not asked yet");
}

Standing standingOf(WatchState state)
{
    switch (state) {
    case WatchState::Up:
        return Standing::Passed;
    case WatchState::Suspected:
        return Standing::Warned;
    case WatchState::Down:
        return Standing::Failed;
    case WatchState::Unknown:
        break;
    }
    return Standing::Unknown;
}

Standing standingOf(const MonitorModel& model)
{
    if (!model.isRunning()) return Standing::Waiting;
    const QList<SeenTarget>& targets = model.record().targets();
    for (const WatchState each : {WatchState::Down, WatchState::Suspected, WatchState::Up}) {
        if (!namesOf(targets, each).isEmpty()) return standingOf(each);
    }
    return Standing::Running;
}

QString stateSentence(const MonitorModel& model, const Texts& texts)
{
    if (model.kind() == MonitorKind::None) return Tr::tr("Nothing is being watched.");
    if (model.isStopping()) return Tr::tr("Stopping…");
    return model.isRunning() ? liveSentence(model.record(), texts) : pastSentence(model.record());
}

QString stateSummary(const MonitorModel& model, const Texts& texts)
{
    QString text = stateSentence(model, texts) + u'\n';
    for (const SeenTarget& target : model.record().targets()) {
        text += Tr::tr("%1: %2 of %3 requests succeeded, %4; objective %5; outages: %6")
                    .arg(targetName(target.label), QString::number(target.total.succeeded()),
                         QString::number(target.total.total()), shareText(target.total.share()),
                         shareText(model.record().objective()), QString::number(target.outageCount)) +
                u'\n';
    }
    return text;
}

QList<ListedOutage> outagesOf(const MonitorRecord& record)
{
    QList<ListedOutage> all;
    for (const SeenTarget& target : record.targets()) {
        for (const SeenOutage& outage : target.outages)
            all.append({target.label, outage});
    }
    std::stable_sort(all.begin(), all.end(), [](const ListedOutage& one, const ListedOutage& other) {
        return one.outage.beganMs > other.outage.beganMs;
    });
    return all;
}

} // namespace pathlight
