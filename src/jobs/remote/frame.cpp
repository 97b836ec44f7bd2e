// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/frame.h"

#include <QCoreApplication>
#include <QtEndian>

#include <stdexcept>
#include <string_view>

namespace thaw::remote {

namespace {

constexpr std::string_view magic = "THAW";
constexpr qsizetype versionAt = 4;
constexpr qsizetype typeAt = 6;
constexpr qsizetype lengthAt = 8;
constexpr qsizetype headerLength = 12;

template <typename Number>
void put(QByteArray &bytes, Number number)
{
    const qsizetype at = bytes.size();
    bytes.resize(at + static_cast<qsizetype>(sizeof number));
    qToBigEndian(number, bytes.data() + at);
}

} // namespace

QByteArray encode(FrameType type, const QByteArray &payload)
{
    if (payload.size() > qsizetype{mostPayload}) {
        throw std::length_error("a message is too long for the pipe");
    }
    QByteArray frame;
    frame.reserve(headerLength + payload.size());
    frame.append(magic.data(), static_cast<qsizetype>(magic.size()));
    put(frame, formatVersion);
    put(frame, static_cast<std::uint16_t>(type));
    put(frame, static_cast<std::uint32_t>(payload.size()));
    return frame += payload;
}

std::optional<Frame> FrameReader::next()
{
    if (!m_problem.isEmpty()) {
        return std::nullopt;
    }
    // Told by the first byte that is wrong: the rest of a header may never come.
    const QByteArray start = m_bytes.left(static_cast<qsizetype>(magic.size()));
    if (!QByteArrayView(magic.data(), static_cast<qsizetype>(magic.size())).startsWith(start)) {
        m_problem = tr("wrote what is no message of Thaw's");
        return std::nullopt;
    }
    if (m_bytes.size() < headerLength) {
        return std::nullopt;
    }
    const char *header = m_bytes.constData();
    const auto version = qFromBigEndian<std::uint16_t>(header + versionAt);
    const auto type = qFromBigEndian<std::uint16_t>(header + typeAt);
    const auto length = qFromBigEndian<std::uint32_t>(header + lengthAt);
    if (version != formatVersion) {
        m_problem = tr("speaks version %1 of the format, not %2").arg(version).arg(formatVersion);
        return std::nullopt;
    }
    if (length > mostPayload) {
        m_problem = tr("announced a message of %1 bytes, and %2 are the most")
                            .arg(length)
                            .arg(mostPayload);
        return std::nullopt;
    }
    if (m_bytes.size() < headerLength + qsizetype{length}) {
        return std::nullopt;
    }
    Frame frame{static_cast<FrameType>(type), m_bytes.mid(headerLength, length)};
    m_bytes.remove(0, headerLength + qsizetype{length});
    return frame;
}

} // namespace thaw::remote
