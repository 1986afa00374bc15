"""Who is owed which reminder: a pure planner over what waits and `now`. Knows no database and sends nothing."""
