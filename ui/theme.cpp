// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>

#include <cmath>

namespace pathlight {

using namespace Qt::Literals::StringLiterals;

namespace {

Palette lightPalette()
{
    Palette p;
    p.page = QColor(0xff, 0xff, 0xff);
    p.panel = QColor(0xf5, 0xf7, 0xf9);
    p.line = QColor(0x8c, 0x95, 0x9f);
    p.grid = QColor(0xe4, 0xe8, 0xec);
    p.text = QColor(0x1c, 0x21, 0x28);
    p.quiet = QColor(0x57, 0x60, 0x6a);
    p.accent = QColor(0x09, 0x5c, 0xbf);
    p.passed = QColor(0x17, 0x6f, 0x32);
    p.warned = QColor(0x8a, 0x58, 0x00);
    p.failed = QColor(0xc0, 0x1c, 0x28);
    p.idle = QColor(0x59, 0x63, 0x6e);
    p.first = QColor(0x1f, 0x5f, 0xb8);
    p.second = QColor(0x7a, 0x3e, 0xb1);
    p.third = QColor(0x0f, 0x6e, 0x78);
    return p;
}

Palette darkPalette()
{
    Palette p;
    p.page = QColor(0x1b, 0x1f, 0x25);
    p.panel = QColor(0x25, 0x2a, 0x31);
    p.line = QColor(0x7a, 0x84, 0x90);
    p.grid = QColor(0x32, 0x38, 0x41);
    p.text = QColor(0xe8, 0xec, 0xf1);
    p.quiet = QColor(0xa9, 0xb3, 0xbe);
    p.accent = QColor(0x74, 0xb3, 0xff);
    p.passed = QColor(0x5c, 0xc9, 0x79);
    p.warned = QColor(0xe6, 0xb4, 0x4a);
    p.failed = QColor(0xff, 0x8a, 0x80);
    p.idle = QColor(0xa4, 0xae, 0xb9);
    p.first = QColor(0x74, 0xb3, 0xff);
    p.second = QColor(0xc7, 0x9b, 0xf2);
    p.third = QColor(0x5f, 0xc9, 0xc4);
    p.dark = true;
    return p;
}

/// Paper: the light theme with a lighter panel, so that a page costs little ink.
Palette printPalette()
{
    Palette p = lightPalette();
    p.panel = QColor(0xf7, 0xf8, 0xfa);
    p.text = QColor(0x14, 0x18, 0x1d);
    return p;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

/// The first of the wished families that is installed leads; the others stand in for missing characters.
QStringList familiesOf(const QStringList& wished)
{
    QStringList found;
    const QStringList installed = QFontDatabase::families();
    for (const QString& family : wished) {
        if (installed.contains(family)) found.append(family);
    }
    return found;
}

} // namespace

Standing standingOf(StepStatus status)
{
    switch (status) {
    case StepStatus::Passed:
        return Standing::Passed;
    case StepStatus::Warned:
        return Standing::Warned;
    case StepStatus::Failed:
        return Standing::Failed;
    case StepStatus::Skipped:
        return Standing::Skipped;
    case StepStatus::Cancelled:
        return Standing::Cancelled;
    case StepStatus::Unknown:
        break;
    }
    return Standing::Unknown;
}

Standing standingOf(VerdictStatus status)
{
    switch (status) {
    case VerdictStatus::Healthy:
        return Standing::Passed;
    case VerdictStatus::Degraded:
        return Standing::Warned;
    case VerdictStatus::Broken:
        return Standing::Failed;
    case VerdictStatus::Inconclusive:
        break;
    }
    return Standing::Unknown;
}

const Palette& paletteOf(Theme theme)
{
    static const Palette light = lightPalette();
    static const Palette dark = darkPalette();
    static const Palette print = printPalette();
    if (theme == Theme::Dark) return dark;
    return theme == Theme::Print ? print : light;
}

Theme themeFor(const QPalette& palette)
{
    const bool dark =
        luminance(palette.color(QPalette::Window)) < luminance(palette.color(QPalette::WindowText));
    return dark ? Theme::Dark : Theme::Light;
}

QColor colourOf(Standing standing, const Palette& palette)
{
    switch (standing) {
    case Standing::Running:
        return palette.accent;
    case Standing::Passed:
        return palette.passed;
    case Standing::Warned:
        return palette.warned;
    case Standing::Failed:
        return palette.failed;
    case Standing::Waiting:
    case Standing::Skipped:
    case Standing::Cancelled:
    case Standing::Unknown:
        break;
    }
    return palette.idle;
}

QColor tintOf(Standing standing, const Palette& palette)
{
    if (standing == Standing::Waiting) return palette.page;
    return mixed(colourOf(standing, palette), palette.page, palette.dark ? 0.14 : 0.08);
}

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto mix = [share](float one, float other) {
        return static_cast<float>(one * share + other * (1.0 - share));
    };
    return QColor::fromRgbF(mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()),
                            mix(over.blueF(), under.blueF()));
}

double contrastRatio(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QFont pictureFont(double size, QFont::Weight weight)
{
    static const QStringList families = familiesOf(
        {u"Noto Sans"_s, u"Source Sans 3"_s, u"Segoe UI"_s, u"SF Pro Text"_s, u"Noto Sans CJK SC"_s,
         u"Source Han Sans SC"_s, u"Microsoft YaHei"_s, u"PingFang SC"_s, u"DejaVu Sans"_s});
    QFont font = QGuiApplication::font();
    if (!families.isEmpty()) font.setFamilies(families);
    // A pixel size is whole in Qt; a point size is not, and a painter's unit is what counts here.
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(size))));
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    // Ligatures and digits chosen by context have no character of their own: text could not be searched for
    // or copied out of a PDF. Scripts that need shaping still get it.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

QFont fixedFont(double size)
{
    static const QStringList families =
        familiesOf({u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s, u"Consolas"_s, u"Menlo"_s,
                    u"Noto Sans Mono CJK SC"_s, u"Noto Sans CJK SC"_s});
    QFont font = pictureFont(size);
    if (!families.isEmpty()) font.setFamilies(families);
    font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace pathlight
