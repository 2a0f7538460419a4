"""OpenDocument spreadsheets (ODS; OASIS OpenDocument 1.3)."""
