// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/detachedcall.h"
#include "core/async/scope.h"
#include "core/steps/pythonfolders.h"

#include <QCoroTask>
#include <QStringList>

#include <memory>

/// The lists of authorities that clients bring along: certifi's, for Python, and the one compiled into Node.
/// They are found by looking at files alone; no Python and no Node is ever started.
namespace pathlight {

class TrustStore;

/// One list, as it lies on this computer.
struct ClientList
{
    QString store; ///< "certifi" or "node"
    QString path;  ///< the file that holds it; the system's own where a distribution's package gives that
    QStringList usedBy; ///< the clients that read this very list, as far as files tell (CONTRACT section 2)
    std::shared_ptr<const TrustStore> roots; ///< null: it cannot be read
};

/// Finds and reads them: the list of the `python3` that PATH finds first, as that would import it; up to
/// three more that lie in usual places, which no client is known to read; and the list of the `node` that
/// PATH finds. One file counts once, whatever links lead to it. Blocks.
///
/// A list belongs to python-requests or anthropic-python where `requests`, or `anthropic`, is installed for
/// that same Python. Where the Python found is a wrapper script, as pyenv's, nobody's list is known.
[[nodiscard]] QList<ClientList> readClientLists(const ListPlaces& places);

/// The same on a thread that nobody waits for; it begins at once.
class ClientListReading
{
public:
    explicit ClientListReading(const ListPlaces& places = listPlaces());

    /// Empty where the scope ends first.
    [[nodiscard]] QCoro::Task<QList<ClientList>> lists(Scope scope);

private:
    std::shared_ptr<QList<ClientList>> m_found;
    DetachedCall m_call;
};

} // namespace pathlight
