"""Workers (执行者): who does a job right now, and whether they are still there."""

import os
import socket
import threading


def this_worker() -> str:
    """This thread of this process on this machine."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


def has_died(worker: str) -> bool:
    """Whether ``worker`` was a process of this machine that is gone: nobody need wait until its lease runs out."""
    host, _, process = worker.partition(":")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process.partition(":")[0]), 0)  # no signal, only the question
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # alive, under another user
    return False
