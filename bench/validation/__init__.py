"""The rules of one staff sheet by us, by peers and by hand: the same failures first, then what each took."""
