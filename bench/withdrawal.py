"""How long a withdrawal takes while large files of the same page's next edition are being saved.

    .venv/bin/python bench/withdrawal.py [uploads]

Starts the site with its demonstration. One person sends so many PDFs (8 by default) of about 20 MB each
into the next edition of the review at once; meanwhile another withdraws the page. Prints how long that
took, how long the longest upload took, and until the public's answer had changed.
"""

import http.cookiejar
import io
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pikepdf import Name, Pdf, Stream

ROOT = Path(__file__).parent.parent
REVIEW = "/reviews/scr-2015-1/"
PASSWORD = "Plain-words-for-measuring-9"  # noqa: S105
PAGES = 20  # of a megabyte each


class Staff:
    """A person's browser."""

    def __init__(self, site: str, name: str, one_time: str) -> None:
        self.site = site
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.send("/admin/login/?next=/admin/", username=name, password=one_time)
        words = {"old_password": one_time, "new_password1": PASSWORD, "new_password2": PASSWORD}
        self.send("/admin/password_change/", **words)

    def get(self, path: str) -> str:
        return self.opener.open(self.site + path).read().decode()

    def send(self, path: str, at: str = "", **fields: str) -> tuple[str, str]:
        """Send a form that stands there, or ``at`` another address. Returns address and text of the answer."""
        page = self.get(at or path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        headers = {"Referer": self.site + path}
        request = urllib.request.Request(self.site + path, data, headers)  # noqa: S310
        with self.opener.open(request) as answer:
            return answer.url, answer.read().decode()

    def upload(self, form: str, content: bytes) -> float:
        """As the form's script does it. Returns the seconds that it took."""
        page = self.get(form)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        address = re.search(r'data-upload="([^"]+)"', page)[1]
        edge = "edge-of-a-part"
        disposition = 'form-data; name="file"; filename="overview-report.pdf"'
        head = f"--{edge}\r\nContent-Disposition: {disposition}\r\nContent-Type: application/pdf\r\n\r\n"
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        headers = {"X-CSRFToken": token, "Referer": self.site + form}
        headers["Content-Type"] = f"multipart/form-data; boundary={edge}"
        start = time.perf_counter()
        request = urllib.request.Request(self.site + address, body, headers)  # noqa: S310
        self.opener.open(request).read()
        return time.perf_counter() - start


def large_pdf(number: int) -> bytes:
    """Text on each page beside a megabyte of what no reader sees, each file another."""
    pdf = Pdf.new()
    for page_number in range(PAGES):
        page = pdf.add_blank_page()
        noise = bytes((number + page_number + step * 7) % 256 for step in range(1000)) * 1000
        page.obj[Name.Contents] = Stream(pdf, b"% " + noise.translate(None, b"\r\n") + b"\n")
    content = io.BytesIO()
    pdf.save(content, compress_streams=False)
    return content.getvalue()


def started() -> tuple[subprocess.Popen, str, dict[str, str]]:
    """The running site, its address, and the one-time passwords that it printed."""
    command = [sys.executable, "-u", "-m", "scr_site.launch.serve", "--fresh", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    output = ""
    for line in process.stdout:
        output += line
        if found := re.search(r"The site is at (\S+)/ and", line):
            return process, found[1], dict(re.findall(r"^    (\w+) +(\S+)$", output, re.MULTILINE))
    raise SystemExit("The site did not start")


def main(uploads: int) -> None:
    process, site, people = started()
    try:
        editor, approver = (Staff(site, name, people[name]) for name in ("editor", "approver"))
        page = re.search(r"/admin/reviews/review/(\d+)/", editor.get("/admin/reviews/review/"))[0]
        form, _ = editor.send(f"{page}edit/", at=f"{page}change/")
        form = form.removeprefix(site)
        files = [large_pdf(number) for number in range(uploads)]
        with ThreadPoolExecutor(uploads) as senders:
            sending = [senders.submit(editor.upload, form, content) for content in files]
            time.sleep(3)  # so that all of them are on their way
            under_way = sum(not each.done() for each in sending)
            withdrawing = withdraw(approver, page)
            times = sorted(each.result() for each in sending)
        sys.stdout.write(
            f"{uploads} uploads of {len(files[0]) // 1_000_000} MB, {under_way} under way: withdrawn and "
            f"answered in {withdrawing:.2f} s; the uploads took {times[0]:.0f} to {times[-1]:.0f} s\n"
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def withdraw(approver: Staff, page: str) -> float:
    """The seconds from pressing the button until the public's answer shows the notice."""
    note = "Ask the board for a copy."
    typed = {"reason": "anonymity", "authorised_by": "The chair", "note": note, "answer": "notice"}
    start = time.perf_counter()
    approver.send(f"{page}withdraw/", **typed)
    if note not in approver.get(REVIEW):
        raise SystemExit("The page is not withdrawn")
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
