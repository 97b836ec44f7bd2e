# SPDX-License-Identifier: GPL-3.0-or-later
import threading

THREADS = 4
INCREMENTS = 100_000

counter = 0
lock = threading.Lock()


def count():
    global counter
    for _ in range(INCREMENTS):
        with lock:
            counter += 1


threads = [threading.Thread(target=count) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"The counter is {counter} of {THREADS * INCREMENTS}")
