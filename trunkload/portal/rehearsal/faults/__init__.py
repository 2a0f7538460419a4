"""What goes wrong at the rehearsal carrier on purpose: a script, what of it has happened, and how it happens."""

from trunkload.portal.rehearsal.faults.faulty_carrier import FaultyCarrier
from trunkload.portal.rehearsal.faults.script import Fault, FaultKind, read_script, read_script_file
from trunkload.portal.rehearsal.faults.script_entry import FaultScriptError, FaultScriptProblem

__all__ = [
    "Fault",
    "FaultKind",
    "FaultScriptError",
    "FaultScriptProblem",
    "FaultyCarrier",
    "read_script",
    "read_script_file",
]
