"""Who is involved: by findings, listed names, statuses and paths; all other people are not."""

from __future__ import annotations

from celtrace.cases.handover.uninvolved import uninvolved
from celtrace.records import Account, Party, Record, Worker
from celtrace.records.people import PersonalDocument
from celtrace.weigh.assessment import Assessment, CandidateLine, Path
from report.small import SEEN, bare, blocked, party, subject, view


def worker(id_: str, **more: object) -> Worker:
    return Worker(seen=SEEN, id=id_, name=f"{id_.title()} Nam", **more)  # type: ignore[arg-type]


def person(id_: str) -> Party:
    return party(id_, f"{id_.title()} Person", form="person", emails=(f"{id_}@example.org",))


def names(assessment: Assessment, *records: Record) -> list[str]:
    return [one.texts[0] for one in uninvolved(view(*records), assessment)]


WORKERS = (worker("ana"), worker("bo"))


def test_people_of_whom_nothing_was_found_are_uninvolved_and_companies_are_no_people() -> None:
    assert ["Kim Person", "Ana Nam", "Bo Nam"] == names(
        bare(), party("studio"), person("kim"), *WORKERS
    )


def test_the_subject_of_a_finding_is_involved_even_where_it_was_closed() -> None:
    judged = bare(subjects=(subject("ana", 1, "worker"), subject("kim", 0, closed=("f1",))))
    assert ["Bo Nam"] == names(judged, person("kim"), *WORKERS)


def test_a_subject_at_tier_nothing_is_uninvolved() -> None:
    assert ["Ana Nam", "Bo Nam"] == names(bare(subjects=(subject("ana", 0, "worker"),)), *WORKERS)


def test_whose_account_is_a_subject_is_involved() -> None:
    account = Account(seen=SEEN, id="a1", worker="bo")
    judged = bare(subjects=(subject("a1", 3, "account"),))
    assert ["Ana Nam"] == names(judged, account, *WORKERS)


def test_a_name_like_a_listed_one_is_involved_until_it_is_rejected() -> None:
    def line(state: str) -> CandidateLine:
        return CandidateLine("kim", "us_ofac_sdn", "1", 0.9, ("Kim", "KIM"), state, "")

    assert [] == names(bare(candidates=(line("open"),)), person("kim"))
    assert ["Kim Person"] == names(bare(candidates=(line("rejected"),)), person("kim"))


def test_a_blocked_status_or_a_path_to_one_involves() -> None:
    assert [] == names(bare(blocked=(blocked("kim", "may-be"),)), person("kim"))
    assert ["Kim Person"] == names(bare(blocked=(blocked("kim", "no"),)), person("kim"))
    path = Path("us", "x", ("us", "kim", "x"), (), ())
    assert [] == names(bare(paths=(path,)), person("kim"))


def test_all_that_tells_who_somebody_is_is_known() -> None:
    whole = worker("ana", emails=("a@example.org",), phones=("+1 2",), accounts=("ana_k",),
                   documents=(PersonalDocument(number="X123", mrz="P<KOR"),))  # fmt: skip
    (found,) = uninvolved(view(whole), bare())
    assert {"Ana Nam", "a@example.org", "+1 2", "ana_k", "X123", "P<KOR"} <= set(found.texts)
    assert "[person 1]" == found.label


def test_what_an_involved_person_shares_is_left() -> None:
    one, two = worker("ana", phones=("+1 2 3",)), worker("bo", phones=("+1 2 3",))
    judged = bare(subjects=(subject("bo", 2, "worker"),))
    (found,) = uninvolved(view(one, two), judged)
    assert "+1 2 3" not in found.texts
