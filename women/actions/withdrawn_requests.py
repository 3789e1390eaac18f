"""A request of hers that was written on the wrong record, or by mistake: what goes with it, and what keeps it there.

What has been done for it is undone, as long as nothing of it has left: copies that were prepared are deleted, erasing
that it began is stopped, and words that were added as hers go with it.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from practices.models import AccessAction, AccessRecord
from practices.models.leased import OPEN_STATES
from women import withdrawing
from women.actions import corrections, erasures
from women.actions.requests import HER_WORDS
from women.codes import AskedOutcome, AskedRight, ErasureReason
from women.models import CopyDecision, CopyFile, Note, RecordCopy, Request, Woman
from women.withdrawing import CannotWithdraw

LABEL = Request._meta.label
REPORT_IT = (
    "What has left cannot be called back: if it reached anybody but the woman it is about, tell whoever sees to data "
    "protection today."
)
HAS_LEFT = {
    "sent": "A copy was sent for it, so it stays, with what was sent, when and how. "
    f"{REPORT_IT} If another woman asked, write her request on her own record.",
    "taken": f"Files of a copy that was made for it have been downloaded. {REPORT_IT} Delete them where they were "
    "saved, then close this request without a copy and say why; if another woman asked, write it on her own record.",
    "at work": "A copy is being prepared for it this moment. Wait until it is ready, then take this back.",
}
ERASING_IS_NOT_MOVED = (
    "It was answered with erasing. Take it back here, which stops that, and write her request on her own record: there "
    "it is looked at and answered anew."
)


def add_requests() -> None:
    """Make them known to the page that takes back."""
    withdrawing.RESTS[LABEL] = what_has_left
    withdrawing.LEFT_BEHIND[LABEL] = ("copies",)
    withdrawing.BEFORE[LABEL] = delete_copies
    withdrawing.ALSO[LABEL] = words_added
    withdrawing.STAYS[LABEL] = lambda asked: ERASING_IS_NOT_MOVED if _was_erasing(asked) else ""
    withdrawing.ANEW[LABEL] = ask_anew_who_it_is
    withdrawing.AFTERWARDS[LABEL] = erasing_follows
    withdrawing.FOLLOWS[LABEL] = what_follows


def what_has_left(asked: Request) -> str:
    """Blank, or what was done for a request that cannot be undone, and what to do instead; it waits for a sending."""
    held = Request.objects.select_for_update(of=("self",)).filter(pk=asked.pk).first() or asked
    copies = list(RecordCopy.objects.filter(request=held).values_list("pk", "state"))
    if held.sent_how:
        return HAS_LEFT["sent"]
    if any(state in OPEN_STATES for _, state in copies):
        return HAS_LEFT["at work"]
    taken = AccessRecord.objects.filter(
        action=AccessAction.EXPORT, view="copy_file", why__in=[f"copy {pk}" for pk, _ in copies]
    )
    return HAS_LEFT["taken"] if taken.exists() else ""


def delete_copies(asked: Request) -> None:
    """Delete what was gathered for it: it is of the record on which the request stood, and no other's."""
    hers = RecordCopy.objects.filter(request=asked)
    for model in (CopyFile, CopyDecision):
        model.objects.filter(copy__in=hers).delete()
    hers.delete()


def words_added(asked: Request) -> list[Any]:
    """The note that was written in the press that answered it with her own words."""
    if asked.outcome != AskedOutcome.HER_WORDS_ADDED:
        return []
    written = Note.objects.filter(
        woman=asked.woman_id, words=HER_WORDS.format(asked.answer), written_by=asked.closed_by_id
    )
    return list(written.order_by("-pk")[:1])


def ask_anew_who_it_is(asked: Request) -> None:
    """Whom we were sure of was another woman."""
    if asked.closed_on is None:
        asked.identity_checked_on = None


def erasing_follows(asked: Request) -> None:
    """Erasing that it began ends with it, and begins again where it is put back."""
    if not _was_erasing(asked):
        return
    today = timezone.localdate()
    if Request.objects.filter(pk=asked.pk).exists():
        try:
            erasures.begin_at_her_request(woman=asked.woman, today=today)
        except erasures.CannotErase as error:
            raise CannotWithdraw(str(error)) from error
        return
    asked.woman.erasures.filter(reason=ErasureReason.REQUEST, done_at=None, stopped_on=None).update(stopped_on=today)
    corrections.erasing_as_her_place_says(asked.woman, today=today)


def _was_erasing(asked: Request) -> bool:
    return asked.right == AskedRight.ERASURE and asked.outcome == AskedOutcome.DONE


def what_follows(asked: Request, to: Woman | None) -> Iterable[str]:
    """What the page that checks says of it, beside what it holds."""
    if RecordCopy.objects.filter(request=asked).exists():
        yield "The copy that was prepared for it is deleted: it is of this record."
    if _was_erasing(asked):
        yield "Her details are not erased for it."
    if asked.right == AskedRight.CORRECTION and asked.outcome == AskedOutcome.DONE:
        yield "What was changed on this record because of it stays. Read “What changed”, and put that right."
    if to is not None and asked.closed_on is None:
        yield "Whether it is her who asks has to be made sure of anew. The answer is due on the same day as before."
