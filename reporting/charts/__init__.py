"""Charts as SVG, drawn by our own small functions: one source for the page and the PDF.

Each states its finding in its title, describes itself, and shows by shape or in words what its colours say.
"""
