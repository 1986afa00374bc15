"""Which job is owed: a pure question to the list of times and the recorded last good runs."""
