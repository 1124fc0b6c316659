"""What a mail quotes and how it is signed go out of its body; other quotations stay."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from indexer.extract import extract
from indexer.records import Page, RawItem
from tests.reading import only
from tests.test_extract_within import FIRST, SECOND

QUOTED = "> متى يفتح المسبح؟\n> سلوى"
TOLD = "On Mon, Mar 4, 2019 at 10:20 AM Salwa <salwa@sahl.example> wrote:"
WRAPPED = "On Mon, Mar 4, 2019, Salwa\n<salwa@sahl.example> wrote:"


def mail(tmp_path: Path, text: str) -> Page:
    message = EmailMessage()
    message["Subject"], message["From"] = "المسبح", "نادر الحلو <nader@sahl.example>"
    message.set_content(text)
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    item = only(path)
    assert isinstance(item, RawItem)
    return extract(item)


@pytest.mark.parametrize(
    "end",
    [
        "-- \nنادر الحلو\nبلدية السهل",
        f"{TOLD}\n{QUOTED}",
        f"{WRAPPED}\n\n{QUOTED}\n>\n> > أقدم من ذلك",
        f"في 4 آذار 2019 الساعة 10:20 كتبت سلوى:\n{QUOTED}",
        f"{TOLD}\n{QUOTED}\n\n-- \nنادر",
    ],
)
def test_quotations_and_signatures_are_no_body(tmp_path: Path, end: str) -> None:
    found = mail(tmp_path, f"{FIRST}\n\n{SECOND}\n\n{end}\n")
    assert found.body.split("\n\n") == [FIRST, SECOND]
    said = " ".join(one.text for one in found.dropped).split()
    assert set(end.split()) <= set(said)


def test_answers_between_quotations_stay(tmp_path: Path) -> None:
    found = mail(tmp_path, f"{TOLD}\n{QUOTED}\n\n{FIRST}\n\n> وكم ثمن الدخول؟\n\n{SECOND}\n")
    assert found.body.split("\n\n") == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{FIRST}\n\nوقال الشاعر:\n\n> يا ماء السهل\n", "يا ماء السهل"),
        (f"{TOLD}\n{QUOTED}\n", "متى يفتح المسبح"),
        (f"{FIRST}\n\n--\n\n" + f"{SECOND}\n\n" * 12, SECOND),
        (f"{FIRST} والعدد -- كما قيل -- كبير.\n", "كما قيل"),
    ],
)
def test_what_only_looks_so_stays(tmp_path: Path, text: str, kept: str) -> None:
    assert kept in mail(tmp_path, text).body
