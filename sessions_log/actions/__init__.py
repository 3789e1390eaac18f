"""Writes of the work done with her."""
