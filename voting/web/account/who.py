"""Before an account's ways in are changed: that it is still the same official who sits here."""

from typing import Any

from wtforms import PasswordField
from wtforms.validators import ValidationError

from voting.services.errors import WrongPassword
from voting.web.account.sign_in import NOT_NOW, WRONG
from voting.web.door.passkeys import Handed, PasskeyField, Purpose
from voting.web.door.sessions import require_actor
from voting.web.door.tries import trying
from voting.web.errors import sentence, trouble_of
from voting.web.forms import NeededWithoutPasskey, PageForm
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class WhoForm(PageForm):
    """The password, or a passkey there is already; an account without a password is not asked for one."""

    password = PasswordField(_l("Mật khẩu hiện nay"), [NeededWithoutPasskey(_l("Hãy điền mật khẩu hiện nay."))])
    passkey = PasskeyField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not services().accounts.has_password(require_actor()):
            del self.password

    def validate_passkey(self, field: PasskeyField) -> None:
        """There is nothing else to show."""
        if self.password is None and not field.data:
            raise ValidationError(_("Máy chưa xác nhận. Xin bấm nút xác nhận."))

    def confirmed(self) -> bool:
        """Whether it is; what does not hold is said."""
        if not self.accepted():
            return False
        try:
            with trying(require_actor().login):
                self.show_who()
        except WRONG as error:
            self.say("password" if isinstance(error, WrongPassword) else "", sentence(error.code))
        except NOT_NOW as error:
            self.say("", str(trouble_of(error).advice))
        return not self.faults

    def show_who(self) -> None:
        """One of `WRONG`, or `NOT_NOW`, unless it is."""
        if self.passkey.data:
            handed = Handed.read(Purpose.CONFIRM, self.passkey.data)
            services().passkeys.confirm(require_actor(), handed.answer(), handed.check)
        else:
            services().accounts.confirm(require_actor(), self.password.data)
