"""How fast a person's workbook gets its marks, held against loading, marking and saving it with openpyxl."""
