"""What words would give away: texts that leave, read against the records of the Practice and the English language."""
