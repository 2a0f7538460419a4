"""At a glance: which rows are plainly right, so that only the others are looked at closely (docs/decisions/0008)."""
