# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time

room = threading.Semaphore(2)
lock = threading.Lock()
inside = 0
most = 0


def visit(number):
    global inside, most
    with room:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.5)
        with lock:
            inside -= 1
        print(f"Visitor {number} leaves\n", end="", flush=True)


start = time.monotonic()
visitors = [threading.Thread(target=visit, args=(n,)) for n in range(1, 7)]
for visitor in visitors:
    visitor.start()
for visitor in visitors:
    visitor.join()
print(f"At most {most} were inside, in {time.monotonic() - start:.1f} s")
