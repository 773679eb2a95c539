// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graphics/pictureview.h"

namespace pathlight {

/// A picture of evidence that may not be there yet: until it is, the picture says so. Its name is the text
/// view.PART.title, what it says while it is empty view.PART.empty.
class EvidencePicture : public PictureView
{
    Q_OBJECT
public:
    explicit EvidencePicture(const QString& part, QWidget* parent = nullptr);

protected:
    [[nodiscard]] virtual bool isEmpty() const = 0;
    /// The two of PictureView where there is something to show.
    virtual void paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette) = 0;
    [[nodiscard]] virtual QString evidenceInWords() const = 0;

    void paintPicture(QPainter& painter, const QRectF& box, const Palette& palette) final;
    [[nodiscard]] QString inWords() const final;
    [[nodiscard]] QString title() const final;

private:
    [[nodiscard]] QString emptyWords() const;

    QString m_part;
};

} // namespace pathlight
