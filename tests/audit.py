"""`make audit`: licences of what is installed; known vulnerabilities are pip-audit's to say, in the Makefile."""

import sys
from importlib.metadata import Distribution, distributions

# words of licences that may stand beside the AGPL
FREE = ("MIT", "BSD", "Apache", "PSF", "Python Software Foundation", "MPL", "Mozilla", "ISC", "LGPL", "GNU", "GPL", "0BSD",
        "Zlib", "CC0", "Unlicense", "Dual License", "HPND", "Yubico AB", "Enthought")  # fmt: skip


def licence_of(one: Distribution) -> str:
    """What its metadata say."""
    said = one.metadata.get("License-Expression") or one.metadata.get("License") or ""
    classes = " ".join(line for line in one.metadata.get_all("Classifier") or [] if line.startswith("License"))
    return f"{said[:200]} {classes}".strip()


def main() -> None:
    found = {one.metadata["Name"]: licence_of(one) for one in distributions()}
    odd = {name: said for name, said in found.items() if not any(word in said for word in FREE)}
    for name, said in sorted(odd.items()):
        print(f"{name}: {said or 'no licence is named'}")
    if odd:
        sys.exit("Read these licences before going on.")
    print(f"{len(found)} packages, each under a licence that may stand beside ours.")


if __name__ == "__main__":
    main()
