"""PDF files, good and bad, and an act in the register."""

from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from parta.people.queries.actors import actor_for
from parta.regulation.models import LocalAct
from parta.regulation.services.documents import Adoption, Document, upload_act
from tests.factories.small_school import TODAY, at


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


def placed_act(world: Any, **more: Any) -> LocalAct:
    """Put an act into the register as the director."""
    values = {
        "title": "Положение об электронном журнале",
        "kind": "statute",
        "is_public": False,
        "adoption": Adoption(date(2026, 9, 1), "педсовет, протокол № 1", "12", date(2026, 8, 31)),
        "document": Document("act.pdf", pdf(2)),
        **more,
    }
    frame = actor_for(account_id=world.accounts[world.director.pk].pk, school=world.school, request_id="r")
    return upload_act(actor=frame.actor, now=at(TODAY, "12:00"), **values)
