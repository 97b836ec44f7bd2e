// SPDX-License-Identifier: GPL-3.0-or-later
// A name service for tests, in place of the C library's: linked into a test, or preloaded into a
// program. `hangs.invalid` is looked up for ever, `here.invalid` stands for this machine, and no
// other name is known, so that no test depends on a network.
#include "fakeresolver.h"

#include <atomic>
#include <cstring>

#include <dlfcn.h>
#include <netdb.h>
#include <unistd.h>

namespace {

std::atomic<int> hanging = 0;

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
    return lookup(node, service, &numeric, found);
}
