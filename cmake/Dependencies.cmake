# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
include(FeatureSummary)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network)
find_package(QCoro6 0.8 REQUIRED COMPONENTS Coro Core)
find_package(OpenSSL 3.0 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LDNS REQUIRED IMPORTED_TARGET ldns)
pkg_check_modules(NGHTTP2 REQUIRED IMPORTED_TARGET libnghttp2)

if(PATHLIGHT_WINDOW)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Charts Svg PrintSupport LinguistTools)
    find_package(Qt6Keychain 0.13 REQUIRED)
    set_package_properties(Qt6Keychain PROPERTIES PURPOSE "a key is kept in the system's keychain, if the user asks")
endif()
if(PATHLIGHT_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
endif()

set_package_properties(QCoro6 PROPERTIES PURPOSE "the steps are coroutines")
set_package_properties(OpenSSL PROPERTIES PURPOSE "TLS handshakes whose every record is evidence")
