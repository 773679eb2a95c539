// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page of the window from the sample walks, in both languages and both themes, without a
// network:
//
//     screenshots DIR [--readme FILE]
//
// It needs no display: it asks for the offscreen platform by itself.
#include "tests/gui/fakemonitor.h"
#include "tests/gui/samplewalks.h"
#include "ui/mainwindow.h"
#include "ui/walkview.h"
#include "ui/widgets/basisview.h"

#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDialog>
#include <QDir>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

/// A picture to take: a walk, and the page of it.
struct Scene
{
    QString walk;
    QString page;
};

/// What one set of pictures has in common.
struct Dress
{
    QString language;
    QString theme;
};

/// No walk may begin here: these pictures are made offline.
class NoSource final : public WalkSource
{
public:
    void start() override { qFatal("a picture must not start a walk"); }
    void cancel() override {}
};

const QList<Scene>& scenes()
{
    static const QList<Scene> all{
        {u"tcp_timed_out"_s, u"verdict"_s},
        {u"tcp_timed_out"_s, u"tcp"_s},
        {u"tcp_timed_out"_s, u"route"_s},
        {u"tcp_timed_out"_s, u"tls"_s},
        {u"tcp_timed_out"_s, u"flowchart"_s},
        {u"tcp_prohibited"_s, u"tcp"_s},
        {u"certificate_expired"_s, u"tls"_s},
        {u"certificate_expired"_s, u"verdict"_s},
        {u"dns_tampered"_s, u"dns"_s},
        {u"dns_tampered"_s, u"tls"_s},
        {u"intermittent"_s, u"stability"_s},
        {u"intermittent"_s, u"verdict"_s},
        {u"healthy"_s, u"environment"_s},
        {u"healthy"_s, u"proxy"_s},
        {u"healthy"_s, u"dns"_s},
        {u"healthy"_s, u"tcp"_s},
        {u"healthy"_s, u"mtu"_s},
        {u"healthy"_s, u"tls"_s},
        {u"healthy"_s, u"http"_s},
        {u"healthy"_s, u"api"_s},
        {u"healthy"_s, u"stream"_s},
        {u"healthy"_s, u"route"_s},
        {u"healthy"_s, u"verdict"_s},
        {u"healthy"_s, u"clients"_s},
        {u"company_gateway"_s, u"clients"_s},
        {u"captive_portal"_s, u"verdict"_s},
        {u"captive_portal"_s, u"http"_s},
        {u"cancelled"_s, u"verdict"_s},
        {u"practice"_s, u"verdict"_s},
    };
    return all;
}

/// `monitor`, where given, is set to the monitor that begins.
std::unique_ptr<MainWindow> windowIn(const Dress& dress, const QString& folder,
                                     FakeMonitor** monitor = nullptr)
{
    const QString settings = folder + u"/settings.ini"_s;
    QSettings store(settings, QSettings::IniFormat);
    store.setValue(u"language"_s, dress.language);
    store.setValue(u"theme"_s, dress.theme);
    store.sync();
    WindowParts parts;
    parts.makeSource = [](const DiagnosisRequest&) { return std::make_unique<NoSource>(); };
    parts.settingsFile = settings;
    parts.archiveFolder = folder + u"/walks"_s;
    parts.makeMonitor = [monitor](const MonitorRequest& request) {
        auto made = std::make_unique<FakeMonitor>(request);
        if (monitor) *monitor = made.get();
        return made;
    };
    auto window = std::make_unique<MainWindow>(parts);
    window->resize(1280, 800);
    window->show();
    return window;
}

void save(MainWindow* window, const QString& path)
{
    QTest::qWait(120);
    if (!window->grab().save(path)) qFatal("cannot write %s", qPrintable(path));
}

void showWalk(MainWindow* window, const QString& walk)
{
    window->model()->openEvents(samplewalks::walk(walk), walk + u".pathlight"_s, 0);
    if (!QTest::qWaitFor([window] { return !window->model()->isRunning(); }))
        qFatal("the walk was not shown");
}

void fillArchive(const QString& folder)
{
    const WalkArchive archive(folder + u"/walks"_s);
    QDateTime when = QDateTime::fromString(u"2026-11-20T09:41:07Z"_s, Qt::ISODate);
    for (const QString& walk : samplewalks::names()) {
        QFile file(archive.beginWalk(when));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write a sample journal");
        file.write(samplewalks::journal(walk));
        when = when.addSecs(3600);
    }
}

