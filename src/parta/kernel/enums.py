"""Closed lists that every domain may need."""

from enum import StrEnum


class FileRefusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "file_empty"
    TOO_BIG = "file_too_big"
    UNKNOWN = "file_unknown"
    LOCKED = "file_locked"
    ACTIVE = "file_active"


class FileKind(StrEnum):
    """What files may be kept: the ending of the name says the same as the bytes."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
