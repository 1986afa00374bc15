"""Assessing (评估): which clauses of a standard apply to an enterprise, what their ratings come to, and why. Pure."""
