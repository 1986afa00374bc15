"""What runs by itself: plain functions that take `now` and a database and commit per batch."""
