# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fault lab: networks built from namespaces, each with one known fault, to judge diagnoses by."""
