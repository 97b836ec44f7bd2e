// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/codehighlighter.h"

#include "gui/look/colors.h"

#include <QSet>

#include <algorithm>

namespace thaw {

namespace {

const QSet<QStringView> &keywordsOf(CodeLanguage language)
{
    static const QSet<QStringView> cpp{
            u"alignas",  u"auto",          u"bool",        u"break",     u"case",      u"catch",
            u"char",     u"class",         u"co_await",    u"co_return", u"co_yield",  u"concept",
            u"const",    u"constexpr",     u"continue",    u"decltype",  u"default",   u"delete",
            u"do",       u"double",        u"else",        u"enum",      u"explicit",  u"extern",
            u"false",    u"final",         u"float",       u"for",       u"friend",    u"if",
            u"inline",   u"int",           u"long",        u"mutable",   u"namespace", u"new",
            u"noexcept", u"nullptr",       u"operator",    u"override",  u"private",   u"protected",
            u"public",   u"requires",      u"return",      u"short",     u"signed",    u"sizeof",
            u"static",   u"static_assert", u"static_cast", u"struct",    u"switch",    u"template",
            u"this",     u"throw",         u"true",        u"try",       u"typename",  u"union",
            u"unsigned", u"using",         u"virtual",     u"void",      u"volatile",  u"while"};
    static const QSet<QStringView> python{
            u"and",      u"as",   u"assert",   u"async", u"await",  u"break",  u"case",  u"class",
            u"continue", u"def",  u"del",      u"elif",  u"else",   u"except", u"False", u"finally",
            u"for",      u"from", u"global",   u"if",    u"import", u"in",     u"is",    u"lambda",
            u"match",    u"None", u"nonlocal", u"not",   u"or",     u"pass",   u"raise", u"return",
            u"self",     u"True", u"try",      u"while", u"with",   u"yield"};
    return language == CodeLanguage::Cpp ? cpp : python;
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// Goes through one line, from left to right.
class LineScanner
{
public:
    LineScanner(QStringView line, CodeLanguage language)
        : m_line(line)
        , m_language(language)
    {}

    LineTokens scan(OpenToken open)
    {
        if (open != OpenToken::None) {
            closeOpen(open, 0);
        }
        while (m_at < m_line.size()) {
            scanNext();
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] bool isCpp() const { return m_language == CodeLanguage::Cpp; }
    [[nodiscard]] bool startsWith(QStringView text) const
    {
        return m_line.sliced(m_at).startsWith(text);
    }

    void add(TokenKind kind, qsizetype start, qsizetype end)
    {
        m_result.tokens.push_back({kind, static_cast<int>(start), static_cast<int>(end - start)});
        m_at = end;
    }

    // The rest of what began at `start`, here or lines ago, up to its end or the line's.
    void closeOpen(OpenToken open, qsizetype start)
    {
        const QStringView close = open == OpenToken::BlockComment   ? u"*/"
                                  : open == OpenToken::DoubleQuotes ? u"\"\"\""
                                                                    : u"'''";
        const qsizetype end = m_line.indexOf(close, m_at);
        m_result.open = end < 0 ? open : OpenToken::None;
        add(open == OpenToken::BlockComment ? TokenKind::Comment : TokenKind::String, start,
            end < 0 ? m_line.size() : end + close.size());
    }

    void scanNext()
    {
        const QChar c = m_line[m_at];
        if (startsWith(isCpp() ? QStringView(u"//") : QStringView(u"#"))) {
            add(TokenKind::Comment, m_at, m_line.size());
        } else if (isCpp() && startsWith(u"/*")) {
            const qsizetype start = m_at;
            m_at += 2;
            closeOpen(OpenToken::BlockComment, start);
        } else if (c == (isCpp() ? u'#' : u'@') && m_line.first(m_at).trimmed().isEmpty()) {
            scanDirective();
        } else if (c == u'"' || c == u'\'') {
            scanString(m_at);
        } else if (c.isDigit()) {
            scanNumber();
        } else if (c.isLetter() || c == u'_') {
            scanWord();
        } else {
            ++m_at;
        }
    }

    // `#include`, `@decorator`: the first word, with its mark.
    void scanDirective()
    {
        qsizetype end = m_at + 1;
        while (end < m_line.size() && (isWordPart(m_line[end]) || m_line[end] == u'.')) {
            ++end;
        }
        const bool isInclude = m_line.sliced(m_at, end - m_at) == u"#include";
        add(TokenKind::Directive, m_at, end);
        const qsizetype open = m_line.indexOf(u'<', m_at);
        const qsizetype close = m_line.indexOf(u'>', m_at);
        if (isInclude && open >= 0 && close > open) {
            add(TokenKind::String, open, close + 1);
        }
    }

    // At a quote; `start` is that of a prefix, if any.
    void scanString(qsizetype start)
    {
        const QChar quote = m_line[m_at];
        if (!isCpp() && (startsWith(u"\"\"\"") || startsWith(u"'''"))) {
            m_at += 3;
            closeOpen(quote == u'"' ? OpenToken::DoubleQuotes : OpenToken::SingleQuotes, start);
            return;
        }
        qsizetype end = m_at + 1;
        while (end < m_line.size() && m_line[end] != quote) {
            end += m_line[end] == u'\\' ? 2 : 1;
        }
        add(TokenKind::String, start, std::min(end + 1, m_line.size()));
    }

    void scanNumber()
    {
        qsizetype end = m_at;
        while (end < m_line.size()
               && (isWordPart(m_line[end]) || m_line[end] == u'.'
                   || (m_line[end] == u'\'' && isCpp()))) {
            ++end;
        }
        add(TokenKind::Number, m_at, end);
    }

    void scanWord()
    {
        qsizetype end = m_at;
        while (end < m_line.size() && isWordPart(m_line[end])) {
            ++end;
        }
        const QStringView word = m_line.sliced(m_at, end - m_at);
        const bool isQuoted = end < m_line.size() && (m_line[end] == u'"' || m_line[end] == u'\'');
        if (isQuoted && word.size() <= 2) { // u8"", f"", rb''
            const qsizetype start = m_at;
            m_at = end;
            scanString(start);
        } else if (keywordsOf(m_language).contains(word)) {
            add(TokenKind::Keyword, m_at, end);
        } else if (word.front().isUpper() && word.size() > 1
                   && std::ranges::any_of(word, [](QChar c) { return c.isLower(); })) {
            add(TokenKind::Type, m_at, end);
        } else {
            m_at = end;
        }
    }

    const QStringView m_line;
    const CodeLanguage m_language;
    qsizetype m_at = 0;
    LineTokens m_result;
};

} // namespace

LineTokens tokensOf(QStringView line, CodeLanguage language, OpenToken open)
{
    return LineScanner(line, language).scan(open);
}

CodeHighlighter::CodeHighlighter(QTextDocument *document, CodeLanguage language,
                                 const QPalette &palette)
    : QSyntaxHighlighter(document)
    , m_language(language)
{
    setPalette(palette);
}

void CodeHighlighter::setPalette(const QPalette &palette)
{
    const ThemeColors colors = themeColors(palette);
    const QColor violet = palette.color(QPalette::LinkVisited);
    m_formats.clear();
    // In the order of TokenKind.
    for (const QColor &color :
         {colors.accent, violet, colors.good, colors.warning, colors.subtleText, violet}) {
        QTextCharFormat format;
        format.setForeground(color);
        m_formats.push_back(format);
    }
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    const int before = previousBlockState(); // -1 for the first one
    const LineTokens line = tokensOf(text, m_language,
                                     before < 0 ? OpenToken::None : static_cast<OpenToken>(before));
    for (const CodeToken &token : line.tokens) {
        setFormat(token.start, token.length, m_formats[static_cast<std::size_t>(token.kind)]);
    }
    setCurrentBlockState(static_cast<int>(line.open));
}

} // namespace thaw

#include "moc_codehighlighter.cpp"
