"""How long a very large import takes, and what partitions on Dask workers make of it."""
