"""Problems (问题需求) as rules: what may become of one, what is reminded of, and what many have in common. Pure."""
