"""A report for readers who may not see personal data: masked before anything of it is worded or drawn."""
