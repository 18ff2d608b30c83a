"""Tests of what is kept run with both stores: the folder, and a server that speaks S3."""

from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from moto.server import ThreadedMotoServer

from forum.uploads import s3, store

BUCKET = "pictures"
KEEPERS = ("folder", "s3")
KEEPING = ("test_actions", "test_checks", "test_store", "test_tasks", "test_views")


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """A real server of the S3 protocol on a free port of this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name=s3.REGION,
    )
    client.create_bucket(Bucket=BUCKET)
    client.close()
    yield f"http://key:secret@{host}:{port}/{BUCKET}/forum"
    server.stop()


def pytest_generate_tests(metafunc):
    """What a decoder makes of bytes is the same wherever they are kept."""
    is_told = any(
        mark.args[0] == "keeper" for mark in metafunc.definition.iter_markers("parametrize")
    )
    if "keeper" in metafunc.fixturenames and not is_told:
        both = metafunc.module.__name__.endswith(KEEPING)
        metafunc.parametrize("keeper", KEEPERS if both else KEEPERS[:1])


@pytest.fixture(autouse=True)
def kept_there(app, keeper, request, monkeypatch):
    """Keep the pictures of this test there, and find nothing of the tests before."""
    if keeper == "s3":
        config = replace(app.extensions["config"], s3_url=request.getfixturevalue("s3_address"))
        monkeypatch.setitem(app.extensions, "config", config)
    for place in (store.chosen(), store.folder()):
        for kept in list(place.names()):
            place.remove(kept.name)
