"""What can be asked: one file per act. Acts load, decide and apply; they never commit and never read a clock."""
