# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time


def say_numbers():
    for number in range(1, 6):
        print(f"Number: {number}\n", end="", flush=True)
        time.sleep(1)


def say_letters():
    for letter in "ABCDE":
        print(f"Letter: {letter}\n", end="", flush=True)
        time.sleep(1)


start = time.monotonic()
first = threading.Thread(target=say_numbers)
second = threading.Thread(target=say_letters)
first.start()
second.start()
first.join()
second.join()
print(f"Both took {time.monotonic() - start:.0f} s")
