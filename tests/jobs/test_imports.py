"""Importing a roster and taking cases over: what is written, what is only reported."""

from datetime import date

import pytest

from documents import takeover
from jobs.import_cases import TakeoverRow, import_cases
from jobs.import_roster import RosterRefused, import_roster
from models.people import HOST, Scope
from models.refusals import Invalid, Missing
from store import caselist, cases, enterprises
from store.database import Database
from tests.documents.tables import HEADER, ONE, ROWS, TWO, csv
from tests.jobs.conftest import MONDAY, USCC, ZONE

CASES = ("统一社会信用代码", "企业名称", "流程", "阶段", "进入阶段日期", "协调员")
RUNNING = (ONE, "海通", "aeo-advanced", "guidance", "2026-03-01", "lin")
WRONG = (ONE[:-1] + ("0" if ONE[-1] != "0" else "1"), "坏", "")


def known(office: Database, uscc: str) -> list[str]:
    with office.reading() as tx:
        return [one.name for one in enterprises.of_code(tx, Scope.of("RZ"), uscc)]


def cases_of(office: Database, uscc: str) -> list[str]:
    with office.reading() as tx:
        return [one.no for one in caselist.listing(tx, Scope.of("RZ"), MONDAY.date(), uscc=uscc).items]


def take_over(office: Database, **cells: str) -> TakeoverRow:
    """Take one case over, some of its cells changed."""
    row = dict(zip(CASES, RUNNING, strict=True)) | cells
    content = csv([tuple(row), tuple(row.values())])
    (report,) = import_cases(office, content, site="RZ", actor=HOST, now=MONDAY, zone=ZONE).rows
    return report


def test_good_rows_go_in_beside_a_bad_one(office: Database) -> None:
    report = import_roster(office, csv([*ROWS, WRONG]), site="RZ", actor=HOST, now=MONDAY)

    assert (report.new, report.rejected, known(office, TWO)) == (2, 1, ["青岛啤酒屋有限公司"])


def test_a_rejected_row_names_itself_and_its_column(office: Database) -> None:
    (row,) = import_roster(office, csv([HEADER, WRONG]), site="RZ", actor=HOST, now=MONDAY).rows

    assert (row.row, row.field, [reason.where for reason in row.why]) == (2, "统一社会信用代码", ["2"])


def test_the_report_is_in_the_order_of_the_rows(office: Database) -> None:
    report = import_roster(office, csv([HEADER, WRONG, *ROWS[1:]]), site="RZ", actor=HOST, now=MONDAY)

    assert [row.status for row in report.rows] == ["rejected", "new", "new"]


def test_the_same_roster_again_changes_nothing(office: Database) -> None:
    import_roster(office, csv(), site="RZ", actor=HOST, now=MONDAY)
    report = import_roster(office, csv(), site="RZ", actor=HOST, now=MONDAY)

    assert (report.new, report.updated, report.same) == (0, 0, 2)


def test_a_blank_cell_does_not_wipe_what_is_known(office: Database) -> None:
    import_roster(office, csv(), site="RZ", actor=HOST, now=MONDAY)
    import_roster(office, csv([HEADER, (ONE, "日照海通水产有限公司", "")]), site="RZ", actor=HOST, now=MONDAY)
    with office.reading() as tx:
        (haitong,) = enterprises.of_code(tx, Scope.of("RZ"), ONE)

    assert haitong.phone == "0633-8281234"


def test_a_dry_run_writes_nothing(office: Database) -> None:
    report = import_roster(office, csv(), site="RZ", actor=HOST, now=MONDAY, dry_run=True)

    assert (report.new, known(office, ONE)) == (2, [])


def test_a_strict_import_writes_nothing_if_one_row_is_bad(office: Database) -> None:
    with pytest.raises(RosterRefused):
        import_roster(office, csv([*ROWS, WRONG]), site="RZ", actor=HOST, now=MONDAY, strict=True)

    assert known(office, ONE) == []


