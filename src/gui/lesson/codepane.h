// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/lesson/codehighlighter.h"
#include "gui/lesson/lessoncode.h"

#include <QColor>
#include <QPlainTextEdit>
#include <QString>

#include <vector>

namespace thaw {

/// Where one thread is in the code.
struct CodeMark
{
    QString thread; ///< its name
    int line = 0;   ///< of the file; 0, or one that isn't shown: it is somewhere else
    QColor color;
    friend bool operator==(const CodeMark &, const CodeMark &) = default;
};

/// Where threads are, in words, by line: "Line 47: First. Line 56: Worker-0, 1."
[[nodiscard]] QString placesText(const std::vector<CodeMark> &marks);

/// The names, sorted, with what several have in common said once: "Main, Worker-0, 1, 2".
[[nodiscard]] QString namesInShort(const QStringList &names);

/// The x of the name tags of a lit row, with these widths: one after the other from `behind` (the
/// end of the row's text) on, or, where that goes beyond `room`, ending there.
[[nodiscard]] std::vector<int> tagPositions(const std::vector<int> &widths, int behind, int room);

/// The first row to show, of `visible` ones, so that the row `wanted` is in sight and with it as
/// many of `rows` as can be; of several the nearest to `first`, where it is now.
[[nodiscard]] int scrolledTo(int first, int visible, const std::vector<int> &rows, int wanted);
/// The same for whichever of the rows, at least one, show most.
[[nodiscard]] int scrolledTo(int first, int visible, const std::vector<int> &rows);

/// Code to read, select and copy, with the line numbers of its file; the lines that threads are at
/// are lit, with the threads' names behind them.
class CodePane : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit CodePane(CodeLanguage language, QWidget *parent = nullptr);

    void setCode(const CodeText &code);
    /// Lights these lines from now on, and no others. Cheap if nothing has changed.
    void setMarks(std::vector<CodeMark> marks);
    [[nodiscard]] const std::vector<CodeMark> &marks() const { return m_marks; }
    /// Scrolls as little as shows the lit lines, and surely that of the mark `wanted`, an index.
    void showMarks(std::size_t wanted);
    /// Scrolls as little as shows the most of them.
    void showMostMarks();
    /// Whether a lit line is in sight; also if there is none that could be.
    [[nodiscard]] bool hasMarkInSight() const;
    /// Whether the reader has scrolled since showMarks() or setCode().
    [[nodiscard]] bool wasScrolled() const { return m_wasScrolled; }
    /// Forgets it.
    void followAgain() { m_wasScrolled = false; }

    [[nodiscard]] int gutterWidth() const;
    void paintGutter(QWidget &gutter) const;

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QRect rowRect(int row) const; // in the viewport, as wide as it
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] std::vector<CodeMark> marksAt(int row) const;
    void paintTags(QPainter &painter, int row, const std::vector<CodeMark> &marks) const;
    void placeGutter();
    void updateRows(const std::vector<CodeMark> &marks);
    [[nodiscard]] std::vector<int> litRows() const; // one for each mark in this code
    [[nodiscard]] int visibleRows() const;
    void scrollTo(int row);
    void describe();

    CodeText m_code;
    CodeHighlighter *m_highlighter; // the document's
    QWidget *m_gutter;
    std::vector<CodeMark> m_marks;
    bool m_wasScrolled = false;
    bool m_isScrolling = false; // by showMarks()
};

} // namespace thaw
