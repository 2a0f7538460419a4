"""Is the house in order: one module per room looks, changes nothing, and says what was seen."""
