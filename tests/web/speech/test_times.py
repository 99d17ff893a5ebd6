"""How long until then, as a person says it."""

from datetime import timedelta

import pytest
from flask import Flask
from village.life import Village

from voting.web.speech.times import remaining


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=2, hours=4, minutes=5), "còn 2 ngày 4 giờ"),
        (timedelta(hours=3, minutes=7), "còn 3 giờ 7 phút"),
        (timedelta(seconds=20), "còn 1 phút"),
        (timedelta(minutes=-1), "đã quá hạn"),
    ],
)
def test_what_is_left_is_said_in_the_two_largest_units(
    app: Flask, village: Village, left: timedelta, said: str
) -> None:
    with app.test_request_context("/"):
        assert remaining(village.clock() + left) == said
