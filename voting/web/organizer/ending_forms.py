"""The forms by which a matter ends before it is carried out: in the village, or by the commune."""

from flask_wtf.file import FileField
from wtforms import RadioField, TextAreaField

from voting.services.matters.terms import BY_COMMUNE, ENDINGS, Ending
from voting.web.forms import Needed, NumberedForm, options
from voting.web.organizer.matter_forms import PHOTO_HINT, Photo
from voting.web.speech.words import _l


class AbolishForm(Photo, NumberedForm):
    """The commune abolishes a decision, or sends it back (Art. 22)."""

    ending = RadioField(
        _l("Xã xử lý thế nào?"),
        choices=options([(one.value, ENDINGS[one].vi) for one in BY_COMMUNE]),
        validators=[Needed(_l("Hãy chọn một cách xử lý."))],
    )
    reason = TextAreaField(
        _l("Trái quy định ở điểm nào?"), [Needed(_l("Hãy ghi lý do."))],
        description=_l("Ghi số, ngày văn bản và lý do. Bà con đọc được, nên đừng ghi tên người."),
    )  # fmt: skip
    proof = FileField(_l("Văn bản của xã, bản chụp hoặc PDF"), description=PHOTO_HINT)


class EndForm(NumberedForm):
    """A matter ends before it is carried out."""

    ending = RadioField(_l("Dừng vì sao?"), validators=[Needed(_l("Hãy chọn một lý do."))], validate_choice=False)
    reason = TextAreaField(
        _l("Ghi rõ lý do"), [Needed(_l("Hãy ghi lý do."))],
        description=_l("Lý do được ghi vào sổ chung. Đừng ghi tên người."),
    )  # fmt: skip
    proof = FileField(_l("Văn bản của xã (cần khi xã bãi bỏ, yêu cầu sửa)"), description=PHOTO_HINT)

    def offer(self, possible: tuple[Ending, ...]) -> None:
        """The endings that may be chosen now."""
        self.ending.choices = options((one.value, ENDINGS[one].vi) for one in possible)
