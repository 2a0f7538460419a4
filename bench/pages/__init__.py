"""How fast a report of many failing rows is written, held against a bare Jinja2 template of the same bytes."""
