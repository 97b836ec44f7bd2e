# SPDX-License-Identifier: GPL-3.0-or-later
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

STEPS = 1_000_000  # the same computing each time, in shares
cores = os.cpu_count() or 1
computed = []


def compute(shares):
    total = 0
    for number in range(STEPS // shares):
        total += number * number
    computed.append(STEPS // shares)


def on_threads(shares):
    threads = [threading.Thread(target=compute, args=(shares,)) for _ in range(shares)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def on_pool(shares):
    with ThreadPoolExecutor(max_workers=cores) as pool:
        for _ in range(shares):
            pool.submit(compute, shares)


def measure(name, run, shares):
    computed.clear()
    start = time.perf_counter()
    run(shares)
    took = (time.perf_counter() - start) * 1000
    print(f"{name}: {took:.1f} ms, shares computed: {len(computed)}")


for threads in (1, 4, 16, 64, 256):
    measure(f"threads: {threads}", on_threads, threads)
measure("a thread for each core", on_pool, 256)
