// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pathlight {

/// How many certificates a PEM bundle holds that can be read, at most 20,000; text between them is passed
/// over. 0: it is no bundle.
[[nodiscard]] int countCertificates(const QByteArray& pem);

} // namespace pathlight
