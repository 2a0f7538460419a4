import pytest

from tests.unit.portal.handover.builders import ANNA, request_of
from trunkload.portal.protocol import OrderRequest, WorkplaceItem


@pytest.fixture
def anna() -> WorkplaceItem:
    return ANNA


@pytest.fixture
def request_of_one(anna: WorkplaceItem) -> OrderRequest:
    return request_of(anna)
