"""A carrier without an API: orders go out as files for its portal, and its export comes back as the read-back."""
