import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from s3transfer.exceptions import RetriesExceededError

from reviews.lib.exceptions import StorageDown
from reviews.lib.storage import storage_errors

FAULTS = [
    FileNotFoundError("gone"),
    PermissionError("closed"),
    EndpointConnectionError(endpoint_url="http://store.invalid"),
    ClientError({"Error": {"Code": "503"}}, "GetObject"),
    RetriesExceededError(ConnectionResetError()),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_a_fault_of_a_store_is_raised_as_storage_down(fault):
    with pytest.raises(StorageDown) as raised, storage_errors():
        raise fault
    assert raised.value.__cause__ is fault
    assert str(raised.value) == str(fault)


def test_any_other_error_is_raised_as_it_is():
    with pytest.raises(ValueError, match="ours"), storage_errors():
        raise ValueError("ours")
