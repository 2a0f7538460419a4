"""Knows how a measured ratio is shown: one line with its goal, and whether that was met."""

from dataclasses import dataclass
from typing import Final

LINE: Final = "{:<32} {:>9} {:<34} {:>9} {:>7} {:>6}  {}"


@dataclass(frozen=True, slots=True)
class Line:
    """What we took, what we are held against, and their ratio's goal, where there is one. `moonshot`: a bolder one."""

    name: str
    ours: str
    peer_name: str
    peer: str
    ratio: float
    goal: float | None
    moonshot: float | None = None


def ratio_line(line: Line) -> str:
    goal, verdict = "", ""
    if line.goal is not None:
        goal, verdict = f"{line.goal:.3g}", _verdict(line.ratio, line.goal)
    if line.moonshot is not None:
        verdict += f", moonshot {line.moonshot:.3g} {_verdict(line.ratio, line.moonshot)}"
    return LINE.format(line.name, line.ours, line.peer_name, line.peer, f"{line.ratio:.2f}", goal, verdict)


def _verdict(ratio: float, goal: float) -> str:
    return "met" if ratio <= goal else "MISSED"
