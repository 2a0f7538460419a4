"""Large worksheets: many cells at once with numpy, and the same as element by element."""
