# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time


def work(number):
    print(f"Worker {number} is here\n", end="", flush=True)
    time.sleep(0.5)


start = time.monotonic()
workers = [threading.Thread(target=work, args=(n,)) for n in range(1, 4)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print(f"All waited at the same time: {time.monotonic() - start:.1f} s")
