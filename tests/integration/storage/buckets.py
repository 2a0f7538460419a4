"""Buckets on a server of the S3 API on this machine, asked over HTTP by boto3 itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

REGION = "eu-central-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "nobodys", "AWS_SECRET_ACCESS_KEY": "nobodys"}
_numbered = count(1)


@contextmanager
def running_s3() -> Iterator[str]:
    """Its endpoint."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def client_of(endpoint: str) -> Any:  # noqa: ANN401 - boto3's clients have no types
    keys = {"aws_access_key_id": "nobodys", "aws_secret_access_key": "nobodys"}
    return boto3.session.Session().client("s3", endpoint_url=endpoint, region_name=REGION, **keys)


def new_bucket(endpoint: str, *, versioned: bool = False) -> str:
    """The name of an empty bucket."""
    name = f"telephony-{next(_numbered)}"
    client = client_of(endpoint)
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    if versioned:
        client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    client.close()
    return name


def contents_of(endpoint: str, bucket: str) -> dict[tuple[str, str], bytes]:
    """Every version of every object, by key and version."""
    client = client_of(endpoint)
    found = client.list_object_versions(Bucket=bucket).get("Versions", ())
    named = [(one["Key"], one["VersionId"]) for one in found]
    told = {
        (key, version): client.get_object(Bucket=bucket, Key=key, VersionId=version)["Body"].read()
        for key, version in named
    }
    client.close()
    return told
