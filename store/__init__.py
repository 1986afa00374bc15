"""How we remember: database, loading and saving a case, read-only queries. Knows no rule."""
