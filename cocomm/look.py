"""Make the site's copy of the NHS.UK frontend library: `python -m cocomm.look`.

The library as it comes loads a licensed typeface from the NHS's own server and points at pictures from the root of the
site. The copy asks no other host for anything, uses Arial, and leaves out every file that shows the NHS logo.

In: node_modules/nhsuk-frontend (from `npm ci`). Out: var/nhsuk, which the static files settings name.
Only the standard library, so that it runs before there is a database.
"""

import re
import shutil
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
LIBRARY = BASE_DIR / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
COPY = BASE_DIR / "var" / "nhsuk"

# "favicon", "mask", "opengraph" and the numbered sizes are the logo.
ICONS = re.compile(r"nhsuk-icon-(?!mask)[a-z-]+\.svg")


def without_other_hosts(css: str) -> str:
    """Return the style sheet without web fonts, with its pictures beside it and without its source map.

    Raises ValueError if another host is still named: a new release may have added one.
    """
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("Frutiger W01,", "")
    css = css.replace("url(/assets/images/", "url(images/")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    leftover = re.search(r"url\(\s*[\"']?(https?:|//|/).{0,80}", css)
    if leftover:
        raise ValueError(f"The NHS.UK style sheet asks for {leftover.group()}: teach cocomm/look.py about it.")
    return css


def build(library: Path = LIBRARY, copy: Path = COPY) -> None:
    """Write the copy afresh. Raises FileNotFoundError where the library is not installed."""
    css = (library / "nhsuk-frontend.min.css").read_text()
    script = (library / "nhsuk-frontend.min.js").read_text()
    shutil.rmtree(copy, ignore_errors=True)
    (copy / "images").mkdir(parents=True)
    (copy / "nhsuk-frontend.min.css").write_text(without_other_hosts(css))
    (copy / "nhsuk-frontend.min.js").write_text(re.sub(r"//# sourceMappingURL=.*", "", script))
    for icon in (library / "assets" / "images").iterdir():
        if ICONS.fullmatch(icon.name):
            shutil.copyfile(icon, copy / "images" / icon.name)


if __name__ == "__main__":
    try:
        build()
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is not there: run `npm ci` first (`make look` does both).")
