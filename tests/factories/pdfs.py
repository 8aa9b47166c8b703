"""PDF files, good and bad."""

from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def pdf(pages: int = 1, *, title: str = "", **more: Any) -> bytes:
    """Make a PDF of blank pages; `script`, `locked`, `attached`, `launches`, `link` say what is wrong in it."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": title})
    if more.get("script"):
        script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    if more.get("attached"):
        writer.add_attachment("tool.exe", b"MZ")
    for name, action in (("launches", "/Launch"), ("link", "/URI")):
        if more.get(name):
            act = DictionaryObject({NameObject("/S"): NameObject(action), NameObject("/F"): TextStringObject("x")})
            note = {NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): act}
            writer.add_annotation(0, {**note, NameObject("/Rect"): writer.pages[0].mediabox})
    if more.get("locked"):
        writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def circling(*, action: str = "/GoTo", rounds: int = 40) -> bytes:
    """Make a PDF of one page whose fields hold themselves twice, and whose actions follow each other twice as often.

    Looked through without remembering what was seen, it takes for ever; the last action is `action`.
    """
    follows = [f"<< /S /GoTo /Next [{at + 1} 0 R {at + 1} 0 R] >>" for at in range(5, 5 + rounds)]
    parts = [
        "<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R /AcroForm << /Fields [4 0 R] >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        "<< /FT /Tx /Kids [4 0 R 4 0 R] >>",
        *follows,
        f"<< /S {action} >>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()
