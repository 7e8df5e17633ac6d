"""The holder of an account beside the names of a document: told in any script, deciding nothing."""

from __future__ import annotations

import pytest

from cases.workers.conftest import joined, step
from cases.workers.test_handed import read, says, worker_with
from celtrace.cases.workers.acts import record_step
from celtrace.cases.workers.handed import with_readings
from celtrace.cases.workers.holder import holders_said, is_name_of
from celtrace.cases.workers.register import Register
from celtrace.documents.mrz import Mrz, parse


def zone(names: str) -> Mrz:
    lines = (f"P<UTO{names}".ljust(44, "<"), "X1234567<7UTO9002281F3001318<<<<<<<<<<<<<<06")
    return parse(lines)


@pytest.mark.parametrize(
    ("written", "names", "same"),
    [
        ("Muster Ada Maria", "MUSTER<<ADA<MARIA", True),
        ("Ada Maria Muster", "MUSTER<<ADA<MARIA", True),
        ("김철수", "KIM<<CHOL<SU", True),
        ("王伟", "WANG<<WEI", True),
        ("Иван Петров", "PETROV<<IVAN", True),
        ("Nguyễn Văn An", "NGUYEN<<VAN<AN", True),
        ("김철수", "PAK<<CHOL<SU", False),
        ("Иван Петров", "PETROV<<IGOR", False),
        ("田中太郎", "TANAKA<<TARO", False),
        ("", "TANAKA<<TARO", False),
    ],
)
def test_a_name_in_another_script_verifies_and_never_contradicts(
    written: str, names: str, *, same: bool
) -> None:
    assert same == is_name_of(written, zone(names))


@pytest.mark.parametrize(
    ("holder", "said"),
    [
        ("Ada Maria Muster", ": the name in the machine-readable lines."),
        ("River Trading Ltd", "not the name in the machine-readable lines, MUSTER, ADA MARIA"),
    ],
)
def test_the_holder_is_held_against_the_lines(register: Register, holder: str, said: str) -> None:
    file = worker_with(register)
    read(register, file, says())
    record_step(register, "Ann", file.person, step("bank_papers", paper="cheque", holder=holder))
    (told,) = holders_said(with_readings(register, register.file(file.person)))
    assert f"The account is {holder}'s" in told
    assert said in told


def test_without_lines_nothing_is_compared_and_that_is_said(register: Register) -> None:
    file = joined(register)
    record_step(register, "Ann", file.person, step("bank_papers", paper="cheque", holder="An"))
    (told,) = holders_said(register.file(file.person).records)
    assert "no machine-readable lines were read" in told


def test_forms_without_a_holder_say_nothing(register: Register) -> None:
    file = joined(register)
    record_step(register, "Ann", file.person, step("document_examined", picture="flat"))
    assert [] == list(holders_said(register.file(file.person).records))
