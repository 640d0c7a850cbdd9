"""The shape of the code, read from the code: imports run one way, and some things are said in one place only."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
APPS = ["practices", "committees", "decisions", "cocomm"]  # each may import those before it
LAYERS = ["rights", "models", "facts", "actions", "views"]  # inside an app, each may import those before it
PURE = ["committees/rights", "committees/terms.py", "decisions/ballot.py"]

QUERYSET_MAKERS = {"objects", "filter", "exclude", "all", "in_force_on", "select_for_update", "order_by"}


@cache
def modules() -> list[Path]:
    """Every module of the product, without migrations."""
    return sorted(
        path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.relative_to(ROOT).parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> list[tuple[int, str]]:
    """(line, dotted name) of everything that the module imports, also inside functions."""
    package = dotted(path).split(".") if path.name == "__init__.py" else dotted(path).split(".")[:-1]
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            whole = ".".join([*base, *([node.module] if node.module else [])])
            # `from committees import facts` imports committees.facts as much as `import committees.facts` does
            found += [(node.lineno, f"{whole}.{alias.name}") for alias in node.names]
    return found


def layer(dotted_name: str) -> tuple[str, int] | None:
    """(app, place among the layers) of a module, or None for one that is in no layer."""
    app, _, rest = dotted_name.partition(".")
    part = rest.partition(".")[0]
    if app not in APPS or app == "cocomm" or part not in LAYERS:
        return None
    return app, LAYERS.index(part)


def test_imports_run_one_way_between_the_apps():
    wrong = []
    for path in modules():
        mine = APPS.index(path.relative_to(ROOT).parts[0])
        for line, what in imported(path):
            app = what.partition(".")[0]
            if app in APPS and APPS.index(app) > mine:
                wrong.append(f"{name(path)}:{line} imports {what}")
    assert not wrong


def test_imports_run_one_way_inside_an_app():
    wrong = []
    for path in modules():
        me = layer(dotted(path))
        for line, what in imported(path):
            other = layer(what)
            if me and other and me[0] == other[0] and other[1] > me[1]:
                wrong.append(f"{name(path)}:{line} imports {what}")
    assert not wrong


def test_the_engine_and_the_ballot_import_the_standard_library_and_the_vocabulary_only():
    pure = [path for path in modules() if any(name(path).startswith(start) for start in PURE)]
    assert pure
    wrong = [
        f"{name(path)}:{line} imports {what}"
        for path in pure
        for line, what in imported(path)
        if what.partition(".")[0] not in sys.stdlib_module_names
        and not re.match(r"committees\.(rights|terms)(\.|$)", what)
    ]
    assert not wrong


def test_the_vocabulary_imports_the_standard_library_only():
    path = ROOT / "committees" / "terms.py"
    assert not [what for _, what in imported(path) if what.partition(".")[0] not in sys.stdlib_module_names]


@pytest.mark.parametrize("app", ["practices", "committees", "decisions"])
def test_a_view_writes_nothing_itself(app):
    writes = {"save", "create", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
    wrong = [
        f"{name(path)}:{node.lineno} .{node.func.attr}()"
        for path in modules()
        if dotted(path).startswith(f"{app}.views")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes
    ]
    assert not wrong, "only actions write"


def chain(node: ast.expr) -> list[str]:
    """The names along a chain: `A.objects.filter(x).update` gives A, objects, filter, update."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        else:
            if isinstance(node, ast.Name):
                names.append(node.id)
            return names[::-1]


def tracked_models() -> set[str]:
    return {model.__name__ for model in apps.get_models() if hasattr(model, "history")}


def test_nothing_writes_a_tracked_model_behind_its_historys_back():
    """`update`, `bulk_create` and `bulk_update` write no history. Imports use bulk_create_with_history."""
    tracked = tracked_models()
    untracked = {model.__name__ for model in apps.get_models()} - tracked
    wrong = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            names = chain(node.func)
            writes = names[-1] in {"bulk_create", "bulk_update"} or (
                names[-1] == "update" and QUERYSET_MAKERS & set(names[:-1])
            )
            if writes and names[0] not in untracked:
                wrong.append(f"{name(path)}:{node.lineno} {'.'.join(names)}")
    assert tracked
    assert not wrong


