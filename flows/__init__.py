"""What the clock asks: the list of times, the embedded clock, Prefect flows around the jobs."""
