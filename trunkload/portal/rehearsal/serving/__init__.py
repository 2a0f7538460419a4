"""The rehearsal carrier over HTTP: who is let in, how fast, and the server itself."""

from trunkload.portal.rehearsal.serving.app import build_app
from trunkload.portal.rehearsal.serving.door import OPEN, ClientDoor, Door, KeyDoor
from trunkload.portal.rehearsal.serving.pace import Pace
from trunkload.portal.rehearsal.serving.server import CarrierServer

__all__ = ["OPEN", "CarrierServer", "ClientDoor", "Door", "KeyDoor", "Pace", "build_app"]
