"""The page that people use: they send sheets, see reports and approve plans in a browser."""
