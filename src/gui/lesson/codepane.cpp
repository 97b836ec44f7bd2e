// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/codepane.h"

#include "gui/look/colors.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace thaw {

namespace {

constexpr int stripe = 3;              // at the left of a lit line's number, for each thread
constexpr std::size_t mostStripes = 4; // what there is room for before the number
constexpr int padding = 6;             // within a tag, and about the line numbers
constexpr int gap = 4;                 // between tags
constexpr int edgeRows = 2; // that are scrolled to besides, to see where a lit row stands
constexpr qreal radius = 4;

class Gutter : public QWidget
{
public:
    explicit Gutter(CodePane &pane)
        : QWidget(&pane)
        , m_pane(pane)
    {}
    [[nodiscard]] QSize sizeHint() const override { return {m_pane.gutterWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *) override { m_pane.paintGutter(*this); }

private:
    CodePane &m_pane;
};

// What scrolling to a row shows of some rows; now `first` is the uppermost.
struct Sight
{
    int first;
    int visible;
    const std::vector<int> &rows;

    [[nodiscard]] std::ptrdiff_t of(int from) const
    {
        return std::ranges::count_if(rows,
                                     [&](int row) { return row >= from && row < from + visible; });
    }
    // More of them, or as many by less scrolling.
    [[nodiscard]] bool isBetter(int one, int other) const
    {
        const std::ptrdiff_t seen = of(one) - of(other);
        return seen != 0 ? seen > 0 : std::abs(one - first) < std::abs(other - first);
    }
};

QFont tagFont(const QFont &code)
{
    QFont font = code;
    font.setPointSizeF(font.pointSizeF() * 0.9);
    font.setBold(true);
    return font;
}

} // namespace

QString namesInShort(const QStringList &names)
{
    static const QRegularExpression numbered(QStringLiteral("^(.*\\D)(\\d{1,9})$"));
    std::vector<std::tuple<QString, int, QString>> sorted; // stem, number or -1, name
    for (const QString &name : names) {
        const auto match = numbered.match(name);
        sorted.emplace_back(match.hasMatch() ? match.captured(1) : name,
                            match.hasMatch() ? match.captured(2).toInt() : -1, name);
    }
    std::ranges::sort(sorted);
    QString text;
    QString said; // stem
    for (const auto &[stem, number, name] : sorted) {
        text += text.isEmpty() ? QString() : QStringLiteral(", ");
        text += number >= 0 && stem == said ? name.sliced(stem.size()) : name;
        said = number >= 0 ? stem : QString();
    }
    return text;
}

QString placesText(const std::vector<CodeMark> &marks)
{
    std::map<int, QStringList> threads; // by line
    for (const CodeMark &mark : marks) {
        threads[mark.line].append(mark.thread);
    }
    QStringList places;
    for (const auto &[line, names] : threads) {
        places.append(CodePane::tr("Line %1: %2.").arg(line).arg(namesInShort(names)));
    }
    return places.join(QChar::Space);
}

std::vector<int> tagPositions(const std::vector<int> &widths, int behind, int room)
{
    const int count = static_cast<int>(widths.size());
    const int total = std::accumulate(widths.begin(), widths.end(), 0) + gap * (count - 1);
    int x = std::max(0, std::min(behind, room - total));
    std::vector<int> positions;
    for (const int width : widths) {
        positions.push_back(x);
        x += width + gap;
    }
    return positions;
}

int scrolledTo(int first, int visible, const std::vector<int> &rows, int wanted)
{
    const Sight sight{first, visible, rows};
    // Each of these has the wanted row in sight.
    int best = std::max(0, wanted - visible + 1);
    for (int from = best + 1; from <= wanted; ++from) {
        best = sight.isBetter(from, best) ? from : best;
    }
    if (best == first) {
        return first;
    }
    // Not at the very edge, where nothing is lost by it.
    const int margin = best < first ? -edgeRows : edgeRows;
    const int roomier = std::clamp(best + margin, std::max(0, wanted - visible + 1), wanted);
    return sight.of(roomier) == sight.of(best) ? roomier : best;
}

int scrolledTo(int first, int visible, const std::vector<int> &rows)
{
    const Sight sight{first, visible, rows};
    int best = first;
    for (const int row : rows) {
        const int from = scrolledTo(first, visible, rows, row);
        best = sight.isBetter(from, best) ? from : best;
    }
    return best;
}

CodePane::CodePane(CodeLanguage language, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new CodeHighlighter(document(), language, palette()))
    , m_gutter(new Gutter(*this))
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    setFont(fixed);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(QLatin1Char(' ')));
    document()->setDocumentMargin(5);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        m_wasScrolled = m_wasScrolled || !m_isScrolling;
        m_gutter->update();
    });
    // The tags stand still while the text moves under them.
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(),
            qOverload<>(&QWidget::update));
    placeGutter();
}

