"""Trunkload: a spreadsheet of new staff becomes telephone workplaces on a SIP trunk."""

__version__ = "0.1.0"
