"""The forms of the officials' pages."""

from wtforms import PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from voting.services.permissions import Role
from voting.web.forms import Needed, PageForm, options
from voting.web.speech.labels import role_name
from voting.web.speech.words import _l


class SignInForm(PageForm):
    """Login and password."""

    login = StringField(_l("Tên đăng nhập"), [Needed(_l("Hãy điền tên đăng nhập."))])
    password = PasswordField(_l("Mật khẩu"), [Needed(_l("Hãy điền mật khẩu."))])


class PasswordForm(PageForm):
    """A new password for oneself."""

    old = PasswordField(_l("Mật khẩu hiện nay"), [Needed(_l("Hãy điền mật khẩu hiện nay."))])
    new = PasswordField(
        _l("Mật khẩu mới"),
        [Needed(_l("Hãy điền mật khẩu mới."))],
        description=_l("Ít nhất 10 ký tự. Nên ghép vài từ dễ nhớ với bạn."),
    )


class AccountForm(PageForm):
    """An official's account with roles in one village, or in the whole commune."""

    name = StringField(_l("Họ và tên"), [Needed(_l("Hãy điền họ và tên."))])
    login = StringField(
        _l("Tên đăng nhập"),
        [Needed(_l("Hãy điền tên đăng nhập."))],
        description=_l("Chữ thường không dấu, chữ số, dấu chấm; ví dụ nguyen.van.an."),
    )
    password = PasswordField(
        _l("Mật khẩu ban đầu"),
        [Needed(_l("Hãy điền mật khẩu ban đầu."))],
        description=_l("Ít nhất 10 ký tự. Người nhận nên đổi ngay sau khi đăng nhập lần đầu."),
    )
    village = SelectField(_l("Làm việc ở"), validate_choice=True)
    grants = SelectMultipleField(
        _l("Vai trò"),
        choices=options((role.value, role.value) for role in Role),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, villages: list[tuple[str, str]]) -> None:
        """Fills the choices: `(code, name)` of the commune's villages, and the roles in the reader's language."""
        self.village.choices = options([("", _l("Cả xã")), *villages])
        self.grants.choices = options((role.value, role_name(role)) for role in Role)


class VillageForm(PageForm):
    """A village of the commune."""

    unit_kind = SelectField(_l("Loại"))
    name = StringField(_l("Tên"), [Needed(_l("Hãy điền tên."))], description=_l("Ví dụ: Đông Hòa."))
    code = StringField(
        _l("Mã ngắn"),
        [Needed(_l("Hãy điền mã ngắn."))],
        description=_l("Chữ thường không dấu và gạch nối, in trên thẻ của hộ; ví dụ dong-hoa. Không đổi được về sau."),
    )
