"""Practices beside each other: who differs by more than chance, from what was submitted and nothing else."""
