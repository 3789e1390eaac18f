"""Importing a practice workbook: read, check, plan, apply. All or nothing, and safe to repeat."""
