"""The peers: the same script as one would write it with other libraries, each in a pinned environment of its own.

A peer is a folder: `requirements.in` names what it stands on, `requirements.txt` pins it with hashes, `run.py` is the peer. It is
started with the path of a new SQLite file and the number of cases, and told on its input line by line how many errands to do next;
it answers with the seconds of each as JSON, and at the end, told ``check``, with what it finds in its tables.
"""
