# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def square(number):
    time.sleep(0.2)
    threads.add(threading.current_thread().name)
    if number == 7:
        raise ValueError(f"task {number} has no result")
    return number * number


threads = set()
with ThreadPoolExecutor(max_workers=4) as pool:
    futures = [pool.submit(square, number) for number in range(1, 21)]
    for future in futures:
        try:
            print(future.result())
        except ValueError as failure:
            print("Failed:", failure)
print("Threads:", len(threads))
