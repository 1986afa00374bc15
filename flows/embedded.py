"""The embedded clock: one tick that asks which job is owed and runs it. Knows nothing of Prefect."""
