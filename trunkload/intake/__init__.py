"""A file in, a Sheet out: formats, header matching, the template workbook."""
