"""What the law asks of a record: how long it is kept, when an answer is due, what a copy holds."""
