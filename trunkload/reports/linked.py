"""Knows how many rows a page links to in one place."""

LINKED_ROWS = 60
"""More links than this to rows of one kind help nobody; the rest is counted."""
