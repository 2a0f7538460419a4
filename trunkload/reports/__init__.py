"""What people look at: the HTML page and the machine-readable export."""
