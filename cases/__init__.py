"""What may happen, and when: pure rules over values and `now`. Touches nothing: no database, no file, no clock."""
