"""National's data for programs: version 1 of an API over submitted returns, figures and the comparison."""