void CodePane::setCode(const CodeText &code)
{
    m_code = code;
    m_marks.clear();
    setPlainText(code.text);
    m_wasScrolled = false;
    placeGutter();
    describe();
    viewport()->update();
}

void CodePane::setMarks(std::vector<CodeMark> marks)
{
    if (marks == m_marks) {
        return;
    }
    updateRows(m_marks);
    m_marks = std::move(marks);
    updateRows(m_marks);
    m_gutter->update();
    describe();
}

void CodePane::updateRows(const std::vector<CodeMark> &marks)
{
    for (const CodeMark &mark : marks) {
        if (const int row = m_code.rowOf(mark.line); row >= 0) {
            viewport()->update(rowRect(row));
        }
    }
}

std::vector<int> CodePane::litRows() const
{
    std::vector<int> rows;
    for (const CodeMark &mark : m_marks) {
        if (const int row = m_code.rowOf(mark.line); row >= 0) {
            rows.push_back(row);
        }
    }
    return rows;
}

int CodePane::visibleRows() const
{
    return std::max(1, verticalScrollBar()->pageStep()); // in rows, since no line is wrapped
}

void CodePane::scrollTo(int row)
{
    const QScopedValueRollback scrolling(m_isScrolling, true);
    verticalScrollBar()->setValue(row);
    m_wasScrolled = false;
}

void CodePane::showMarks(std::size_t wanted)
{
    const std::vector<int> rows = litRows();
    const int wantedRow = wanted < m_marks.size() ? m_code.rowOf(m_marks[wanted].line) : -1;
    if (!rows.empty()) {
        scrollTo(scrolledTo(verticalScrollBar()->value(), visibleRows(), rows,
                            wantedRow < 0 ? rows.front() : wantedRow));
    }
}

void CodePane::showMostMarks()
{
    scrollTo(scrolledTo(verticalScrollBar()->value(), visibleRows(), litRows()));
}

bool CodePane::hasMarkInSight() const
{
    const std::vector<int> rows = litRows();
    const int first = verticalScrollBar()->value();
    return rows.empty() || Sight{first, visibleRows(), rows}.of(first) > 0;
}

// For those who can't see the lights.
void CodePane::describe()
{
    QStringList places;
    for (const CodeMark &mark : m_marks) {
        if (const int row = m_code.rowOf(mark.line); row >= 0) {
            places.append(tr("%1 is at line %2: %3")
                                  .arg(mark.thread)
                                  .arg(mark.line)
                                  .arg(document()->findBlockByNumber(row).text().trimmed()));
        }
    }
    setAccessibleDescription(places.join(QLatin1Char('\n')));
}

std::vector<CodeMark> CodePane::marksAt(int row) const
{
    std::vector<CodeMark> found;
    std::ranges::copy_if(m_marks, std::back_inserter(found),
                         [&](const CodeMark &mark) { return m_code.rowOf(mark.line) == row; });
    return found;
}

QRect CodePane::rowRect(int row) const
{
    const QTextBlock block = document()->findBlockByNumber(row);
    const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
    const double below = block.next().isValid() ? 0 : document()->documentMargin();
    return {0, qRound(rect.top()), viewport()->width(), qRound(rect.height() - below)};
}

int CodePane::rowAt(int y) const
{
    return cursorForPosition({0, y}).blockNumber();
}

int CodePane::gutterWidth() const
{
    const int most = m_code.lines.empty() ? 0 : std::ranges::max(m_code.lines);
    const auto digits = std::max<qsizetype>(2, QString::number(most).size());
    return static_cast<int>(digits) * fontMetrics().horizontalAdvance(QLatin1Char('9'))
           + 4 * padding;
}

