"""What a process of the site loads: nothing that only another way to set it up, or another process, needs."""

import re
from pathlib import Path

import pytest

from tests.public.test_unavailable import PAGES, content, gate, site  # noqa: F401
from tests.support.object_store import ACCESS_KEY, DOCUMENTS, SECRET_KEY

# Each takes up to 5 MB of every process. The last five read PDFs and pictures, in a process of their own.
OF_OBJECT_STORES = {"boto3", "botocore", "s3transfer", "urllib3"}
NEVER = {"requests", "charset_normalizer", "PIL", "pypdfium2", "pypdfium2_raw", "pikepdf", "lxml"}
BUCKET = {"S3_BUCKET": DOCUMENTS, "S3_ACCESS_KEY": ACCESS_KEY, "S3_SECRET_KEY": SECRET_KEY}
ADDRESSES = [*PAGES, "/search/?q=child", "/cy/list/", "/admin/login/"]


def loaded(log: Path) -> set[str]:
    """The packages whose loading Python has noted."""
    names = re.findall(r"^import time: .*\| *([^ .]+)\S*$", log.read_text(), re.MULTILINE)
    return set(names)


@pytest.mark.slow
@pytest.mark.parametrize(("files", "of_files"), [({}, set()), (BUCKET, OF_OBJECT_STORES)])
def test_a_process_loads_what_it_needs_and_no_more(content, gate, tmp_path, files, of_files):  # noqa: F811
    noted = {"PYTHONPROFILEIMPORTTIME": "1", "READY_PAGES": "0"}
    with site(tmp_path, gate.port, **noted, **files) as (served, log):
        assert set(served.statuses(ADDRESSES).values()) == {200}
        found = loaded(log)
    assert found >= {"django", "reviews", "markdown_it", "cryptography"}
    assert found & (NEVER | OF_OBJECT_STORES) == of_files
