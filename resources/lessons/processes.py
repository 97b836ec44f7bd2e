# SPDX-License-Identifier: GPL-3.0-or-later
import multiprocessing
import os
import time

variable = 100


def square(number, answers):
    global variable
    time.sleep(1)
    variable += number * number  # this process's own
    answers.put((number * number, variable, os.getpid()))


if __name__ == "__main__":
    answers = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=square, args=(number, answers)) for number in range(1, 5)
    ]
    for process in processes:
        process.start()
    received = sorted(answers.get() for _ in processes)
    for process in processes:
        process.join()

    for value, changed, _ in received:
        print(f"{value}, and the child's variable is {changed}")
    print("Processes:", len({pid for _, _, pid in received}))
    print("The parent's variable is", variable)