/// A router on the way to the gateway is replaced; the last traces are of the outage at the end.
void traceGateway(MonitorScript* script, int index, int probes)
{
    const auto gateway = u"https://gateway.example.com"_s;
    const QString provider = index < 900 ? u"198.51.100.7"_s : u"198.51.100.8"_s;
    const QStringList way{u"192.0.2.1"_s, provider, {}, u"203.0.113.65"_s, u"203.0.113.9"_s};
    BreakPlace place{false, 2, provider, u"203.0.113.65"_s, {}, {}, {}};
    if (index >= probes - 2)
        script->trace(gateway, traceOver({way.at(0), provider, {}, {}, {}}, false), place);
    else if (index % 3 == 0)
        script->trace(gateway, traceOver(way, true));
    if (index == 903) script->wayChanged(gateway, {{2, {u"198.51.100.7"_s}, {provider}}});
}

/// Three days of watching two targets: slower by day, with requests lost here and there, and three outages.
MonitorScript watchScript()
{
    const auto api = u"claude-api"_s;
    const auto gateway = u"https://gateway.example.com"_s;
    MonitorScript script(u"2026-11-20T09:00:00Z"_s, {api, gateway}, 120, 0.995, 300);
    constexpr int probes = 3 * 24 * 30;
    for (int index = 0; index < probes; ++index) {
        const bool down = (index >= 500 && index < 520) || (index >= 1300 && index < 1304);
        const double busy = index % 720 < 300 ? 1.4 : 1.0;
        script.probe(api, (95 + (index * 37) % 41 + (index % 97 == 0 ? 160 : 0)) * busy);
        if (down || index % 700 == 650 || index >= probes - 3)
            script.fail(gateway);
        else
            script.probe(gateway, (30 + (index * 53) % 23) * busy, index % 311 == 100 ? 1 : 0);
        traceGateway(&script, index, probes);
        if (index == 1000) script.interruption(gateway, 4.1, 5);
        if (index == 501 || index == 1301) {
            script.walk(gateway, samplewalks::walk(u"tcp_timed_out"_s));
            script.outageBegan(gateway, 120, u"tcp.timed_out"_s);
        }
        if (index == 520) script.outageEnded(gateway, 2400, u"recovered"_s, u"tcp.timed_out"_s);
        if (index == 1304) script.outageEnded(gateway, 480, u"recovered"_s, u"tcp.timed_out"_s);
        if (index == probes - 2) {
            script.walk(gateway, samplewalks::walk(u"certificate_expired"_s));
            script.outageBegan(gateway, 120, u"tls.cert.date_invalid"_s);
        }
        script.wait(120);
    }
    return script;
}

/// The page for watching: what is chosen, and what is seen.
void takeWatch(MainWindow* window, const QString& prefix, FakeMonitor* const* monitor)
{
    window->showWatchPage();
    save(window, prefix + u"-choice.png"_s);
    window->findChild<QPushButton*>(u"startWatchPushButton"_s)->click();
    if (!*monitor) qFatal("nothing is watched");
    (*monitor)->give(watchScript().events());
    QTest::qWait(300);
    window->findChild<QTableWidget*>(u"watchedTableWidget"_s)->setCurrentCell(1, 0);
    save(window, prefix + u".png"_s);
    window->findChild<QScrollArea*>(u"watchPage"_s)
        ->ensureWidgetVisible(window->findChild<QWidget*>(u"watchWay"_s), 0, 0);
    save(window, prefix + u"-way.png"_s);
}

/// A dialog that is open, and is closed then.
void takeDialog(MainWindow* window, const QString& name, const QString& path)
{
    auto* const dialog = window->findChild<QDialog*>(name);
    QTest::qWait(300);
    if (!dialog || !dialog->grab().save(path)) qFatal("cannot write a picture");
    dialog->close();
}

