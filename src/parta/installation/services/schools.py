"""Making, listing, exporting and dropping the schools of an installation."""

import json
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django_tenants.utils import schema_exists

from parta.installation.models import RESERVED_SLUGS, SLUG, Account, InvitationCode, Membership, School, TransferCode
from parta.installation.queries.contents import contents, one_moment
from parta.installation.queries.second_factors import with_second_steps
from parta.installation.schools import enter_public
from parta.installation.services.archives import pack
from parta.installation.services.blanks import draw_tables
from parta.installation.services.dumps import dump
from parta.kernel.decisions import refusal

EXPORT_FORMAT = 2
NAME_LENGTH = 200


def schema_of(slug: str) -> str:
    """Give the name of a school's schema; a slug has no underscores, so two slugs never meet in one schema."""
    return "school_" + slug.replace("-", "_")


def school_named(slug: str) -> School:
    """Find a school of the register; refuse with `school_unknown`."""
    enter_public()
    school: School | None = School.objects.filter(slug=slug).first()
    if school is None:
        raise refusal("school_unknown", slug=slug)
    return school


def require_new_school(*, slug: str, name: str) -> None:
    """Refuse before any work is done.

    `slug_malformed`, `slug_reserved`, `school_exists`, `school_name_empty`, `school_schema_stands`.
    """
    if not SLUG.match(slug):
        raise refusal("slug_malformed", slug=slug)
    if slug in RESERVED_SLUGS:
        raise refusal("slug_reserved", slug=slug)
    if not name.strip() or len(name) > NAME_LENGTH:
        raise refusal("school_name_empty")
    enter_public()
    if School.objects.filter(slug=slug).exists():
        raise refusal("school_exists", slug=slug)
    if schema_exists(schema_of(slug)):
        raise refusal("school_schema_stands", schema=schema_of(slug))


def create_school(*, slug: str, name: str) -> School:
    """Register a school and draw its tables in a schema of its own; when drawing fails, nothing stays.

    Refuses as `require_new_school`.
    """
    require_new_school(slug=slug, name=name)
    school = School(slug=slug, schema_name=schema_of(slug), name=" ".join(name.split()))
    school.save()
    try:
        draw_tables(school.schema_name)
    except BaseException:
        school.delete(force_drop=True)
        raise
    return school


def drop_school(*, school: School, name: str) -> None:
    """Remove a school with everything in it, and the accounts that belonged to no other school.

    `name` is what the operator typed; refuses `drop_not_confirmed` unless it is the school's slug.
    """
    if name != school.slug:
        raise refusal("drop_not_confirmed", slug=school.slug)
    enter_public()
    with transaction.atomic():
        only_here = Account.objects.filter(memberships__school=school).exclude(
            pk__in=Membership.objects.exclude(school=school).values("account_id")
        )
        only_here.delete()
        school.delete(force_drop=True)


def export_school(*, school: School, file: Path, now: datetime) -> None:
    """Write one school into a tar file: its schema as pg_dump made it, its accounts, and what they are.

    Of second steps of signing in only the names of who has one: they stay behind.

    Readable by its owner only. Refuses `export_file_exists`, `export_no_program`, `export_failed`.
    """
    if file.exists():
        raise refusal("export_file_exists", file=str(file))
    enter_public()
    with tempfile.TemporaryDirectory(prefix="parta-export-") as folder:
        content, about = Path(folder) / "school.dump", Path(folder) / "school.json"
        with one_moment() as snapshot:
            accounts = Account.objects.filter(memberships__school=school).distinct()
            records = {
                "format": EXPORT_FORMAT,
                "parta": version("parta"),
                "exported_at": now.isoformat(),
                "school": _rows([school]),
                "accounts": _rows(accounts),
                "second_steps": with_second_steps(accounts),
                "memberships": _rows(Membership.objects.filter(school=school)),
                "invitation_codes": _rows(InvitationCode.objects.filter(school=school)),
                "transfer_codes": _rows(TransferCode.objects.filter(school=school)),
            }
            with connection.cursor() as cursor:
                records["contents"] = asdict(contents(cursor, [school.schema_name]))
            dump(content, snapshot=snapshot, schema=school.schema_name)
        about.write_text(json.dumps(records, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
        pack(file, about, content)


def _rows(objects: Iterable[Any]) -> list[dict[str, Any]]:
    return [{field.attname: getattr(item, field.attname) for field in item._meta.concrete_fields} for item in objects]
