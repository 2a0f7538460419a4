"""How fast the page answers with a full database, how fast an upload becomes a report, and what memory it takes."""
