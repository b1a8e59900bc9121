"""The shape of the code, as data: layers, budgets, bans. Each check is shown to be able to fail."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# A module imports only from rows above its own in this list; row mates do not import each other.
LAYERS = [
    {"errors", "dates", "rendering", "pdf", "ledger", "tracing", "spreadsheet"},
    {"terms", "snapshot"},
    {"models"},
    {"past"},
    {"history", "blockers", "digest", "availability"},
    {"approval", "archive", "records"},
    {"differences", "pages", "documents", "register", "compliance", "daily"},
    {"checkpoints", "evidence", "fetching", "verification"},
    {"workflow"},
    {"delivery", "uploads"},
    {"forms"},
    {"views", "admin", "templatetags", "management", "middleware", "staff_site"},
    {"checks"},
    {"urls", "apps"},
]
LEVEL = {name: level for level, row in enumerate(LAYERS) for name in row}

# What an anonymous request can reach, and the methods at which it may enter the tables.
PUBLIC_MODULES = {
    "views": {"public"},
    "pages": {"public"},
    "delivery": set(),
    "templatetags": set(),
    "history": {"begun"},
    "past": {"begun", "public"},
    "archive": {"known"},
}
BACK_DOORS = {
    ".editions",
    "._base_manager",
    "._default_manager",
    ".raw",
    "get_object_or_404",
    "connection",
}

LONGEST_MODULE = 300
LONGEST_FUNCTION = 30
BANNED_NAMES = {"utils", "helpers", "common", "services", "base", "mixins", "managers"}

APP = [path for path in sorted((ROOT / "reviews").rglob("*.py")) if "migrations" not in path.parts]
SITE = sorted((ROOT / "scr_site").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT / "reviews").parts[0].removesuffix(".py")


def imported(source: str) -> set[str]:
    """The layers of the app that a module's source imports from."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "reviews":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reviews."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("reviews.")}
    return found


def upward(layer: str, source: str) -> set[str]:
    return {other for other in imported(source) if other != layer and LEVEL[other] >= LEVEL[layer]}


def side_doors(source: str, allowed: set[str]) -> set[str]:
    """Ways to rows other than the allowed manager methods."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        name = f".{node.attr}" if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if name in BACK_DOORS:
            found.add(name)
        if (
            getattr(getattr(node, "value", None), "attr", "") == "objects"
            and name[1:] not in allowed
        ):
            found.add(f"objects{name}")
    return found


def inner_imports(source: str) -> list[int]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        node.lineno
        for function in ast.walk(ast.parse(source))
        if isinstance(function, functions)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def long_functions(source: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]


def habits(source: str) -> set[str]:
    """Signals, overridden save() and hand-made safe strings."""
    found = set(re.findall(r"@receiver|mark_safe|post_save|pre_save|SafeString\(", source))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and any(
            "Model" in ast.unparse(base) for base in node.bases
        ):
            found |= {"save()" for part in node.body if getattr(part, "name", "") == "save"}
    return found


def unescaped(template: str) -> list[str]:
    return re.findall(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b", template)


@pytest.mark.parametrize("path", APP, ids=label)
def test_imports_point_down(path):
    layer = layer_of(path)
    if layer != "__init__":
        assert upward(layer, path.read_text()) == set()


@pytest.mark.parametrize("path", [path for path in APP if layer_of(path) == "pdf"], ids=label)
def test_the_pdf_package_knows_nothing_of_django(path):
    assert "django" not in path.read_text().replace("Django", "")


@pytest.mark.parametrize(
    "path", [path for path in APP if layer_of(path) in PUBLIC_MODULES], ids=label
)
def test_public_modules_enter_by_the_one_door(path):
    assert side_doors(path.read_text(), PUBLIC_MODULES[layer_of(path)]) == set()


@pytest.mark.parametrize("path", APP + SITE, ids=label)
def test_code_keeps_its_size_and_habits(path):
    source = path.read_text()
    assert source.count("\n") <= LONGEST_MODULE
    assert long_functions(source) == []
    assert inner_imports(source) == []
    assert path.stem not in BANNED_NAMES
    assert label(path) == "reviews/rendering.py" or habits(source) == set()


@pytest.mark.parametrize("path", TESTS, ids=label)
def test_tests_keep_their_size(path):
    source = path.read_text()
    assert source.count("\n") <= LONGEST_MODULE
    assert inner_imports(source) == []
    assert (
        re.findall(r"pytest\.(?:skip|xfail|mark\.skip|importorskip)|unittest\.mock", source) == []
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=label)
def test_templates_escape_everything(path):
    assert unescaped(path.read_text()) == []


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (lambda source: upward("models", source), "from reviews import workflow"),
        (lambda source: upward("history", source), "from reviews.blockers import blockers"),
        (lambda source: side_doors(source, {"public"}), "Edition.objects.filter(pk=1)"),
        (lambda source: side_doors(source, {"public"}), "page.editions.all()"),
        (lambda source: side_doors(source, {"public"}), "get_object_or_404(Edition)"),
        (inner_imports, "def f():\n    import os"),
        (long_functions, "def f():\n" + "    x = 1\n" * 30),
        (habits, "class Page(models.Model):\n    def save(self): pass"),
        (habits, "@receiver(post_save)\ndef f(): pass"),
        (unescaped, "{{ title|safe }}"),
        (unescaped, "{% autoescape off %}"),
    ],
)
def test_each_check_can_fail(check, source):
    assert check(source)
    assert not check("x = 1")
