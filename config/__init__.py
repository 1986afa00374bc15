"""How it is wired: settings read once, parts put together, texts. Nothing below may read settings or the clock."""
