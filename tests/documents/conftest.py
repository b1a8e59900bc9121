import pytest

from tests.support.object_store import ObjectStore


@pytest.fixture(scope="package")
def object_store(tmp_path_factory):
    """A real S3 server, which takes its time to start; what wants it runs in one process."""
    with ObjectStore(tmp_path_factory.mktemp("s3")) as server:
        yield server
