"""What a browser asks: pages, JSON API, access. Repeats no rule."""
