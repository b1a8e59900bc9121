import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from s3transfer.exceptions import RetriesExceededError

from reviews.lib.exceptions import StorageDown
from reviews.lib.storage import storage_errors

OF_A_DISK = [FileNotFoundError("gone"), PermissionError("closed")]
OF_AN_OBJECT_STORE = [
    EndpointConnectionError(endpoint_url="http://store.invalid"),
    ClientError({"Error": {"Code": "503"}}, "GetObject"),
    RetriesExceededError(ConnectionResetError()),
]


@pytest.fixture(params=["documents", "checkpoints"])
def bucket(request, settings):
    """Only one of the stores is an object store."""
    store = {"BACKEND": "reviews.lib.object_store.ObjectStore", "OPTIONS": {"bucket_name": "files"}}
    settings.STORAGES = settings.STORAGES | {request.param: store}


def name_of(fault: Exception) -> str:
    return type(fault).__name__


@pytest.mark.parametrize("fault", [*OF_A_DISK, *OF_AN_OBJECT_STORE], ids=name_of)
def test_a_fault_of_a_store_is_raised_as_storage_down(bucket, fault):
    with pytest.raises(StorageDown) as raised, storage_errors():
        raise fault
    assert raised.value.__cause__ is fault
    assert str(raised.value) == str(fault)


@pytest.mark.parametrize("fault", OF_A_DISK, ids=name_of)
def test_faults_of_a_disk_are_known_without_an_object_store(fault):
    with pytest.raises(StorageDown), storage_errors():
        raise fault


def test_any_other_error_is_raised_as_it_is():
    with pytest.raises(ValueError, match="ours"), storage_errors():
        raise ValueError("ours")