void CodePane::placeGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inner = contentsRect();
    m_gutter->setGeometry(inner.left(), inner.top(), gutterWidth(), inner.height());
    m_gutter->update();
}

void CodePane::paintGutter(QWidget &gutter) const
{
    QPainter painter(&gutter);
    const ThemeColors colors = themeColors(palette());
    painter.fillRect(gutter.rect(), palette().color(QPalette::AlternateBase));
    painter.setFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const int row = block.blockNumber();
        const QRect area = rowRect(row);
        if (area.top() > gutter.height()) {
            break;
        }
        const auto index = static_cast<std::size_t>(row);
        const int line = index < m_code.lines.size() ? m_code.lines[index] : 0; // no code: one row
        const auto marks = marksAt(row);
        for (std::size_t mark = 0; mark < std::min(marks.size(), mostStripes); ++mark) {
            painter.fillRect(static_cast<int>(mark) * (stripe + 1), area.top(), stripe,
                             area.height(), marks[mark].color);
        }
        painter.setPen(marks.empty() ? colors.subtleText : palette().color(QPalette::Text));
        painter.drawText(QRect(0, area.top(), gutter.width() - padding - 2, area.height()),
                         static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                         line > 0 ? QString::number(line) : QString());
    }
}

void CodePane::paintEvent(QPaintEvent *event)
{
    std::vector<int> rows = litRows();
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    {
        QPainter painter(viewport()); // below the text
        for (const int row : rows) {
            painter.fillRect(rowRect(row), mixedColor(palette().color(QPalette::Base),
                                                      marksAt(row).front().color, 0.16));
        }
    }
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int row : rows) {
        paintTags(painter, row, marksAt(row));
    }
}

void CodePane::paintTags(QPainter &painter, int row, const std::vector<CodeMark> &marks) const
{
    const QFont font = tagFont(this->font());
    const QFontMetrics metrics(font);
    const QRect area = rowRect(row);
    const int room = area.width() - padding;
    const auto wide = [&](const QString &name) {
        return metrics.horizontalAdvance(name) + 2 * padding;
    };
    std::vector<int> widths;
    QStringList names;
    for (const CodeMark &mark : marks) {
        names.append(mark.thread);
        widths.push_back(wide(mark.thread));
    }
    const int needed = std::accumulate(widths.begin(), widths.end(), 0)
                       + gap * static_cast<int>(widths.size() - 1);
    if (needed > room * 2 / 3) { // they would hide the code
        const QString together =
                metrics.elidedText(namesInShort(names), Qt::ElideRight, room - 2 * padding);
        names = {together};
        widths = {wide(together)};
    }
    const QTextBlock block = document()->findBlockByNumber(row);
    const int behind = qRound(contentOffset().x() + document()->documentMargin())
                       + fontMetrics().horizontalAdvance(block.text()) + 3 * padding;
    const std::vector<int> positions = tagPositions(widths, behind, room);
    painter.setFont(font);
    for (std::size_t tag = 0; tag < positions.size(); ++tag) {
        const QColor ground = marks[tag].color;
        const QRectF rect(positions[tag], area.top() + 1, widths[tag], area.height() - 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(rect, radius, radius);
        painter.setPen(contrastRatio(Qt::white, ground) >= contrastRatio(Qt::black, ground)
                               ? Qt::white
                               : Qt::black);
        painter.drawText(rect, static_cast<int>(Qt::AlignCenter),
                         names[static_cast<qsizetype>(tag)]);
    }
}

bool CodePane::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<const QHelpEvent *>(event);
        QStringList names;
        for (const CodeMark &mark : marksAt(rowAt(help->pos().y()))) {
            names.append(mark.thread);
        }
        QToolTip::showText(help->globalPos(),
                           names.isEmpty() ? QString()
                                           : tr("At this line: %1").arg(names.join(u", ")),
                           viewport());
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

void CodePane::resizeEvent(QResizeEvent *event)
{
    const QScopedValueRollback scrolling(m_isScrolling, true); // not by the reader
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void CodePane::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_highlighter->setPalette(palette());
    } else if (event->type() == QEvent::FontChange && m_gutter) {
        placeGutter();
    }
}

} // namespace thaw

#include "moc_codepane.cpp"
