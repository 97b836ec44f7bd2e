# SPDX-License-Identifier: GPL-3.0-or-later
import queue
import threading
import time

PRODUCERS, CONSUMERS, ITEMS = 3, 2, 5
CLOSED = object()  # queue.Queue has no close: this says so, once to each consumer

items = queue.Queue(maxsize=4)
taken = [[] for _ in range(CONSUMERS)]


def produce(first):
    for item in range(first, first + ITEMS):
        time.sleep(0.1)
        items.put(item)


def consume(mine):
    while (item := items.get()) is not CLOSED:
        mine.append(item)
        time.sleep(0.1)


consumers = [threading.Thread(target=consume, args=(mine,)) for mine in taken]
producers = [threading.Thread(target=produce, args=(1 + i * ITEMS,)) for i in range(PRODUCERS)]
for thread in consumers + producers:
    thread.start()
for thread in producers:
    thread.join()
for _ in consumers:
    items.put(CLOSED)
for thread in consumers:
    thread.join()

print("Taken:", *sorted(sum(taken, [])))
print("All consumers have ended")
