"""The workbook that a person gets back: the own one with its places marked, or one made of the sheet."""
