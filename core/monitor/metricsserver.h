// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QTcpServer>

#include <functional>
#include <optional>

class QTcpSocket;

namespace pathlight {

/// Where metrics are served.
struct MetricsAddress
{
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0; ///< 0: any that is free
};

/// "127.0.0.1:9465", "[::1]:9465", "localhost:9465"; ":9465" and "9465" mean this computer alone. Null: it is
/// none of these.
[[nodiscard]] std::optional<MetricsAddress> readMetricsAddress(const QString& text);

/// Serves one page, /metrics, over plain HTTP, to who asks with GET or HEAD. At most eight clients at once,
/// 8 KiB of request and five seconds for each; everything else is turned away. A request that names this
/// server by a host name other than localhost is refused: that is what a web page would send that had its own
/// name point here.
class MetricsServer final : public QObject
{
    Q_OBJECT
public:
    /// `page` makes the exposition, each time it is asked for.
    explicit MetricsServer(std::function<QByteArray()> page, QObject* parent = nullptr);

    /// Empty: it listens; else why it cannot, in the system's words.
    [[nodiscard]] QString listen(const MetricsAddress& address);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    void accept();
    void read(QTcpSocket* client);

    std::function<QByteArray()> m_page;
    QTcpServer m_server;
    int m_clients = 0;
};

} // namespace pathlight
