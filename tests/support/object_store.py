"""A real S3 server of the test's own, on ports of its own, in a folder of its own."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from scr_site.launch.child_process import signal_when_parent_dies

WEED = Path(sys.prefix) / "bin" / "weed"
ACCESS_KEY, SECRET_KEY = "the-register", "not-a-secret"
DOCUMENTS, CHECKPOINTS = "documents", "checkpoints"
START_SECONDS = 120
TRIES = 5  # a port that was free can be taken before the server takes it
TAKEN = "address already in use"
PORTS = [
    *("master.port", "master.port.grpc", "volume.port", "volume.port.grpc"),
    *("filer.port", "filer.port.grpc", "s3.port", "s3.port.grpc"),
]


class ObjectStore:
    """SeaweedFS, up inside a ``with`` block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        keys = [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}]
        rights = ["Admin", "Read", "Write", "List", "Tagging"]
        people = [{"name": "register", "credentials": keys, "actions": rights}]
        (folder / "s3.json").write_text(json.dumps({"identities": people}))

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self.ports["s3.port"]

    def __enter__(self) -> "ObjectStore":
        """Returns when something can be stored, which is later than when it answers."""
        for _ in range(TRIES):
            self._start()
            if self._comes_up():
                return self
            self.__exit__()
            log = (self.folder / "log").read_text()
            if TAKEN not in log:
                break
        raise RuntimeError(log[-5000:])

    def _start(self) -> None:
        self.ports = free_ports(PORTS)
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        (self.folder / "data").mkdir()
        options = {
            "dir": self.folder / "data",
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "volume.max": 10,
            "master.volumeSizeLimitMB": 64,
            "master.telemetry": "false",
            "filer.localSocket": self.folder / "filer.sock",
            "s3.localSocket": self.folder / "s3.sock",
            "s3.config": self.folder / "s3.json",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
        }
        given = [f"-{name}={value}" for name, value in (options | self.ports).items()]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [WEED, "-logtostderr", "server", "-filer", "-s3", *given],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                preexec_fn=signal_when_parent_dies(signal.SIGKILL),
            )

    def __exit__(self, *_: object) -> None:
        """By force: asked politely it takes half a minute."""
        self.process.kill()
        self.process.wait()
        for port in self.ports.values():  # it leaves its sockets behind
            for left in Path("/tmp").glob(f"seaweedfs-*-grpc-{port}.sock"):  # noqa: S108
                left.unlink()

    def _comes_up(self) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while not self._accepts():
            if self.process.poll() is not None or time.monotonic() > deadline:
                return False
            time.sleep(0.2)
        return True

    def _accepts(self) -> bool:
        client = boto3.client(
            "s3",
            endpoint_url="http://{}:{}".format(*self.address),
            region_name="eu-west-2",
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )
        there = (client.exceptions.BucketAlreadyExists, client.exceptions.BucketAlreadyOwnedByYou)
        try:
            for bucket in (DOCUMENTS, CHECKPOINTS):
                with suppress(*there):
                    client.create_bucket(Bucket=bucket)
                client.put_object(Bucket=bucket, Key="is-it-up", Body=b"yes")
        except (BotoCoreError, ClientError):
            return False
        finally:
            client.close()
        return True


def free_ports(names: list[str]) -> dict[str, int]:
    """A port for each name that nobody listens on now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in names]
        return {name: each.getsockname()[1] for name, each in zip(names, sockets, strict=True)}
