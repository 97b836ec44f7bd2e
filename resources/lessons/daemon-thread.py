# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time


def say(line):
    print(f"{line}\n", end="", flush=True)


def tick():
    for number in range(1, 1000):
        say(f"Daemon: line {number}")
        time.sleep(1)
    say("Daemon: done")  # it never comes to this


def save():
    time.sleep(2.5)
    say("Saver: done")


threading.Thread(target=tick, daemon=True).start()
threading.Thread(target=save).start()
time.sleep(1.5)
say("Main part: ends")
# The program waits for the saver, and ends then; the daemon is cut off.
