# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time

LEVELS = 3

lock = threading.RLock()


def descend(level):
    with lock:
        print(f"{threading.current_thread().name} holds the lock at level {level}")
        time.sleep(0.2)
        if level < LEVELS:
            descend(level + 1)


first = threading.Thread(target=descend, args=(1,), name="First")
second = threading.Thread(target=descend, args=(1,), name="Second")
first.start()
second.start()
first.join()
second.join()

plain = threading.Lock()
with plain:  # a plain lock is not given to its own holder
    print("A plain lock, taken again:", "yes" if plain.acquire(timeout=0.5) else "no")
