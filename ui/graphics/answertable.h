// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walk/event.h"
#include "ui/graphics/answers.h"
#include "ui/graphics/evidencepicture.h"

#include <QTimer>

namespace pathlight {

/// The name servers' answers as a table. While they are asked, feed it their samples: rows appear and fill;
/// the evidence then replaces them.
class AnswerTable final : public EvidencePicture
{
    Q_OBJECT
public:
    explicit AnswerTable(QWidget* parent = nullptr);

    void setEvidence(const DnsEvidence& dns, const std::optional<TlsEvidence>& tls);
    /// A sample `query`; others are ignored, and so is one that comes after the evidence.
    void addEvent(const Event& event);
    void reset();
    [[nodiscard]] const Table& table() const { return m_table; }

protected:
    [[nodiscard]] bool isEmpty() const override { return m_table.rows.isEmpty(); }
    void paintEvidence(QPainter& painter, const QRectF& box, const Palette& palette) override;
    [[nodiscard]] double heightAt(double width) const override;
    [[nodiscard]] QString evidenceInWords() const override;
    void retranslate() override { remake(); }

private:
    void remake();

    LiveAnswers m_live;
    bool m_complete = false; ///< the evidence is there
    DnsEvidence m_dns;
    std::optional<TlsEvidence> m_tls;
    Table m_table;
    QTimer m_redraw;
};

} // namespace pathlight
