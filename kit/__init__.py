"""Two Sovereigns."""
