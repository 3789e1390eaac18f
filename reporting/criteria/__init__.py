"""Success criteria: what a funder, a council and a Practice agree to call success, and whether it came about."""
