"""Numbers given and held, against the bare SQL that takes as many, and against one statement per row."""
