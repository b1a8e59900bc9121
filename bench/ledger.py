"""How long verifying the register takes, compared with hashing the same records once in plain Python.

    .venv/bin/python bench/ledger.py [events]

Starts a database of its own, writes the events (100,000 by default) with the database function that
every verb uses, signs a checkpoint after each hundred, and verifies them all. The time includes the
chain, the checkpoints and their signatures. Machines are noisy: compare the ratios.
"""

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
WRITE = """
SELECT reviews_record_event('saved', %s, 'A person', 'Editors', %s, 1, NULL, NULL, repeat('0', 64), '', '',
                            '{"fields": ["summary"]}')
FROM generate_series(1, %s)
"""


def main(events: int) -> None:
    with tempfile.TemporaryDirectory(prefix="register-bench-") as folder:
        data = Path(folder)
        data.chmod(0o755)
        from scr_site import embedded_postgres  # noqa: PLC0415 (the settings read the environment)

        with embedded_postgres.Server(data):
            os.environ |= {
                "DATA_DIR": folder,
                "DATABASE_URL": embedded_postgres.address(data, "site_owner"),
                "DJANGO_SETTINGS_MODULE": "scr_site.settings",
            }
            measure(events)
        embedded_postgres.remove(data)


def measure(events: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from reviews.ledger import checkpoints, verification  # noqa: PLC0415
    from reviews.models import Event, PlainPage, User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    user = User.objects.create_user("bench")
    page = PlainPage.objects.create(kind="plain", path="bench")
    for _ in range(events // 100):
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [user.pk, page.pk, 100])
        checkpoints.checkpoint()
    start = time.perf_counter()
    report = verification.verify(outside=[])
    verified = time.perf_counter() - start
    records = list(Event.objects.order_by("seq").values_list("canonical", flat=True))
    start = time.perf_counter()
    last = ""
    for record in records:
        last = hashlib.sha256(f"{last}\n{record}".encode()).hexdigest()
    plain = time.perf_counter() - start
    sys.stdout.write(f"{report.summary}\n")
    ratio = verified / plain
    sys.stdout.write(f"verified in {verified:.1f} s, {ratio:.0f} x one pass of SHA-256 in Python\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
