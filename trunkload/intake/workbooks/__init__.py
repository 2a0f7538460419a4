"""Workbooks from strangers, read in a child process: only the standard library, and numpy where cells are many."""
