// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>

namespace thaw::remote {

/// The version of the format, of the frames and of what is in them. It goes up with each change.
inline constexpr std::uint16_t formatVersion = 3;
/// More than the largest of messages, and little enough for whoever reads it.
inline constexpr std::uint32_t mostPayload = 16 << 20;

/// What a frame carries; see messages.h.
enum class FrameType : std::uint16_t {
    // To the child:
    Start = 1,
    Pause,
    Resume,
    Step,
    Pace,
    Stop,
    // From the child:
    Hello = 16,
    Update,
    End,
};

struct Frame
{
    FrameType type = FrameType::Hello;
    QByteArray payload;
};

/// "THAW", the version (16 bits), the type (16 bits), the length of the payload (32 bits), all
/// big-endian, and the payload. Throws std::length_error if that is longer than mostPayload.
[[nodiscard]] QByteArray encode(FrameType type, const QByteArray &payload = {});

/// Takes frames out of a stream of bytes, which may come from anybody, in any portions. It keeps no
/// more of it than one frame can be long.
class FrameReader
{
    Q_DECLARE_TR_FUNCTIONS(thaw::remote::FrameReader)
public:
    void append(const QByteArray &bytes) { m_bytes += bytes; }
    /// The next frame, if it is there as a whole.
    [[nodiscard]] std::optional<Frame> next();
    /// What is wrong with the stream, as half a sentence ("sent ..."); empty if nothing is. After
    /// that no frame comes any more.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// Whether a part of a frame has come, and the rest hasn't.
    [[nodiscard]] bool isInFrame() const { return !m_bytes.isEmpty(); }

private:
    QByteArray m_bytes;
    QString m_problem;
};

} // namespace thaw::remote
