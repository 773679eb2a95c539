// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pathlight {

/// Lets a std::unique_ptr own an object of a C library, which has a function of its own to free it.
template <auto function>
struct FreeBy
{
    template <typename T>
    void operator()(T* object) const
    {
        function(object);
    }
};

} // namespace pathlight
