"""A forgotten password by e-mail, the account's e-mail itself, and the application on paper where there is none."""

from allauth.account.utils import perform_login
from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from parta.installation.mail import mail_is_set_up, post
from parta.installation.models import Account
from parta.installation.queries.accounts import database_now
from parta.installation.services.recovery import (
    ask_recovery,
    confirm_email,
    forget_email,
    propose_email,
    recover,
    recovered_account,
)
from parta.kernel.decisions import Refused
from parta.web.doors.forms import CodeForm, EmailForm, NewPasswordForm
from parta.web.doors.passwords import asked_of
from parta.web.middleware.actors import ask_to_sign_in, device_of
from parta.web.ui.addresses import door
from parta.wording.account_letters import email_letter, recovery_letter
from parta.wording.accounts import account_text

HELD = "recovery"


def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask whose password is forgotten; the answer is the same whether or not there is such an account."""
    sent = False
    if request.method == "POST":
        who = request.POST.get("who", "")[:200].replace("\x00", "")
        if not consume(request, action="recover"):
            return respond_429(request)
        if consume(request, action="recover_one", key=who.strip().lower()):
            _send(request, who)
        sent = True
    return render(request, "parta/doors/recover.html", {"sent": sent, "mail": mail_is_set_up()})


def new_password(request: HttpRequest) -> HttpResponseBase:
    """Set a new password by the code from a letter, and go on as after any other sign-in."""
    hashed, now = request.session.get(HELD), database_now()
    account = recovered_account(hashed=hashed, now=now) if isinstance(hashed, str) else None
    if account is None or not isinstance(hashed, str):
        return redirect("code")
    data = request.POST if request.method == "POST" else None
    if data is not None and not consume(request, action="code"):
        return respond_429(request)
    form = NewPasswordForm(data, account=account, asked=asked_of(account, now.date()) if data else None)
    if form.is_valid():
        try:
            account = recover(hashed=hashed, password=form.cleaned_data["password"], now=now, device=device_of(request))
        except Refused:
            return redirect("code")
        request.session.pop(HELD, None)
        response: HttpResponseBase = perform_login(request, account, redirect_url="/")
        return response
    page = {"form": form, "account": account}
    return render(request, "parta/doors/recover_password.html", page, status=422 if data is not None else 200)


def email(request: HttpRequest) -> HttpResponseBase:
    """Show the account's e-mail; a post proposes another, confirms it by the code from a letter, or takes it away."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    form, code = EmailForm(account=request.user), CodeForm()
    if request.method == "POST":
        if not consume(request, action="change_password"):
            return respond_429(request)
        if "code" in request.POST:
            code = CodeForm(request.POST)
            if code.is_valid() and _confirmed(request, request.user, code):
                return redirect("email")
        else:
            form = EmailForm(request.POST, account=request.user)
            if form.is_valid():
                return _proposed(request, request.user, form.cleaned_data["email"])
    wrong = bool(form.errors or code.errors)
    page = {"form": form, "code": code, "mail": mail_is_set_up()}
    return render(request, "parta/doors/email.html", page, status=422 if wrong else 200)


def application(request: HttpRequest) -> HttpResponse:
    """Show the application for a lost password, to be printed and filled in by hand (S3: П5)."""
    return render(request, "parta/doors/application.html")


def _send(request: HttpRequest, who: str) -> None:
    address = request.build_absolute_uri(door("code"))
    letters: dict[str, list[tuple[str, str]]] = {}
    for one in ask_recovery(who=who, now=database_now()) if mail_is_set_up() else ():
        letters.setdefault(one.email, []).append((one.account.username, one.code))
    for to, codes in letters.items():
        subject, text = recovery_letter(codes, address)
        post(to=to, subject=subject, text=text)


def _proposed(request: HttpRequest, account: Account, wanted: str) -> HttpResponse:
    now = database_now()
    if not wanted:
        forget_email(account=account, now=now, device=device_of(request))
        messages.success(request, "Почта убрана.")
    else:
        mailed = propose_email(account=account, email=wanted, now=now)
        subject, text = email_letter(account.username, mailed.code)
        post(to=mailed.email, subject=subject, text=text)
        messages.info(request, f"Письмо с кодом отправлено на {wanted}. Введите код ниже, он действует час.")
    return redirect("email")


def _confirmed(request: HttpRequest, account: Account, form: CodeForm) -> bool:
    try:
        taken = confirm_email(
            account=account, code=form.cleaned_data["code"], now=database_now(), device=device_of(request)
        )
    except Refused as refused:
        form.add_error("code", account_text(refused.decision))
        return False
    messages.success(request, f"Почта подтверждена: {taken}.")
    return True
