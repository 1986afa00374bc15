"""The one list of times: each job, when it runs and why. Both clocks read it; it knows neither."""
