"""How people hear: who is owed which reminder, in which words, over which channel."""
