// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/metricsserver.h"

#include <QTcpSocket>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace pathlight {

namespace {

constexpr int mostClients = 8;
constexpr qint64 mostHeadBytes = 8LL * 1024;
constexpr auto clientTime = 5s;

QByteArray answer(const QByteArray& status, const QByteArray& type, const QByteArray& body, bool withBody)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n" +
           (withBody ? body : QByteArray());
}

QByteArray refusal(const QByteArray& status)
{
    return answer(status, "text/plain; charset=utf-8", status + "\n", true);
}

QByteArray hostIn(const QList<QByteArray>& lines)
{
    for (const QByteArray& line : lines) {
        if (line.left(5).toLower() == "host:") return line.mid(5).trimmed();
    }
    return {};
}

/// An address, or localhost; with or without a port.
bool isPlainHost(const QByteArray& host)
{
    const QString text = QString::fromLatin1(host).toLower();
    const qsizetype end = text.startsWith(u'[') ? text.indexOf(u']') + 1 : text.indexOf(u':');
    QString name = end > 0 ? text.left(end) : text;
    if (name.startsWith(u'[')) name = name.mid(1, name.size() - 2);
    return name.isEmpty() || name == "localhost"_L1 || !QHostAddress(name).isNull();
}

QByteArray respond(const QByteArray& head, const std::function<QByteArray()>& page)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1.")) return refusal("400 Bad Request");
    const bool isHead = words.at(0) == "HEAD";
    if (words.at(0) != "GET" && !isHead) return refusal("405 Method Not Allowed");
    if (!isPlainHost(hostIn(lines))) return refusal("421 Misdirected Request");
    const QByteArray path = words.at(1).split('?').first();
    if (path != "/metrics") return refusal("404 Not Found");
    return answer("200 OK", "text/plain; version=0.0.4; charset=utf-8", page(), !isHead);
}

} // namespace

std::optional<MetricsAddress> readMetricsAddress(const QString& text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    MetricsAddress read;
    read.port = text.mid(colon + 1).toUShort(&isNumber);
    QString host = colon > 0 ? text.left(colon) : QString();
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        host = host.mid(1, host.size() - 2);
    } else if (host.contains(u':')) {
        return std::nullopt;
    }
    if (!isNumber) return std::nullopt;
    if (host.isEmpty() || host == "localhost"_L1) return read;
    read.address = QHostAddress(host);
    return read.address.isNull() ? std::nullopt : std::optional(read);
}

MetricsServer::MetricsServer(std::function<QByteArray()> page, QObject* parent)
    : QObject(parent), m_page(std::move(page))
{
    m_server.setMaxPendingConnections(mostClients);
    connect(&m_server, &QTcpServer::newConnection, this, &MetricsServer::accept);
}

QString MetricsServer::listen(const MetricsAddress& address)
{
    if (m_server.listen(address.address, address.port)) return {};
    return m_server.errorString();
}

void MetricsServer::accept()
{
    while (QTcpSocket* client = m_server.nextPendingConnection()) {
        client->setParent(this);
        if (m_clients >= mostClients) {
            client->abort();
            client->deleteLater();
            continue;
        }
        ++m_clients;
        client->setReadBufferSize(mostHeadBytes + 1);
        connect(client, &QObject::destroyed, this, [this] { --m_clients; });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { read(client); });
        QTimer::singleShot(clientTime, client, [client] {
            client->abort();
            client->deleteLater();
        });
    }
}

void MetricsServer::read(QTcpSocket* client)
{
    const QByteArray waiting = client->peek(mostHeadBytes + 1);
    const qsizetype end = waiting.indexOf("\r\n\r\n");
    if (end < 0 && waiting.size() <= mostHeadBytes) return;
    // Each client is answered once; what it says after that is left unread.
    disconnect(client, &QTcpSocket::readyRead, this, nullptr);
    client->readAll();
    client->write(end < 0 ? refusal("431 Request Header Fields Too Large")
                          : respond(waiting.left(end), m_page));
    client->disconnectFromHost();
}

} // namespace pathlight
