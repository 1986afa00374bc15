"""Workers (执行者): who does a job right now, and whether they are still there."""

import os
import socket
import threading
from secrets import token_hex

_BIRTH = token_hex(4)  # in a container the next process has the same number, and may have the same thread


def this_worker() -> str:
    """This thread of this process on this machine."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}:{_BIRTH}"


def has_died(worker: str) -> bool:
    """Whether ``worker`` was a process of this machine that is gone: nobody need wait until its lease runs out."""
    host, process, _thread, birth = (worker.split(":") + [""] * 4)[:4]
    if host != socket.gethostname():
        return False
    if int(process) == os.getpid():
        return birth != _BIRTH
    try:
        os.kill(int(process), 0)  # no signal, only the question
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # alive, under another user
    return False