/// What would change in Claude's settings. Its files are looked for in a folder of the picture's own.
void takeChange(MainWindow* window, const QString& prefix)
{
    const QTemporaryDir home;
    for (const char* name : {"HOME", "XDG_DATA_HOME", "CLAUDE_CONFIG_DIR"})
        qputenv(name, QFile::encodeName(home.path()));
    QFile file(home.filePath(u"settings.json"_s));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write sample settings");
    file.write(
        "{\n  \"model\": \"sonnet\",\n  \"env\": {\n    \"ANTHROPIC_AUTH_TOKEN\": \"secret\"\n  }\n}\n");
    file.close();
    auto* const card = window->findChild<QWidget*>(u"claude-code-npmClientCard"_s);
    card->findChild<QToolButton*>(u"clientDetailsToolButton"_s)->click();
    save(window, prefix + u"clients-opened.png"_s);
    auto* const places = card->findChild<QComboBox*>(u"clientPlaceComboBox"_s);
    places->setCurrentIndex(places->findText(u"settings.json"_s, Qt::MatchContains));
    card->findChild<QPushButton*>(u"clientDifferencePushButton"_s)->click();
    takeDialog(window, u"changeDialog"_s, prefix + u"change-dialog.png"_s);
}

void takeAll(const Dress& dress, const QString& folder)
{
    const QTemporaryDir temporary;
    fillArchive(temporary.path());
    FakeMonitor* monitor = nullptr;
    const auto window = windowIn(dress, temporary.path(), &monitor);
    const QString prefix = folder + u'/' + dress.language + u'-' + dress.theme + u'-';
    save(window.get(), prefix + u"start.png"_s);
    auto* const faults = window->findChild<QListWidget*>(u"practiceListWidget"_s);
    faults->setCurrentRow(faults->count() - 1);
    save(window.get(), prefix + u"start-practice.png"_s);
    window->findChild<QToolButton*>(u"advancedToolButton"_s)->click();
    save(window.get(), prefix + u"start-advanced.png"_s);
    auto* const view = window->findChild<WalkView*>();
    QString shown;
    for (const Scene& scene : scenes()) {
        if (scene.walk != shown) showWalk(window.get(), scene.walk);
        shown = scene.walk;
        view->showPage(scene.page);
        save(window.get(), prefix + scene.walk + u'-' + scene.page + u".png"_s);
    }
    showWalk(window.get(), u"company_gateway"_s);
    view->showPage(u"clients"_s);
    takeChange(window.get(), prefix);
    showWalk(window.get(), u"tcp_timed_out"_s);
    view->showPage(u"verdict"_s);
    auto* const basis = window->findChild<BasisView*>(u"verdictBasisView"_s);
    basis->findChild<QToolButton*>()->click();
    save(window.get(), prefix + u"verdict-opened.png"_s);
    window->findChild<QAction*>(u"letterAction"_s)->trigger();
    takeDialog(window.get(), u"letterDialog"_s, prefix + u"letter-dialog.png"_s);
    takeWatch(window.get(), prefix + u"watch"_s, &monitor);
    // The page is made when it is first asked for, in the type of that moment.
    const auto large = windowIn(dress, temporary.path(), &monitor);
    auto* const zoomIn = large->findChild<QAction*>(u"zoomInAction"_s);
    for (int step = 0; step < 10; ++step)
        zoomIn->trigger();
    takeWatch(large.get(), prefix + u"watch-large"_s, &monitor);
    large->findChild<QAction*>(u"zoomResetAction"_s)->trigger();
}

void takeReadme(const QString& path)
{
    const QTemporaryDir temporary;
    const auto window = windowIn({u"en"_s, u"light"_s}, temporary.path());
    showWalk(window.get(), u"tcp_timed_out"_s);
    window->findChild<WalkView*>()->showPage(u"tcp"_s);
    save(window.get(), path);
}

} // namespace

int main(int argc, char* argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"readme"_s, u"Write the README's picture to FILE and nothing else."_s, u"FILE"_s});
    parser.addPositionalArgument(u"DIR"_s, u"Where all the pictures go."_s);
    parser.process(application);
    if (parser.isSet(u"readme"_s)) {
        takeReadme(parser.value(u"readme"_s));
        return 0;
    }
    const QString folder = parser.positionalArguments().value(0);
    if (folder.isEmpty() || !QDir().mkpath(folder)) parser.showHelp(2);
    for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
        for (const QString& theme : {u"light"_s, u"dark"_s})
            takeAll({language, theme}, folder);
    }
    return 0;
}
