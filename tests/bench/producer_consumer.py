# SPDX-License-Identifier: GPL-3.0-or-later
"""The lesson `producer-consumer` in Python, with the same structure: one lock, two conditions, and
a deque. Prints the items handed over in a second.

    python3 producer_consumer.py ITEMS CAPACITY
"""
import sys
import threading
import time
from collections import deque

ITEMS, CAPACITY = int(sys.argv[1]), int(sys.argv[2])

lock = threading.Lock()
room = threading.Condition(lock)
item = threading.Condition(lock)
buffer = deque()
consumed = []


def produce():
    for number in range(1, ITEMS + 1):
        with lock:
            while len(buffer) == CAPACITY:
                room.wait()
            buffer.append(number)
            item.notify()


def consume():
    for _ in range(ITEMS):
        with lock:
            while not buffer:
                item.wait()
            consumed.append(buffer.popleft())
            room.notify()


start = time.perf_counter()
consumer = threading.Thread(target=consume)
producer = threading.Thread(target=produce)
consumer.start()
producer.start()
consumer.join()
producer.join()
took = time.perf_counter() - start
if consumed != list(range(1, ITEMS + 1)):
    sys.exit("not every item was consumed once and in order")
print(f"{ITEMS / took:.0f}")
