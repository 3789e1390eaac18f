"""Statistics for small numbers: pure functions over numbers, with no word of Practices, pages or the database."""
