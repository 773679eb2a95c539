// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/samplewalks.h"
#include "ui/graphics/flowpicture.h"

#include <QLineF>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace pathlight;

namespace {

FlowPicture pictureOf(const QString& walk)
{
    const Report report = foldReport(samplewalks::walk(walk));
    return flowPicture(flowchart(), &report, Texts(u"en"_s));
}

QString pathOf(const FlowPicture& picture)
{
    QStringList taken;
    for (const FlowEdgePicture& edge : picture.edges) {
        if (edge.taken) taken.append(edge.from + u'>' + edge.to);
    }
    return taken.join(u' ');
}

bool crosses(const QLineF& part, const QRectF& box)
{
    // Every arrow runs level or upright, so its own bounds tell.
    const QRectF bounds = QRectF(part.p1(), part.p2()).normalized().adjusted(-0.5, -0.5, 0.5, 0.5);
    return bounds.intersects(box.adjusted(1, 1, -1, -1));
}

} // namespace

class TestFlowPicture final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lightsThePath_data();
    void lightsThePath();
    void standsAsTheWalkLeftIt();
    void isDarkWithoutAWalk();
    void nodesLieApartAndOnTheCanvas();
    void arrowsRunSquareAndPassNoNode();
    void labelsLieBesideTheNodes();
    void arrowsEndOnBorders();
};

void TestFlowPicture::lightsThePath_data()
{
    QTest::addColumn<QString>("walk");
    QTest::addColumn<QString>("path");
    const QString toPort = u"start>environment environment>proxy proxy>dns dns>tcp "_s;
    QTest::newRow("healthy") << u"healthy"_s
                             << toPort + u"tcp>tls tcp>mtu tls>http http>api api>stability stability>clients "
                                         "mtu>clients clients>verdict"_s;
    QTest::newRow("silent port") << u"tcp_timed_out"_s
                                 << toPort + u"tcp>route route>clients clients>verdict"_s;
    QTest::newRow("expired certificate")
        << u"certificate_expired"_s << toPort + u"tcp>tls tcp>mtu tls>mtu mtu>clients clients>verdict"_s;
    // The walk went on to HTTP although TLS had failed: a fault need not stop what comes after it.
    QTest::newRow("portal") << u"captive_portal"_s
                            << toPort + u"tcp>tls tls>http http>clients clients>verdict"_s;
}

void TestFlowPicture::lightsThePath()
{
    QFETCH(QString, walk);
    QFETCH(QString, path);
    QCOMPARE(pathOf(pictureOf(walk)), path);
}

void TestFlowPicture::standsAsTheWalkLeftIt()
{
    const FlowPicture picture = pictureOf(u"tcp_timed_out"_s);
    QCOMPARE(picture.node(u"dns"_s)->standing, Standing::Passed);
    QCOMPARE(picture.node(u"tcp"_s)->standing, Standing::Failed);
    QCOMPARE(picture.node(u"tcp"_s)->time, u"3.20 s"_s);
    QCOMPARE(picture.node(u"tls"_s)->standing, Standing::Skipped);
    QCOMPARE(picture.node(u"verdict"_s)->standing, Standing::Failed);
    QVERIFY(picture.node(u"nothing"_s) == nullptr);

    QList<Event> half = samplewalks::walk(u"healthy"_s);
    while (!half.isEmpty() && !(half.last().kind == EventKind::StepStarted && half.last().step == u"tcp"_s))
        half.removeLast();
    const Report report = foldReport(half);
    const FlowPicture running = flowPicture(flowchart(), &report, Texts(u"en"_s));
    QCOMPARE(running.node(u"tcp"_s)->standing, Standing::Running);
    QCOMPARE(running.node(u"tls"_s)->standing, Standing::Waiting);
    QVERIFY(running.isRunning());
    QCOMPARE(pathOf(running), u"start>environment environment>proxy proxy>dns dns>tcp"_s);
}

void TestFlowPicture::isDarkWithoutAWalk()
{
    const Report nothing = foldReport({});
    const FlowPicture none = flowPicture(flowchart(), nullptr, Texts(u"en"_s));
    for (const FlowPicture& picture : {none, flowPicture(flowchart(), &nothing, Texts(u"en"_s))}) {
        QVERIFY(pathOf(picture).isEmpty());
        for (const FlowNodePicture& node : picture.nodes)
            QCOMPARE(node.standing, Standing::Waiting);
    }
}

void TestFlowPicture::nodesLieApartAndOnTheCanvas()
{
    const FlowPicture picture = flowPicture(flowchart(), nullptr, Texts(u"en"_s));
    const QRectF canvas(QPointF(), picture.canvas);
    for (qsizetype one = 0; one < picture.nodes.size(); ++one) {
        QVERIFY(canvas.contains(picture.nodes[one].box));
        for (qsizetype other = one + 1; other < picture.nodes.size(); ++other)
            QVERIFY(!picture.nodes[one].box.adjusted(-8, -8, 8, 8).intersects(picture.nodes[other].box));
    }
}

void TestFlowPicture::arrowsRunSquareAndPassNoNode()
{
    const FlowPicture picture = flowPicture(flowchart(), nullptr, Texts(u"en"_s));
    for (const FlowEdgePicture& edge : picture.edges) {
        for (qsizetype part = 0; part + 1 < edge.line.size(); ++part) {
            const QLineF line(edge.line[part], edge.line[part + 1]);
            QVERIFY2(qAbs(line.dx()) < 0.01 || qAbs(line.dy()) < 0.01,
                     qPrintable(edge.from + u'>' + edge.to));
            for (const FlowNodePicture& node : picture.nodes)
                QVERIFY2(!crosses(line, node.box),
                         qPrintable(edge.from + u'>' + edge.to + u" over "_s + node.id));
        }
    }
}

void TestFlowPicture::labelsLieBesideTheNodes()
{
    const FlowPicture picture = flowPicture(flowchart(), nullptr, Texts(u"en"_s));
    int labels = 0;
    for (const FlowEdgePicture& edge : picture.edges) {
        if (edge.label.isEmpty()) continue;
        ++labels;
        QVERIFY2(!edge.label.startsWith(u"edge."_s), qPrintable(edge.label));
        for (const FlowNodePicture& node : picture.nodes)
            QVERIFY(!node.box.contains(edge.labelAt));
    }
    QVERIFY(labels >= 10);
}

void TestFlowPicture::arrowsEndOnBorders()
{
    const FlowPicture picture = flowPicture(flowchart(), nullptr, Texts(u"en"_s));
    const auto onBorder = [](const QRectF& box, const QPointF& at) {
        return box.adjusted(-0.1, -0.1, 0.1, 0.1).contains(at) &&
               !box.adjusted(0.1, 0.1, -0.1, -0.1).contains(at);
    };
    for (const FlowEdgePicture& edge : picture.edges) {
        QVERIFY(onBorder(picture.node(edge.from)->box, edge.line.first()));
        QVERIFY(onBorder(picture.node(edge.to)->box, edge.line.last()));
    }
}

QTEST_GUILESS_MAIN(TestFlowPicture)
#include "tst_flowpicture.moc"
