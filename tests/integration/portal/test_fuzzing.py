"""The served rehearsal carrier under schemathesis, which makes requests of TM Forum's own documents: no failure.

`fuzzing.toml` says how the answers are judged, and where a check and our profile contradict each other.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.integration.portal.served import served
from trunkload.portal.order_body import order_body
from trunkload.portal.profile_names import CANCELLATIONS, HUB, NUMBERS, ORDERS
from trunkload.portal.protocol import OrderRequest
from trunkload.portal.rehearsal import RehearsalCarrier
from trunkload.portal.rehearsal.serving import build_app

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
JUDGED = Path(__file__).with_name("fuzzing.toml")
SECONDS = 8
"""For one phase of one document; what does not fit in is left out, from the same seed on."""

PAIRS = {"TMF622-ProductOrder-v4.0.0.swagger.json": ORDERS, "TMF639-ResourceInventory-v4.0.0.swagger.json": NUMBERS}
"""The document, and an address in its API."""


@pytest.fixture
def address(carrier: RehearsalCarrier, request_of_two: OrderRequest) -> Iterator[str]:
    """Of a carrier that has an order, a cancellation and a subscription to be read."""
    with served(build_app(carrier)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        placed = client.post(ORDERS, json=order_body(request_of_two)).json()
        client.post(CANCELLATIONS, json={"productOrder": {"id": placed["id"]}})
        assert client.post(HUB, json={"callback": "http://127.0.0.1:9/"}).status_code == 201
        yield address


@pytest.mark.parametrize("phase", ["coverage", "fuzzing", "stateful"])
@pytest.mark.parametrize("document", PAIRS, ids=["orders", "numbers"])
def test_no_request_of_the_official_documents_finds_a_failure(
    official_documents: Path, address: str, document: str, phase: str, tmp_path: Path
) -> None:
    base = address + PAIRS[document].rpartition("/")[0]
    command: list[str | Path] = [
        SCHEMATHESIS,
        "--config-file",
        JUDGED,
        "run",
        official_documents / document,
        "--url",
        base,
    ]
    command += ["--exclude-path-regex", "^/listener", "--phases", phase, "-n", "3", "--max-time", str(SECONDS)]
    done = subprocess.run([*command, "--no-color"], capture_output=True, text=True, check=False, cwd=tmp_path)
    tried = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert tried is not None
    assert int(tried[1]) == int(tried[2]) > 0
