"""Telling people: e-mail, SMS."""
