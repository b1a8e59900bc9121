from pathlib import Path

import pytest

from reviews.pdf.examine import examine
from reviews.pdf.facts import Facts


@pytest.fixture
def facts(tmp_path):
    """What is found in a PDF with this content."""

    def examined(content: bytes) -> Facts:
        path = tmp_path / "review.pdf"
        path.write_bytes(content)
        return examine(path)

    return examined


@pytest.fixture
def put(tmp_path):
    """Where a PDF with this content lies."""

    def put(content: bytes) -> Path:
        path = tmp_path / "review.pdf"
        path.write_bytes(content)
        return path

    return put
