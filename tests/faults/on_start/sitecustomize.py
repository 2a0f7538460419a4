"""Python loads this where its folder is on PYTHONPATH: the process of a flow then ends where it is told to."""

import os

if "DIES_AT" in os.environ and "PREFECT__FLOW_RUN_ID" in os.environ:
    from tests.faults.dying import doom

    doom(os.environ)
