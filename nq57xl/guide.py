"""The officer's guide as a page for the browser, made from the documents that ship with the program."""

import html
from pathlib import Path

from nq57xl.plans.places import PACKAGE
from nq57xl.showing import show

CHAPTERS = ("huong-dan.md", "nut-lenh.md", "cai-dat-nut-lenh.md", "ma-loi.md")
"""The documents, in their order in the page; one that is not there is left out."""
PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src file:; style-src 'unsafe-inline'">
<title>Hướng dẫn NQ57</title>
<style>
body {{ font: 17px/1.5 "Times New Roman", serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }}
h1, h2, h3 {{ color: #1f4e79 }} img {{ max-width: 100%; border: 1px solid #ccc }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #bbb; padding: .3em .5em; vertical-align: top }}
pre, code {{ background: #f3f3f3 }} pre {{ padding: .6em }}
</style></head><body>
{body}
</body></html>
"""


def documents() -> Path:
    """The folder of the documents: inside an installed package, beside it in a checkout."""
    inside = PACKAGE / "docs"
    return inside if inside.is_dir() else PACKAGE.parent / "docs"


def guide_page() -> str:
    """The whole guide as one page of HTML; links between its chapters lead to them in the page."""
    from markdown import markdown
    folder = documents()
    found = [name for name in CHAPTERS if (folder / name).is_file()]
    chapters = []
    for name in found:
        text = (folder / name).read_text(encoding="utf-8")
        text = text.replace("](pictures/", f"]({folder.as_uri()}/pictures/")
        for other in found:
            text = text.replace(f"]({other})", f"](#{other})")
        chapters.append(f'<section id="{html.escape(name)}">{markdown(text, extensions=["tables", "fenced_code"])}'
                        "</section>")
    return PAGE.format(body="\n".join(chapters))


def open_guide() -> Path:
    """Write the page among the user's temporary files and show it in the browser; returns where it is."""
    from platformdirs import user_cache_path
    path = user_cache_path("nq57xl", appauthor=False, ensure_exists=True) / "huong-dan.html"
    path.write_text(guide_page(), encoding="utf-8")
    show(path)
    return path
