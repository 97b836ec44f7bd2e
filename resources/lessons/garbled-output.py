# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import threading
import time

LINES = [f"This is line {number}" for number in range(1, 6)]


def write_lines(page, lock):
    for line in LINES:
        with lock:
            page.append(line)  # one step
            time.sleep(0.1)  # here the other thread may write
            page.append("\n")  # another step


def garbled_lines(lock):
    page = []
    threads = [threading.Thread(target=write_lines, args=(page, lock)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = "".join(page).removesuffix("\n").split("\n")
    return sum(line not in LINES for line in written)


print("Garbled lines with the lock:", garbled_lines(threading.Lock()))
print("Garbled lines without it:", garbled_lines(contextlib.nullcontext()))
