"""Workbooks that were made to do harm, and files that only look like one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats'
    '.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Target="{target}"{more}/></Relationships>'
)


def packed(parts: Mapping[str, bytes | str], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of some parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", way) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_sheet(sheet: bytes | str, *, target: str = "worksheets/sheet1.xml", more: str = "", **parts: str) -> bytes:
    """Return a workbook of one sheet, given as XML."""
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": _WORKBOOK,
            "xl/_rels/workbook.xml.rels": _RELS.format(target=target, more=more),
            "xl/worksheets/sheet1.xml": sheet,
            **{name.replace("__", "/") + ".xml": data for name, data in parts.items()},
        }
    )


def sheet_of(rows: str) -> str:
    """Return a sheet's XML."""
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def _bomb() -> bytes:
    stream = io.BytesIO(with_sheet(sheet_of(""), target="worksheets/large.xml"))
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/large.xml", "w") as part,
    ):
        part.write(b"<worksheet><sheetData>")
        for _megabyte in range(2_000):
            part.write(b" " * 1_000_000)
        part.write(b"</sheetData></worksheet>")
    return stream.getvalue()


def _many_cells() -> bytes:
    row = "<row>" + '<c t="b"><v>1</v></c>' * 100 + "</row>"
    return with_sheet(sheet_of(row * 30_000))


def _many_texts() -> bytes:
    texts = "<sst>" + "<si><t>word</t></si>" * 3_000_000 + "</sst>"
    return with_sheet(sheet_of('<row><c t="s"><v>0</v></c></row>'), xl__sharedStrings=texts)


def _laughing() -> bytes:
    lines = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    return with_sheet(
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>' + sheet_of('<row><c t="inlineStr"><is><t>&a9;</t></is></c></row>')
    )


def _reading_files() -> bytes:
    return with_sheet(
        '<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/hostname">]>'
        + sheet_of('<row><c t="inlineStr"><is><t>&leak;</t></is></c></row>')
    )


def _long_list() -> bytes:
    data = bytearray(with_sheet(sheet_of("")))
    place = data.rfind(b"PK\x05\x06")
    struct.pack_into("<I", data, place + 12, 0x7FFFFFFF)
    return bytes(data)


def _one_endless_word() -> bytes:
    return with_sheet(b'<worksheet><sheetData><row r="' + b"1" * 60_000_000 + b'"/></sheetData></worksheet>')


def _deep() -> bytes:
    return with_sheet("<c>" * 10_000_000 + "</c>" * 10_000_000)


def _cut() -> bytes:
    whole = with_sheet(sheet_of("<row/>" * 1000))
    return whole[: len(whole) // 2]


def _outside() -> bytes:
    return with_sheet(sheet_of(""), target="https://example.org/sheet.xml", more=' TargetMode="External"')


def _upwards() -> bytes:
    return with_sheet(sheet_of(""), target="../../../../etc/hostname")


def _ods() -> bytes:
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})


def _binary() -> bytes:
    return packed({"[Content_Types].xml": _TYPES, "xl/workbook.bin": b"\x00"})


def _letter() -> bytes:
    return packed({"[Content_Types].xml": _TYPES, "word/document.xml": "<x/>"})


def _rarely_packed() -> bytes:
    return packed({"[Content_Types].xml": _TYPES, "xl/workbook.xml": _WORKBOOK}, zipfile.ZIP_LZMA)


def _no_xml() -> bytes:
    return with_sheet(b"\x00\x01\x02 this is not XML <<<>>>")


def _plain_workbook() -> bytes:
    book = Workbook()
    book.worksheets[0].append(["something", "else"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (_bomb, "far more than a list"),
    "cells": (_many_cells, "far more than a list"),
    "texts": (_many_texts, "far more than a list"),
    "laughing": (_laughing, "instructions that no spreadsheet program writes"),
    "reading-files": (_reading_files, "instructions that no spreadsheet program writes"),
    "long-list": (_long_list, "far more than a list"),
    "endless-word": (_one_endless_word, "no sheet that came from this program"),
    "deep": (_deep, "damaged or incomplete"),
    "cut": (_cut, "damaged or incomplete"),
    "outside": (_outside, "damaged or incomplete"),
    "upwards": (_upwards, "damaged or incomplete"),
    "ods": (_ods, "a workbook of another kind"),
    "xlsb": (_binary, "a workbook of another kind"),
    "docx": (_letter, "is a Word document"),
    "lzma": (_rarely_packed, "has a password, or is of an old kind"),
    "no-xml": (_no_xml, "damaged or incomplete"),
    "password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "has a password, or is of an old kind"),
    "text": (lambda: b"Name,Town\r\nElm,Otley\r\n", "not an Excel workbook"),
    "empty": (lambda: b"", "not an Excel workbook"),
    "stranger": (_plain_workbook, "no sheet that came from this program"),
}
"""Each file with some words of the sentence that it is refused with."""
