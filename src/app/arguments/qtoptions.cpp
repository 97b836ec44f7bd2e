// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments/qtoptions.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace thaw {

namespace {

struct QtOptions
{
    Q_DECLARE_TR_FUNCTIONS(thaw::QtOptions)
};

// https://doc.qt.io/qt-6/qguiapplication.html#supported-command-line-options, the same of
// QApplication, and what the platform plugin xcb has from the X Toolkit's options.
constexpr std::array<std::string_view, 16> withValue{"platform",
                                                     "platformpluginpath",
                                                     "platformtheme",
                                                     "plugin",
                                                     "qwindowgeometry",
                                                     "qwindowicon",
                                                     "qwindowtitle",
                                                     "session",
                                                     "style",
                                                     "stylesheet",
                                                     "qmljsdebugger",
                                                     "display",
                                                     "geometry",
                                                     "icon",
                                                     "name",
                                                     "title"};
constexpr std::array<std::string_view, 7> withoutValue{
        "reverse", "widgetcount", "testability", "nograb", "dograb", "qdebug", "qdevel"};

template <typename Names>
bool contains(const Names &names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

// Without its dashes; empty if it isn't an option.
std::string_view optionIn(std::string_view argument)
{
    const std::size_t dashes = std::min(argument.find_first_not_of('-'), argument.size());
    return dashes == 1 || dashes == 2 ? argument.substr(dashes) : std::string_view();
}

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QString needsValue(std::string_view name)
{
    return QtOptions::tr("-%1, an option of Qt's, needs a value behind it")
            .arg(QString::fromUtf8(bytesOf(name)));
}

} // namespace

SeparatedArguments separateQtOptions(int argc, const char *const *argv)
{
    SeparatedArguments separated;
    bool isOver = false;
    for (int index = 1; index < argc; ++index) {
        const std::string_view argument = argv[index];
        const std::string_view option = isOver ? std::string_view() : optionIn(argument);
        const std::string_view name = option.substr(0, option.find('='));
        if (contains(withoutValue, option)) {
            separated.qt.push_back(bytesOf(argument));
        } else if (contains(withValue, name)) {
            const bool isInside = name.size() < option.size();
            const std::string_view value = isInside           ? option.substr(name.size() + 1)
                                           : index + 1 < argc ? std::string_view(argv[++index])
                                                              : std::string_view();
            if (value.empty()) {
                separated.problem = needsValue(name);
            }
            separated.qt.push_back('-' + bytesOf(name));
            separated.qt.push_back(bytesOf(value));
        } else {
            isOver = isOver || argument == "--";
            separated.ours.emplace_back(argument);
        }
    }
    return separated;
}

ArgumentVector::ArgumentVector(const char *program, const std::vector<QByteArray> &arguments)
    : m_bytes{QByteArray(program)}
{
    m_bytes.insert(m_bytes.end(), arguments.begin(), arguments.end());
    for (QByteArray &bytes : m_bytes) {
        m_pointers.push_back(bytes.data());
    }
    m_count = static_cast<int>(m_pointers.size());
    m_pointers.push_back(nullptr);
}

} // namespace thaw
