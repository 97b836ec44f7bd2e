# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time


def wait(share):
    time.sleep(1 / share)


def compute(share):
    total = 0
    for number in range(4_000_000 // share):
        total += number * number


def measure(name, work, count):
    start, cpu_start = time.perf_counter(), time.process_time()
    threads = [threading.Thread(target=work, args=(count,)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    print(f"{name}, threads: {count}, took {wall:.2f} s, CPU {cpu:.2f} s")


for count in (1, 2, 4):
    measure("waiting", wait, count)
for count in (1, 2, 4):  # no faster: only one thread at a time holds the interpreter's lock
    measure("computing", compute, count)
