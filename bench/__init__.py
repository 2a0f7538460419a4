"""Benchmarks against peers: CPU time as ratios within one run, never asserted."""
