"""Two records of one woman: compared side by side, and which of their rows are which."""
