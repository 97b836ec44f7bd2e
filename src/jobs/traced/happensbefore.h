// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace thaw::traced {

// The distribution's Qt isn't instrumented, so ThreadSanitizer doesn't see that what was done
// before an unlock (a release, a thread's end) happened before what is done after the lock (the
// acquire, the join). These two tell it, and compile to nothing elsewhere.

inline void publishTo([[maybe_unused]] void *object)
{
#ifdef __SANITIZE_THREAD__
    __tsan_release(object);
#endif
}

inline void learnFrom([[maybe_unused]] void *object)
{
#ifdef __SANITIZE_THREAD__
    __tsan_acquire(object);
#endif
}

} // namespace thaw::traced
