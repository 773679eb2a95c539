# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every flag and definition of the project stands on this one target.
add_library(pathlight_flags INTERFACE)
target_compile_options(pathlight_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${PATHLIGHT_WERROR}>:-Werror>)
target_compile_definitions(pathlight_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER QT_NO_KEYWORDS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    PATHLIGHT_VERSION="${PROJECT_VERSION}")
target_include_directories(pathlight_flags INTERFACE "${PROJECT_SOURCE_DIR}")

if(PATHLIGHT_SANITIZE)
    target_compile_options(pathlight_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
    target_link_options(pathlight_flags INTERFACE -fsanitize=address,undefined)
endif()

# pathlight_precompile(TARGET): where PATHLIGHT_PRECOMPILE is on. The compiler cache knows no sources built so, which
# is why a build that shares them with another leaves it off.
function(pathlight_precompile target)
    if(PATHLIGHT_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE
            <QCoroTask> <QDateTime> <QHash> <QHostAddress> <QJsonArray> <QJsonDocument> <QJsonObject> <QObject>
            <QStringList> <QUrl> <algorithm> <chrono> <functional> <memory> <optional> <vector>)
    endif()
endfunction()
