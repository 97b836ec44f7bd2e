# SPDX-License-Identifier: GPL-3.0-or-later
import threading
from collections import deque

CAPACITY = 1
ITEMS = 5

lock = threading.Lock()
room = threading.Condition(lock)
item = threading.Condition(lock)
buffer = deque()


def produce():
    for number in range(1, ITEMS + 1):
        with lock:
            while len(buffer) == CAPACITY:
                room.wait()
            print("Producing", number)
            buffer.append(number)
            item.notify()


def consume():
    for _ in range(ITEMS):
        with lock:
            while not buffer:
                item.wait()
            print("Consuming", buffer.popleft())
            room.notify()


consumer = threading.Thread(target=consume)
producer = threading.Thread(target=produce)
consumer.start()
producer.start()
consumer.join()
producer.join()
