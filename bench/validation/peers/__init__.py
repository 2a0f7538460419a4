"""One module for each that judges the staff sheet: what a good engineer writes for that library, and nothing slower."""
