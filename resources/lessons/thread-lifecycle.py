# SPDX-License-Identifier: GPL-3.0-or-later
import threading
import time


def start(thread):
    print(f"{threading.current_thread().name} starts {thread.name}")
    thread.start()


def tell(*args, **kwargs):
    print("Called with", args, kwargs)
    helper = threading.Thread(target=print, args=("Helping",), name="Helper")
    start(helper)  # any thread may start another
    helper.join()
    time.sleep(1)


thread = threading.Thread(target=tell, args=(1, 2), kwargs={"x": 3}, name="Worker", daemon=False)
alive_before = thread.is_alive()
start(thread)
alive_after_start = thread.is_alive()
thread.join()
print("Alive before the start:", alive_before)
print("Alive after the start:", alive_after_start)
print("Alive after the end:", thread.is_alive())
try:
    thread.start()
except RuntimeError as refusal:
    print("A second start is refused:", refusal)
