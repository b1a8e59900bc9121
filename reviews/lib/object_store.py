"""Files in an S3-compatible store. Loaded only where one is set up: what it needs takes 5 MB of each process."""

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage

CLIENT = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=3,  # readers learn within seconds that a store does not answer
    read_timeout=20,
    retries={"total_max_attempts": 2},
    # Not every other store knows Amazon's newer checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class ObjectStore(S3Storage):
    """``faults`` are what it raises besides OSError when it cannot be read or written."""

    # A download that breaks off again and again is none of boto's own exceptions.
    faults = (BotoCoreError, ClientError, RetriesExceededError)

    def get_default_settings(self) -> dict:
        return super().get_default_settings() | {"client_config": CLIENT}