def test_rights_never_hang_on_being_staff_or_superuser_or_on_a_stored_permission():
    """`user.has_perm` says yes to every superuser. The admin asks is_staff itself, to show itself, and nowhere else."""
    wrong = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"is_superuser", "is_staff", "has_perm", "has_perms"}:
                wrong.append(f"{name(path)}:{node.lineno} {node.attr}")
    for template in (ROOT / "templates").rglob("*.html"):
        for number, line in enumerate(template.read_text().splitlines(), start=1):
            if re.search(r"\bis_superuser\b|\bperms\.", line):
                wrong.append(f"{name(template)}:{number}")
    assert not wrong


def test_only_powers_knows_guardian_rights():
    """The models that guardian stores its grants in, and settings, are the only others that may name it."""
    allowed = ("committees/powers.py", "committees/models/", "cocomm/settings.py")
    wrong = [
        f"{name(path)}:{line}"
        for path in modules()
        for line, what in imported(path)
        if what.startswith("guardian") and not name(path).startswith(allowed)
    ]
    assert not wrong


def test_the_time_and_the_day_come_from_the_one_clock():
    asks = {"date.today", "datetime.today", "datetime.now", "datetime.utcnow", "timezone.now", "timezone.localdate",
            "timezone.localtime", "time.time"}  # fmt: skip
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        if name(path) != "practices/clock.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ".".join(chain(node)[-2:]) in asks
    ]
    assert not wrong


# --- What is kept in the repository ---
def kept_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [ROOT / entry for entry in listed.split("\0") if entry and (ROOT / entry).is_file()]


def test_lock_files_carry_hashes_and_no_address():
    locks = [*ROOT.glob("requirements*.txt"), ROOT / "package-lock.json"]
    assert len(locks) == 5
    for lock in locks:
        text = lock.read_text()
        assert not re.search(r"://|file:|find-links|index-url|\"resolved\"", text), lock.name
        assert "sha256:" in text or "sha512-" in text
    assert not (ROOT / "uv.lock").exists()
    assert not (ROOT / "pylock.toml").exists()


def test_no_file_names_a_package_registry_or_a_path_of_a_developers_machine():
    words = "|".join(
        ["pypi" + r"\.org", "registry" + r"\.npmjs", "pythonhosted" + r"\.org", "/work/" + "(main|shared)"]
    )
    wrong = []
    for path in kept_files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if found := re.search(words, text):
            wrong.append(f"{name(path)}: {found.group()}")
    assert not wrong


def test_templates_hold_no_script_no_style_and_no_other_host():
    """The content security policy refuses them; a page that needs one breaks only in the browser."""
    forbidden = {
        "a script without a file": r"<script(?![^>]*\bsrc=)",
        "a style": r"<style|\sstyle\s*=",
        "an event handler": r"<[a-z][^>]*\son[a-z]+\s*=",
        "a script address": r"javascript:",
        "htmx code": r"hx-on|hx-vals=['\"]js:|hx-vars",
        "another host": r"(src|href|action)=[\"']?(https?:)?//",
    }
    wrong = []
    for template in [*(ROOT / "templates").rglob("*.html"), *ROOT.glob("*/templates/**/*.html")]:
        text = template.read_text()
        wrong += [f"{name(template)}: {what}" for what, pattern in forbidden.items() if re.search(pattern, text, re.I)]
    assert not wrong


def test_our_style_sheets_and_scripts_name_no_other_host():
    own = [path for app in APPS for path in (ROOT / app / "static").rglob("*") if path.suffix in {".css", ".js"}]
    assert own
    assert not [name(path) for path in own if re.search(r"https?://|url\(|@import", path.read_text())]
