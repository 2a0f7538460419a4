"""Is it right: the row model, rules across rows and against the account, findings, wording."""
