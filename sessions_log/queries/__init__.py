"""Reads across the models of the work."""
