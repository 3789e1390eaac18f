"""The house stands as ARCHITECTURE says: imports run one way, files and functions keep to their budget."""

import ast
import statistics
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
LAYERS = ["practices", "women", "sessions_log", "reporting"]  # each may import itself and those before it
WIRING = "pause_cms"
TREE = {
    "manage.py", "pause_cms", "practices", "women", "sessions_log", "reporting", "templates", "static", "tests", "docs",
    "docker-compose.yml", "pyproject.toml", "uv.lock", "Makefile", "Dockerfile", "README.md", "CHANGELOG.md", "LICENSE",
}  # fmt: skip


def sources(*apps):
    return [path for app in apps for path in sorted((TOP / app).rglob("*.py")) if "migrations" not in path.parts]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("app", LAYERS)
def test_imports_point_one_way(app):
    above = set(LAYERS[LAYERS.index(app) + 1 :])
    wrong = {
        (str(path.relative_to(TOP)), name)
        for path in sources(app)
        for name in imported(path)
        if name.split(".")[0] in above | {WIRING, "tests"}
    }
    assert wrong == set()


def test_models_import_no_action_query_or_view():
    wrong = {
        (str(path.relative_to(TOP)), name)
        for path in sources(*LAYERS)
        if "models" in path.parts
        for name in imported(path)
        if {"actions", "queries", "views", "forms"} & set(name.split("."))
    }
    assert wrong == set()


def test_the_lifecycle_knows_no_database():
    assert not [name for name in imported(TOP / "women/lifecycle.py") if name.startswith("django")]


def test_the_pdf_renderer_is_loaded_only_where_a_pdf_is_made():
    for path in sources(*LAYERS, WIRING):
        tree = ast.parse(path.read_text())
        top_level = {
            name.name if isinstance(node, ast.Import) else node.module
            for node in tree.body
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in node.names
        }
        if path.name not in (
            "drawing_pdf.py",
            "pdf.py",
            "outputs.py",
            "printing.py",
        ):  # the last two are themselves imported by the worker alone
            assert (
                not {"weasyprint", "practices.drawing_pdf", "reporting.printing.pdf", "reporting.printing.outputs"}
                & top_level
            ), path


def functions():
    for path in sources(*LAYERS, WIRING):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield f"{path.relative_to(TOP)}:{node.name}", node.end_lineno - node.lineno + 1


def test_files_keep_to_their_budget():
    lengths = {str(path.relative_to(TOP)): len(path.read_text().splitlines()) for path in sources(*LAYERS, WIRING)}
    assert {name: length for name, length in lengths.items() if length > 400} == {}
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 250


def test_functions_keep_to_their_budget():
    lengths = dict(functions())
    assert {name: length for name, length in lengths.items() if length > 60} == {}
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 30


def test_no_module_is_a_drawer_of_odds_and_ends():
    assert not [path for path in sources(*LAYERS, WIRING) if path.stem in ("utils", "helpers", "misc", "common")]


def test_the_tree_holds_what_was_agreed_and_nothing_else():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    top = {name.split("/")[0] for name in listed}
    assert {name for name in top if not name.startswith(".")} == TREE


def test_templates_hold_no_inline_script_or_style():
    for path in (TOP / "templates").rglob("*.html"):
        text = path.read_text()
        for word in ("<style", " style=", " onclick", " onload=", "javascript:", "|safe"):
            assert word not in text, (path, word)
        data = text.count('<script data-allauth-onload="') if 'type="application/json"' in text else 0
        assert text.count("<script") == text.count("<script src=") + data, path
        assert text.count("<script src=") == text.count('nonce="{{ request.csp_nonce }}"'), path
