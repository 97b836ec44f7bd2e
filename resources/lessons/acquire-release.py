# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time

counter = 0
lock = threading.Lock()


def add():
    global counter
    for _ in range(10):
        lock.acquire()
        counter += 1
        time.sleep(0.01)
        lock.release()


threads = [threading.Thread(target=add) for _ in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"The counter is {counter}")

lock.acquire()  # and no release: the next to acquire would wait for ever
print("Acquired within 1 s:", "yes" if lock.acquire(timeout=1) else "no")
