"""Knows under which keys the files of an import lie; its id is in them, never a person's file name."""


def upload_key(import_id: str) -> str:
    return f"imports/{import_id}/upload"


def comparison_key(import_id: str) -> str:
    return f"imports/{import_id}/comparison.json"


def check_key(import_id: str) -> str:
    return f"imports/{import_id}/checked"
