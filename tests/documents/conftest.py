import pytest

from tests.support.object_store import ObjectStore


@pytest.fixture(scope="session")
def object_store(tmp_path_factory):
    """A real S3 server, which takes its time to start."""
    with ObjectStore(tmp_path_factory.mktemp("s3")) as server:
        yield server
