# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time


def work():
    name = threading.current_thread().name
    print(f"{name} is starting\n", end="", flush=True)
    time.sleep(2)
    print(f"{name} is finished\n", end="", flush=True)


def count_workers():
    return threading.active_count() - 1  # all but the main thread


threads = [threading.Thread(target=work, name=f"Worker-{number}") for number in range(3)]
for thread in threads:
    thread.start()
print(f"Threads alive: {count_workers()}, and the main thread\n", end="", flush=True)
for thread in threads:
    thread.join()
print(f"Threads alive: {count_workers()}, and the main thread\n", end="", flush=True)
