"""Numbers of pages, as in an index: of several links to one page the first is enough. Pure."""

import re
from collections.abc import Mapping

REFS = re.compile(r'(<span class="page-refs">)(.*?)(</span>)', re.DOTALL)
LINK = re.compile(r'<a [^>]*href="#([^"]+)"[^>]*></a>')


def each_page_once(html: str, pages: Mapping[str, int]) -> str:
    """`html` with one link to a page in each `<span class="page-refs">`. pages: where the anchors came to lie."""
    return REFS.sub(lambda refs: refs[1] + _kept(refs[2], pages) + refs[3], html)


def _kept(refs: str, pages: Mapping[str, int]) -> str:
    links = list(LINK.finditer(refs))
    first = {pages.get(link[1], link[1]): link[0] for link in reversed(links)}
    if len(first) == len(links):
        return refs
    return ", ".join(reversed(first.values()))
