"""What to order: items, batches, cost, digest, states."""
