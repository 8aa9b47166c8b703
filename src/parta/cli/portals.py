"""`parta portal …`: portals of a region through which people come in by OpenID Connect."""

import os
from typing import Annotated

import typer

from parta.cli.installation import open_ready_installation
from parta.cli.terminal import say
from parta.installation.enums import Audience, PortalKind

app = typer.Typer(help="Вход через порталы региона.", no_args_is_help=True, rich_markup_mode=None)

_SECRET = "PARTA_PORTAL_SECRET"  # noqa: S105 - the name of a variable
_WHOM = {Audience.STAFF: "работники", Audience.PARENTS: "родители", Audience.PUPILS: "обучающиеся"}


@app.command("add")
def add(
    issuer: Annotated[str, typer.Argument(metavar="АДРЕС", help="Адрес издателя (issuer).", show_default=False)],
    client_id: Annotated[str, typer.Argument(metavar="КЛИЕНТ", help="Имя клиента (client_id).", show_default=False)],
    title: Annotated[
        str, typer.Option("--title", metavar="НАЗВАНИЕ", help="Что стоит на кнопке после слов «Войти через».")
    ] = "портал региона",
    kind: Annotated[
        PortalKind,
        typer.Option(
            "--kind",
            metavar="ВИД",
            help="Как портал зовётся в положении о журнале: regional_portal, regional_sign_in (РСААГ) или esia.",
        ),
    ] = PortalKind.REGIONAL_PORTAL,
    people: Annotated[
        list[Audience] | None,
        typer.Option(
            "--for", metavar="КОМУ", help="Кого пускает: parents, pupils, staff; можно несколько раз, без этого всех."
        ),
    ] = None,
    scope: Annotated[str, typer.Option("--scope", metavar="ОБЛАСТИ", help="Что просить у портала.")] = "openid",
    snils: Annotated[
        str, typer.Option("--snils", metavar="ИМЯ", help="В каком сведении СНИЛС; без этого узнают только по коду.")
    ] = "",
    proof: Annotated[
        str, typer.Option("--proof", metavar="ИМЯ", help="Сведение, без которого СНИЛС не считается проверенным.")
    ] = "",
) -> None:
    """Записать портал или изменить записанный. Секрет клиента спросят (или возьмут из PARTA_PORTAL_SECRET)."""
    open_ready_installation()
    from parta.installation.services.portals import NewPortal, set_up_portal

    secret = os.environ.get(_SECRET) or typer.prompt("Секрет клиента", hide_input=True)
    told = NewPortal(kind, title, issuer, client_id, scope, people or list(Audience), snils, proof)
    portal = set_up_portal(told=told, secret=secret)
    say(f"Портал № {portal.pk} записан: «Войти через {portal.title}». Порталу сообщите адрес возврата:")
    say(f"https://ИМЯ-СЕРВЕРА/doors/portal/{portal.pk}/back/")


@app.command("list")
def listed() -> None:
    """Показать порталы, без секретов."""
    open_ready_installation()
    from parta.installation.models import Portal

    portals = list(Portal.objects.order_by("pk"))
    for one in portals:
        whom = ", ".join(_WHOM[Audience(who)] for who in one.audience)
        known = f"СНИЛС в «{one.snils_claim}»" if one.snils_claim else "без СНИЛС"
        state = "открыт" if one.is_on else "закрыт"
        say(f"№ {one.pk}, {state}: «{one.title}», {one.kind}, {one.issuer}, клиент {one.client_id}; {whom}; {known}")
    if not portals:
        say("Порталов нет.")


@app.command("off")
def off(number: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер портала.", show_default=False)]) -> None:
    """Закрыть вход через портал; кто привязан, останется привязан, пока портал не запишут снова."""
    open_ready_installation()
    from parta.installation.services.portals import shut_portal

    say(f"Вход через портал закрыт: «{shut_portal(portal_id=number).title}».")
