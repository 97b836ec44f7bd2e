// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>
#include <QSyntaxHighlighter>

#include <vector>

class QPalette;

namespace thaw {

enum class CodeLanguage { Cpp, Python };

enum class TokenKind { Keyword, Type, String, Number, Comment, Directive };

/// A stretch of a line that has a colour of its own.
struct CodeToken
{
    TokenKind kind = TokenKind::Keyword;
    int start = 0;
    int length = 0;
    friend bool operator==(const CodeToken &, const CodeToken &) = default;
};

/// What goes on from one line into the next.
enum class OpenToken { None, BlockComment, DoubleQuotes, SingleQuotes };

struct LineTokens
{
    std::vector<CodeToken> tokens; ///< in order, without overlap
    OpenToken open = OpenToken::None;
};

/// The tokens of one line that stands behind one which left `open` open. It knows as much of the
/// languages as the lessons need: no raw strings of C++.
[[nodiscard]] LineTokens tokensOf(QStringView line, CodeLanguage language,
                                  OpenToken open = OpenToken::None);

/// Colours C++ or Python in a document. (QScintilla would do it, too, but be loaded at each start.)
class CodeHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    CodeHighlighter(QTextDocument *document, CodeLanguage language, const QPalette &palette);

    /// Colours all anew, for this palette.
    void setPalette(const QPalette &palette);

protected:
    void highlightBlock(const QString &text) override;

private:
    const CodeLanguage m_language;
    std::vector<QTextCharFormat> m_formats; // by TokenKind
};

} // namespace thaw
