// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clients/clientconfig.h"
#include "core/report/wordedclient.h"
#include "ui/widgets/card.h"

class QComboBox;
class QPushButton;
class QToolButton;

namespace pathlight {

/// One client of the table: mark, name and outcome, one sentence why, and its details, closed at first.
///
///     ✗ Claude Code (native)                         would fail · tcp.ipv6_broken   [Details ▾]
///     It tries 2001:db8::10 first, which does not answer, …
///       Endpoint  …      Proxy  …      Trusted certificates  …
///       Settings that follow  [bash ▾]   [Show difference…]
///         export …                                                              [Copy]
class ClientCard final : public Card
{
    Q_OBJECT
public:
    ClientCard(const WordedClient& client, const QList<ClientSetting>& settings, const Texts& texts,
               QWidget* parent = nullptr);

    void setOpen(bool open);
    /// Whether settings may be written to this computer's files; not those of a practice walk.
    void setChangeable(bool changeable);

Q_SIGNALS:
    void opened(const QString& client, bool open);
    void differenceWanted(const QString& client, ConfigPlace place);

private:
    void addHead();
    void addTrial();
    void addDetails();
    void addSettings(QVBoxLayout* box);
    void showPlace();

    WordedClient m_client;
    QList<ClientSetting> m_settings;
    Texts m_texts;
    QToolButton* m_toggle;
    QWidget* m_details;
    QComboBox* m_places = nullptr;
    QPushButton* m_difference = nullptr;
    QVBoxLayout* m_commands = nullptr;
};

} // namespace pathlight
