"""Forms of the doors."""

import struct
from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from parta.installation.models import Account
from parta.installation.rules.codes import read_code
from parta.installation.rules.logins import MAX_LENGTH, MIN_LENGTH, clean_login
from parta.web.doors.guessing import GUESSED_OF_YOU, is_guessed_of
from parta.web.doors.passwords import Asked, weakness

PASSWORD_MAX = 200
NO_KEY = "Ключ не сработал. Попробуйте ещё раз."
REQUIRED = {"required": "Заполните это поле."}


class CodeForm(forms.Form):
    """The code as it was typed."""

    code = forms.CharField(max_length=60, error_messages={**REQUIRED, "max_length": "В коде 16 знаков."})

    def clean_code(self) -> str:
        """Give the signs of the code, or say that this is not one."""
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError("Это не похоже на код: в нём 16 букв и цифр. Проверьте, что введены все группы.")
        return code


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(max_length=PASSWORD_MAX, strip=False, error_messages=REQUIRED)
    again = forms.CharField(max_length=PASSWORD_MAX, strip=False, error_messages=REQUIRED)

    def __init__(self, *args: Any, account: Account, asked: Asked | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.asked = asked or Asked()

    def clean(self) -> dict[str, Any]:
        """Compare both, ask the rules for passwords, and the acts of the person's schools."""
        data = super().clean() or {}
        first, second = data.get("password"), data.get("again")
        if first and second and first != second:
            self.add_error("again", "Пароли не совпадают.")
        elif first:
            try:
                validate_password(first, self.account)
            except ValidationError as weak:
                self.add_error("password", weak)
            else:
                if said := weakness(first, self.asked.policies):
                    self.add_error("password", said)
                elif is_guessed_of(first, self.asked.known):
                    self.add_error("password", GUESSED_OF_YOU)
        return data


class NewAccountForm(NewPasswordForm):
    """A login name of one's own and a password."""

    login = forms.CharField(max_length=150, error_messages=REQUIRED)
    field_order = ["login", "password", "again"]

    def clean_login(self) -> str:
        """Give the login in its one form; the password is compared with it too."""
        login = clean_login(self.cleaned_data["login"])
        if login is None:
            raise ValidationError(
                f"Имя для входа: от {MIN_LENGTH} до {MAX_LENGTH} латинских букв и цифр, "
                "внутри можно точку, дефис и подчёркивание."
            )
        self.account.username = login
        return login


class PasswordForm(forms.Form):
    """The password once more: who found an open browser shall not change how one signs in."""

    current = forms.CharField(max_length=PASSWORD_MAX, strip=False, error_messages=REQUIRED)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_current(self) -> str:
        """Check that the person knows the password."""
        current: str = self.cleaned_data["current"]
        if not self.account.check_password(current):
            raise ValidationError("Пароль не подходит.")
        return current


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    current = forms.CharField(max_length=PASSWORD_MAX, strip=False, error_messages=REQUIRED)
    field_order = ["current", "password", "again"]

    def clean_current(self) -> str:
        """Check that the person knows the present password."""
        current: str = self.cleaned_data["current"]
        if not self.account.check_password(current):
            raise ValidationError("Нынешний пароль не подходит.")
        return current


class EmailForm(PasswordForm):
    """Another e-mail of the account, or none, with the password."""

    email = forms.EmailField(required=False, error_messages={"invalid": "Проверьте адрес почты."})


class KeyField(forms.JSONField):
    """What a browser made with a passkey; anything else is said to be none before allauth looks at it."""

    widget = forms.HiddenInput

    def __init__(self, response: type[RegistrationResponse] | type[AuthenticationResponse]) -> None:
        super().__init__(error_messages={**REQUIRED, "invalid": NO_KEY})
        self.response = response

    def clean(self, value: Any) -> Any:
        """Give the answer of the browser where it can be read."""
        found = super().clean(value)
        try:
            self.response.from_dict(found)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error) as broken:
            raise ValidationError(NO_KEY) from broken
        return found


class NewKeyForm(AddWebAuthnForm):
    """A new passkey and a name for it."""

    name = forms.CharField(max_length=60, required=False, error_messages={"max_length": "Не длиннее 60 знаков."})
    credential = KeyField(RegistrationResponse)


class ShownKeyForm(AuthenticateWebAuthnForm):
    """A passkey shown at the door."""

    credential = KeyField(AuthenticationResponse)
