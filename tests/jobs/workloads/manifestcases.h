// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tempfolder.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QCryptographicHash>

#include <array>
#include <cstdint>
#include <random>
#include <span>

namespace thaw {

/// A program of coreutils that verifies manifests, and what is the same in Thaw.
struct SumProgram
{
    const char *program;
    const char *algorithm; // of the job `hash`
    const char *tag;
    QCryptographicHash::Algorithm hash;
};
inline constexpr std::array<SumProgram, 5> sumPrograms = {{
        {"sha256sum", "sha256", "SHA256", QCryptographicHash::Sha256},
        {"md5sum", "md5", "MD5", QCryptographicHash::Md5},
        {"b2sum", "blake2b512", "BLAKE2b", QCryptographicHash::Blake2b_512},
        {"sha1sum", "sha1", "SHA1", QCryptographicHash::Sha1},
        {"sha512sum", "sha512", "SHA512", QCryptographicHash::Sha512},
}};

/// Manifests such as people, programs and accidents make, the same for a seed on every machine, and
/// the files that they name.
class ManifestCases
{
public:
    ManifestCases(const TempFolder &folder, std::uint64_t seed)
        : m_random(seed)
    {
        for (const char *name : names) {
            folder.write(name, contentOf(name));
        }
    }

    /// A manifest for that program.
    QByteArray next(const SumProgram &program)
    {
        m_program = &program;
        m_gap = oneOf<const char *>({"  ", "  ", "  ", " *", " ", "\t"});
        m_end = oneOf<const char *>({"\n", "\n", "\r\n"});
        m_hasShortDigests = chance(8);
        QByteArray manifest = chance(6) ? signedHead : "";
        const int lines = below(12);
        for (int i = 0; i < lines; ++i) {
            QByteArray next = chance(4) ? otherLine() : checksum();
            if (chance(6)) {
                mutate(next);
            }
            // By choice a lone - is a file's name in Thaw, and not standard input.
            manifest += (next.endsWith(" -") ? "" : next) + (chance(8) ? "\r\n" : m_end);
        }
        manifest += chance(6) ? signature : "";
        if (chance(5) && manifest.endsWith('\n')) {
            manifest.chop(1);
        }
        return manifest;
    }

    [[nodiscard]] const SumProgram &anyProgram()
    {
        return sumPrograms.at(static_cast<std::size_t>(below(sumPrograms.size())));
    }

private:
    static constexpr std::array names = {"f",       "g",      "a b",         " f",         "*g",
                                         "(x)",     "x) = y", "back\\slash", "two\nlines", "end\r",
                                         "tab\t",   "#hash",  "-dash",       "\xc3\xbc",   "\xff",
                                         "sp end ", "n = m",  "SHA256 (f)",  "deadbeef"};
    static constexpr const char *signedHead =
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n";
    static constexpr const char *signature =
            "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCgAdFiEE\n=AAAA\n-----END PGP "
            "SIGNATURE-----\n";

    static QByteArray contentOf(const QByteArray &name) { return "content of " + name; }

    int below(std::size_t bound) { return static_cast<int>(m_random() % bound); }
    bool chance(std::size_t oneIn) { return below(oneIn) == 0; }
    template <typename T>
    T oneOf(std::initializer_list<T> choices)
    {
        return *(choices.begin() + below(choices.size()));
    }

    QByteArray digest(const QByteArray &name, QCryptographicHash::Algorithm hash)
    {
        QByteArray hex = QCryptographicHash::hash(contentOf(name), hash).toHex();
        if (chance(8)) {
            hex = hex.toUpper();
        }
        if (chance(10)) {
            hex[0] = hex[0] == '0' ? '1' : '0';
        }
        return hex;
    }

    static QByteArray escaped(QByteArray name)
    {
        return name.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    }

    QByteArray checksum()
    {
        QByteArray name = names.at(static_cast<std::size_t>(below(names.size())));
        name = chance(12) ? QByteArray("missing") : name;
        const bool shouldEscape = name.contains('\\') || name.contains('\r');
        const bool escapes = name.contains('\n') || (shouldEscape ? !chance(4) : chance(20));
        const QByteArray written = escapes ? escaped(name) : name;
        QByteArray line;
        if (chance(8)) {
            line = oneOf<const char *>({" ", "\t", "   ", " \t "});
        }
        line += escapes ? "\\" : "";
        if (chance(3)) {
            return line + tagged(name, written);
        }
        QByteArray gap = m_gap;
        if (chance(8)) {
            gap = oneOf<const char *>({"  ", " *", " ", "\t ", " \t"});
        }
        return line + digest(name, wantsShort() ? shorter() : m_program->hash) + gap + written;
    }

    QByteArray tagged(const QByteArray &name, const QByteArray &written)
    {
        const char *form =
                oneOf<const char *>({" (%) = ", " (%) = ", "(%)= ", "(%)=", " (%)=\t", "  (%) = "});
        QByteArray line = m_program->tag;
        QCryptographicHash::Algorithm hash = m_program->hash;
        if (wantsShort()) {
            hash = shorter();
            line += bits(hash);
        } else if (isBlake() && chance(4)) {
            line += oneOf<const char *>(
                    {"-512", "-0x200", "-01000", "- 512", "x", "-", "-513", "-1024"});
        }
        return line + QByteArray(form).replace("%", written) + digest(name, hash);
    }

    [[nodiscard]] bool isBlake() const
    {
        return m_program->hash == QCryptographicHash::Blake2b_512;
    }
    bool wantsShort() { return isBlake() && m_hasShortDigests && chance(2); }
    QCryptographicHash::Algorithm shorter()
    {
        return oneOf({QCryptographicHash::Blake2b_160, QCryptographicHash::Blake2b_256,
                      QCryptographicHash::Blake2b_384});
    }
    static QByteArray bits(QCryptographicHash::Algorithm hash)
    {
        return '-' + QByteArray::number(8 * QCryptographicHash::hashLength(hash));
    }

    // What else is in manifests.
    QByteArray otherLine()
    {
        const SumProgram &other = anyProgram();
        if (chance(4) && !isBlake()) { // to b2sum it would be a short digest
            return digest("f", other.hash) + "  f";
        }
        if (chance(3)) {
            return QByteArray(other.tag) + " (f) = " + digest("f", other.hash);
        }
        return oneOf<const char *>({"", "", "# a comment", " # no comment", "; made by a program",
                                    "what is this?", "SIZE (f) = 12", "- dashes", "\\", " ", "\t",
                                    "SHA256", "SHA256 (f", "MD5 ()", "BLAKE2b-256", "BLAKE2b",
                                    "Checksums-Sha256:", "= (f)", "\xff\xfe"});
    }

    void mutate(QByteArray &line)
    {
        const QByteArray bytes = " \t\\()=*#-\rabfnrAF019S_";
        for (int turn = below(3); turn >= 0; --turn) {
            const qsizetype at = below(static_cast<std::size_t>(line.size()) + 1);
            const char byte = bytes.at(below(static_cast<std::size_t>(bytes.size())));
            if (chance(2) || at == line.size()) {
                line.insert(at, byte);
            } else if (chance(2)) {
                line.remove(at, 1 + below(3));
            } else {
                line[at] = byte;
            }
        }
    }

    std::mt19937_64 m_random;
    const SumProgram *m_program = nullptr;
    QByteArray m_gap; // of the manifest that is being made
    QByteArray m_end;
    bool m_hasShortDigests = false;
};

} // namespace thaw
