// SPDX-License-Identifier: GPL-3.0-or-later
// A name service for tests, in place of the C library's: linked into a test, or preloaded into a
// program. `hangs.invalid` is looked up for ever, `here.invalid` stands for this machine,
// `NUMBER.and-here.invalid` for that number of IPv4 and, after it, for this machine's of IPv6, and
// no other name is known, so that no test depends on a network.
#include "fakeresolver.h"

#include <atomic>
#include <cstring>
#include <string>
#include <string_view>

#include <dlfcn.h>
#include <netdb.h>
#include <unistd.h>

namespace {

std::atomic<int> hanging = 0;

addrinfo &lastOf(addrinfo &list)
{
    addrinfo *last = &list;
    while (last->ai_next) {
        last = last->ai_next;
    }
    return *last;
}

} // namespace

int thaw::hangingLookups()
{
    return hanging;
}

extern "C" int getaddrinfo(const char *node, const char *service, const addrinfo *hints,
                           addrinfo **found)
{
    using Lookup = int (*)(const char *, const char *, const addrinfo *, addrinfo **);
    static const auto lookup = reinterpret_cast<Lookup>(dlsym(RTLD_NEXT, "getaddrinfo"));
    if (node && std::strcmp(node, "hangs.invalid") == 0) {
        ++hanging;
        for (;;) {
            pause();
        }
    }
    if (node && std::strcmp(node, "here.invalid") == 0) {
        return lookup("127.0.0.1", service, hints, found);
    }
    addrinfo numeric{};
    if (hints) {
        numeric = *hints;
    }
    numeric.ai_flags |= AI_NUMERICHOST;
    constexpr std::string_view andHere = ".and-here.invalid";
    if (node && std::string_view(node).ends_with(andHere)) {
        numeric.ai_family = AF_UNSPEC;
        const std::string number(node, std::strlen(node) - andHere.size());
        const int problem = lookup(number.c_str(), service, &numeric, found);
        return problem ? problem : lookup("::1", service, &numeric, &lastOf(**found).ai_next);
    }
    return lookup(node, service, &numeric, found);
}
