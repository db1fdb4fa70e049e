"""What the file says about itself, in the two forms that readers look at; both say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from reports.cleaning import page_text
from reports.document import Document
from reports.pdf.writer import byte_string, text_string

PRODUCER = "Liaison Desk"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{claims}<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{more}<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
{extension}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""

_ARCHIVE = """<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
"""
_ACCESS = """<pdfuaid:part>1</pdfuaid:part>
"""
_EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA universal accessibility schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
"""What an archive wants to be told of the words that say who can read a file."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The standards that a file says it keeps."""

    archive: bool
    """PDF/A-2a."""
    access: bool
    """PDF/UA-1."""


BOTH = Claims(archive=True, access=True)


def one_line(text: str) -> str:
    """Return text for a title or a bookmark: clean and on one line."""
    return " ".join(page_text(text).split())


def packet(document: Document, claims: Claims = BOTH) -> bytes:
    """Return the XMP packet."""
    more = ""
    if author := _xml(document.author):
        more += f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
    if subject := _xml(document.subject):
        more += f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>\n'
    if keywords := _xml(_keywords(document)):
        more += f"<pdf:Keywords>{keywords}</pdf:Keywords>\n"
    return _PACKET.format(
        title=_xml(document.title),
        language=_xml(document.language),
        more=more,
        claims=(_ARCHIVE if claims.archive else "") + (_ACCESS if claims.access else ""),
        extension=_EXTENSION if claims.archive else "",
        producer=PRODUCER,
        day=document.as_at.isoformat(),
    ).encode("utf-8", "replace")


def information(document: Document) -> bytes:
    """Return the older information dictionary."""
    stamp = _stamp(document.as_at)
    parts = [b"<</Title" + text_string(one_line(document.title))]
    for key, text in (
        (b"/Author", one_line(document.author)),
        (b"/Subject", one_line(document.subject)),
        (b"/Keywords", _keywords(document)),
    ):
        if text:
            parts.append(key + text_string(text))
    tool = text_string(PRODUCER)
    parts.append(b"/Creator%s/Producer%s/CreationDate(%s)/ModDate(%s)>>" % (tool, tool, stamp, stamp))
    return b"".join(parts)


def language(document: Document) -> bytes:
    """Return the paper's language as a byte string."""
    return byte_string(one_line(document.language).encode("ascii", "ignore"))


def _keywords(document: Document) -> str:
    """Return the keywords in one line."""
    return ", ".join(filter(None, map(one_line, document.keywords)))


def _stamp(day: date) -> bytes:
    """Return the start of a day as PDF writes moments, in universal time so that every computer writes the same."""
    return f"D:{day:%Y%m%d}000000Z".encode()


def _xml(text: str) -> str:
    """Return text for XML, which cannot hold what cleaning leaves out."""
    return escape(one_line(text), quote=False)
