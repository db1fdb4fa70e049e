"""Printing: the pages of the same PDF that is saved, drawn on the printer's paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

_DOTS = 200 / 72
"""Dots for each point of the PDF: 200 an inch is sharp on paper and quick to send."""


def print_pdf(content: bytes, title: str, parent: QWidget) -> None:
    """Ask which printer, then print every page the user chose."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def go() -> None:
        draw_pages(content, printer)

    dialog.accepted.connect(go)
    dialog.setModal(True)
    dialog.show()


def draw_pages(content: bytes, printer: QPrinter) -> None:
    """Draw the pages of a PDF, as large as the paper takes."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    painter = QPainter(printer)
    try:
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or len(document), len(document))
        for number in range(first - 1, last):
            if number >= first:
                printer.newPage()
            bitmap = document[number].render(scale=_DOTS, rev_byteorder=True)
            made = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
            paper = QRectF(painter.viewport())
            share = min(paper.width() / made.width(), paper.height() / made.height())
            painter.drawImage(QRectF(0, 0, made.width() * share, made.height() * share), made)
    finally:
        painter.end()
        document.close()
