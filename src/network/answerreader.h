// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <optional>
#include <utility>

namespace thaw {

/// The head of an answer: its status and its fields.
struct AnswerHead
{
    int status = 0;
    QString phrase;                                  ///< as the server has it
    QList<std::pair<QByteArray, QByteArray>> fields; ///< names in lower case, in their order

    /// The value of the first field of that name, which is in lower case; empty if there is none.
    [[nodiscard]] QByteArray field(const QByteArray &name) const;
};

/// Reads an answer of HTTP/1.1 as its bytes come, strictly (RFC 9112): what ends before its end,
/// and what can be understood in two ways, is a problem. The head has a bound, and the body is
/// handed on as it comes, so memory has one, too. A problem is the end of a sentence without a full
/// stop, and the last that is read.
///
/// Not Qt's own: that of Qt 6.4 takes chunks that break off for a whole body, and reads a head
/// without end for ever, in a thread that can't be stopped.
///
/// One thread's.
class AnswerReader
{
public:
    /// Takes bytes. What of the body is in them is in body() until the next call.
    [[nodiscard]] std::optional<QString> add(const char *bytes, qsizetype count);
    /// No more bytes come. A problem unless the answer is complete.
    [[nodiscard]] std::optional<QString> endOfInput();

    /// Whether the head is complete. Of answers that come before the one asked for (status 1xx) it
    /// isn't taken.
    [[nodiscard]] bool hasHead() const { return m_part > Part::Head; }
    [[nodiscard]] const AnswerHead &head() const { return m_head; }
    /// The length of the body, as the server says; -1 if it doesn't.
    [[nodiscard]] std::int64_t length() const { return m_length; }
    /// Whether the body ends with the connection: nothing else says where.
    [[nodiscard]] bool endsWithConnection() const { return m_part == Part::Plain && m_left < 0; }
    [[nodiscard]] const QByteArray &body() const { return m_body; }
    [[nodiscard]] bool isComplete() const { return m_part == Part::End; }

private:
    enum class Part { Head, Plain, ChunkSize, Chunk, ChunkEnd, Trailer, End };

    [[nodiscard]] std::optional<QString> addToLine(const char *&at, const char *end);
    [[nodiscard]] std::optional<QString> takeLine();
    [[nodiscard]] std::optional<QString> takeHeadLine();
    [[nodiscard]] std::optional<QString> takeStatus();
    [[nodiscard]] std::optional<QString> takeField();
    [[nodiscard]] std::optional<QString> beginBody();
    [[nodiscard]] std::optional<QString> takeChunkSize();
    void addToBody(const char *&at, const char *end);

    Part m_part = Part::Head;
    QByteArray m_line;     // so far, of what is read by the line
    qsizetype m_lines = 0; // bytes of all lines of this head or trailer
    int m_interim = 0;     // answers of status 1xx so far
    AnswerHead m_head;
    std::int64_t m_length = -1;
    std::int64_t m_left = -1; // of the body or the chunk; -1: until the connection ends
    std::int64_t m_received = 0;
    QByteArray m_body;
};

} // namespace thaw
