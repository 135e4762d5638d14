"""Texts to be pasted into a mail or message: a reminder for a missing unit, a request for a faulty one."""

from datetime import date

from nq57xl.feedback.case import Case
from nq57xl.feedback.wording import Wording
from nq57xl.generate.texts import plan_reference, receiver
from nq57xl.model.dataset import Dataset
from nq57xl.model.days import day_text
from nq57xl.model.finding import Finding, sentence


def reminder(dataset: Dataset, case: Case, wording: Wording, on: date) -> str:
    """The text for a unit that has handed in nothing, as of the day `on`."""
    words, days = wording.reminder, (on - case.entry.due).days
    late = "overdue" if days > 0 else "ahead" if days < 0 else "today"
    return words["text"].strip().format(
        unit=case.entry.unit.name, today=day_text(on), receiver=receiver(dataset.plan), period=dataset.period.label,
        plan=plan_reference(dataset.plan), due=day_text(case.entry.due), late=words[late].format(days=abs(days)))


def correction(dataset: Dataset, case: Case, wording: Wording) -> str:
    """The text for a unit whose files have errors or were all refused, with the places to be corrected."""
    words, errors = wording.correction, case.errors
    shown = errors[:wording.message_errors]
    files = ", ".join(submission.file for submission in case.used or case.files)
    slots = {"unit": case.entry.unit.name, "receiver": receiver(dataset.plan), "period": dataset.period.label,
             "files": files, "count": len(errors), "deadline": day_text(case.deadline)}
    lines = [words["line"].format(number=number, place=sentence(place_text(f)), message=sentence(f.message),
                                  remedy=f.remedy) for number, f in enumerate(shown, 1)]
    if rest := len(errors) - len(shown):
        lines.append(words["rest"].format(count=rest))
    outcome = "accepted" if case.used else "refused"
    return words["text"].strip().format(head=words[outcome].format(**slots), lines="\n".join(lines),
                                        tail=words[f"tail_{outcome}"], **slots)


def place_text(finding: Finding) -> str:
    """`Chỉ tiêu, ô I12 (HP-CT11, Kết quả)`; the file where there is no sheet."""
    place = finding.place
    if not place.sheet:
        return place.file
    cell = f"trang {place.sheet}, ô {place.cell}" if place.cell else f"trang {place.sheet}"
    row = ", ".join(part for part in (place.row, place.field) if part)
    return f"{cell} ({row})" if row else cell
