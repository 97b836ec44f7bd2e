# SPDX-License-Identifier: GPL-3.0-or-later
import queue
import threading
import time

events = queue.Queue()  # of the window: functions that its loop calls
ticks = 0
refreshing = False


def refresh():
    global refreshing
    refreshing = True
    time.sleep(1)
    refreshing = False


def refresh_and_join():
    refresher = threading.Thread(target=refresh)
    refresher.start()
    refresher.join()
    show()


def refresh_and_return():
    def refresh_and_signal():
        refresh()
        events.put(show)

    threading.Thread(target=refresh_and_signal).start()


def show():
    events.put(None)  # the window closes


def run_window(click):
    global ticks
    ticks = 0
    events.put(click)
    while True:
        try:
            event = events.get(timeout=0.02)
        except queue.Empty:
            ticks += refreshing
            continue
        if event is None:
            return "frozen" if ticks == 0 else "alive"
        event()


print(f"Joined at once: the window was {run_window(refresh_and_join)}")
print(f"With a signal: the window was {run_window(refresh_and_return)}")
