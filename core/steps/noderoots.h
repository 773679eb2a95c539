// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace pathlight {

class TrustStore;

/// The authorities that a Node trusts by itself, by the bytes of its program.
struct NodeRoots
{
    std::shared_ptr<const TrustStore> store; ///< the list compiled into it; null: it has none in plain text
    bool readsSystem = false; ///< built to read the system's list (OpenSSL's own) in the place of its own
    QString library;          ///< the program is a mere launcher of this: "libnode.so.108"
};

/// Looks through a program without running it. The official builds carry Mozilla's list as PEM texts (Node,
/// src/node_root_certs.h); distributions build with --openssl-use-def-ca-store, which leaves its name among
/// the definitions that process.config tells.
///
/// Bounded: files of up to 512 MiB, a mebibyte at a time, 2,000 texts of up to 16 KiB. What was found is kept
/// while the file's size and time stay. Blocks for as long as the disk takes (some 0.1 s where it is cached).
[[nodiscard]] NodeRoots rootsInNode(const QString& path);

} // namespace pathlight
