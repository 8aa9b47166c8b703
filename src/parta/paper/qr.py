"""Square codes (QR) as one path: a page draws it inline, a sheet takes it as a picture."""

from dataclasses import dataclass

import qrcode

_QUIET = 4


@dataclass(frozen=True, slots=True)
class Square:
    """A square code: how many dots a side has with its quiet edge, and the path that fills the dark ones."""

    side: int
    path: str

    @property
    def svg(self) -> str:
        """Give the code as a picture of its own."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.side} {self.side}">'
            f'<path fill="#000" d="{self.path}"/></svg>'
        )


def qr_path(text: str) -> Square:
    """Draw a text as a square code that mends a seventh of itself when it is smudged."""
    code = qrcode.QRCode(border=_QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Square(len(rows), path)
