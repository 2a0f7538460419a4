"""What a flow costs more than the same functions in process."""
