"""The three walls between Practices: URL and scope, row-level security, and a login for each kind of work."""
