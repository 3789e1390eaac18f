"""Forms of a record."""
