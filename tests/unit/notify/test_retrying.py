from datetime import timedelta
from itertools import pairwise

from trunkload.notify.errors import OF_ONE_MESSAGE, NotifyError, NotifyProblem
from trunkload.notify.retrying import MOST_ATTEMPTS, pause_after


def test_a_message_is_tried_again_later_and_later_for_three_days_and_then_given_up() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]
    known = [pause for pause in pauses if pause is not None]
    assert known == pauses
    assert known[:4] == [timedelta(minutes=minutes) for minutes in (1, 4, 16, 64)]
    assert all(one <= other for one, other in pairwise(known))
    assert timedelta(days=2.5) < sum(known, timedelta()) < timedelta(days=3.5)
    assert (pause_after(MOST_ATTEMPTS), pause_after(MOST_ATTEMPTS + 5)) == (None, None)


def test_what_concerns_one_recipient_closes_no_way() -> None:
    closed = {one for one in NotifyProblem if NotifyError(one, permanent=True, name="x").whole_way}
    assert closed == set(NotifyProblem) - OF_ONE_MESSAGE
    assert {NotifyProblem.MAIL_LOGIN_REFUSED, NotifyProblem.SMS_CREDENTIALS, NotifyProblem.OUTBOX_CLOSED} <= closed
