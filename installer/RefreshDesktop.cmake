# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Tells the desktop about the new file type and program, so that a double click works at once. A package (DESTDIR) leaves
# that to the package manager.
if(NOT "$ENV{DESTDIR}" STREQUAL "")
    return()
endif()
find_program(UPDATE_MIME update-mime-database)
find_program(UPDATE_DESKTOP update-desktop-database)
if(UPDATE_MIME)
    execute_process(COMMAND "${UPDATE_MIME}" "${CMAKE_INSTALL_PREFIX}/share/mime")
endif()
if(UPDATE_DESKTOP)
    execute_process(COMMAND "${UPDATE_DESKTOP}" "${CMAKE_INSTALL_PREFIX}/share/applications")
endif()
