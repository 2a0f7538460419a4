"""What became better: a sheet is compared with the last uploads of the same people."""
