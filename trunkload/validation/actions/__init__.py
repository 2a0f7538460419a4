"""What a row wants: a new workplace, another one's change or end, or nothing that is not so already."""