def test_an_unreadable_roster_writes_nothing(office: Database) -> None:
    with pytest.raises(Invalid):
        import_roster(office, csv()[:-3] + b"\x00" * 99, site="RZ", actor=HOST, now=MONDAY)

    assert known(office, ONE) == []


def test_a_roster_for_an_unknown_site_is_refused(office: Database) -> None:
    with pytest.raises(Missing):
        import_roster(office, csv(), site="XX", actor=HOST, now=MONDAY)


def test_a_credit_level_is_known_by_its_title(office: Database) -> None:
    import_roster(
        office, csv([(*HEADER, "信用等级"), (ONE, "海通", "", "高级认证企业")]), site="RZ", actor=HOST, now=MONDAY
    )
    with office.reading() as tx:
        (haitong,) = enterprises.of_code(tx, Scope.of("RZ"), ONE)

    assert haitong.credit_level == "advanced_certified"


def test_an_unknown_credit_level_is_kept_and_said(office: Database) -> None:
    (row,) = import_roster(
        office, csv([(*HEADER, "信用等级"), (ONE, "海通", "", "A类")]), site="RZ", actor=HOST, now=MONDAY
    ).rows

    assert (row.status, row.field, row.why[0].code) == ("new", "信用等级", "credit_level_unknown")


def test_a_running_case_is_taken_over_with_its_enterprise(office: Database) -> None:
    done = take_over(office)

    assert (done.status, known(office, ONE), cases_of(office, ONE)) == ("new", ["海通"], [done.no])


def test_a_certificate_is_taken_over_with_its_dates(office: Database) -> None:
    done = take_over(office, 阶段="follow-up", 认证日期="2024-06-30", 证书有效期至="2029-06-30", 证书编号="AEO1")

    with office.reading() as tx:
        case = cases.load(tx, done.no)

    assert case.milestones == {"certified": date(2024, 6, 30), "certificate-expires": date(2029, 6, 30)}
    assert case.facts["certificate_no"] == "AEO1"


@pytest.mark.parametrize("title", ["获证日期", "Certified on", "certified_on", "certified"])
def test_a_column_goes_by_what_the_process_calls_the_answer(office: Database, title: str) -> None:
    done = take_over(office, 阶段="follow-up", **{title: "2024年6月30日"})
    with office.reading() as tx:
        assert cases.load(tx, done.no).milestones == {"certified": date(2024, 6, 30)}


@pytest.mark.parametrize(("title", "cell"), [("获证日期", "去年"), ("是否生产型企业", "也许")])
def test_a_cell_that_is_no_such_answer_is_refused_by_its_title(office: Database, title: str, cell: str) -> None:
    assert take_over(office, **{title: cell}).field == title


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("流程", "nothing-like-it"),
        ("阶段", "nowhere"),
        ("进入阶段日期", "2027-01-01"),
        ("协调员", "nobody"),
        ("联络员", "zhao"),
        ("主管", "lin"),
        ("认证日期", "2027-01-01"),
    ],
)
def test_a_refused_case_names_its_row_and_column(office: Database, column: str, cell: str) -> None:
    row = take_over(office, **{column: cell})

    assert (row.row, row.status, row.field) == (2, "rejected", column)


def test_an_enterprise_unknown_and_without_name_is_refused_by_its_code(office: Database) -> None:
    assert take_over(office, 企业名称="").field == takeover.TITLES["uscc"]


def test_an_enterprise_with_a_running_case_is_refused(office: Database) -> None:
    row = take_over(office, 统一社会信用代码=USCC)

    assert [reason.code for reason in row.why] == ["case.running"]


def test_a_refused_case_leaves_no_enterprise_behind(office: Database) -> None:
    take_over(office, 阶段="nowhere")

    assert known(office, ONE) == []


def test_a_dry_run_takes_nothing_over(office: Database) -> None:
    report = import_cases(office, csv([CASES, RUNNING]), site="RZ", actor=HOST, now=MONDAY, zone=ZONE, dry_run=True)

    assert (report.new, cases_of(office, ONE)) == (1, [])
