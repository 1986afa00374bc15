"""What a terminal asks: the `oneplan` command. Reads the clock, opens the transaction, prints the answer."""
