# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time

event = threading.Event()


def wait(number):
    event.wait()
    print(f"Waiter {number} is released\n", end="", flush=True)


for round in (1, 2):
    waiters = [threading.Thread(target=wait, args=(n,)) for n in range(1, 5)]
    for waiter in waiters:
        waiter.start()
    time.sleep(1)
    print(f"Round {round}: the event is set\n", end="", flush=True)
    event.set()
    for waiter in waiters:
        waiter.join()
    event.clear()  # not before all have been released
