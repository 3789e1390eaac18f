"""Invented Practices to look at, and invented volume to measure with. Nobody in them exists."""
