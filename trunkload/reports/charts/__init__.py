"""What a report shows as pictures, each with the same figures as a table."""
