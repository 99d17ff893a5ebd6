"""What every Word file begins from: python-docx's empty document, without what no paper of ours uses.

Its hundred table styles are 880 kB of XML that every paper would read, press together twice and carry along.
"""

from functools import cache
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

_STYLES: Final = frozenset({"Normal", "Header", "TableGrid", "TableNormal", "DefaultParagraphFont", "NoList"})
_PARTS: Final = ("/stylesWithEffects", "/numbering", "/customXml", "/thumbnail")
"""Ends of the relations to parts of no use: for an older Word, of numbered lists, of a bibliography, a picture."""


def empty_document() -> Any:
    """A new document in which nothing is written; its styles are those that our papers use."""
    return Document(BytesIO(_base()))


@cache
def _base() -> bytes:
    document = Document()
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _STYLES:
            document.styles.element.remove(style)
        for link in style.findall(qn("w:link")):  # to the same style for letters, which is none of them
            style.remove(link)
    package = document.part.package
    assert package is not None  # noqa: S101 - a document read from a file is part of one
    for holder in (document.part, package):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_PARTS):
                del holder.rels[name]
    written = BytesIO()
    document.save(written)
    return written.getvalue()
