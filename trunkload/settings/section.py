"""Knows what every table of trunkload.toml has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of trunkload.toml; unknown keys are refused by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
