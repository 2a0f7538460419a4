"""Are numbers that a person enters right: typed on the command line, or in a spreadsheet of numbers."""
