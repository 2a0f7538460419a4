"""Text tables (CSV, TSV): encoding, dialect, and what stands in each record, changed in nothing."""
