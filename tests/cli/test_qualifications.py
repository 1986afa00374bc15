"""The register of qualifications in a terminal."""

from tests.cli.terminal import Terminal


def test_a_qualification_is_recorded_listed_and_withdrawn(oneplan: Terminal) -> None:
    held = "--kind enterprise_certification --no HG-1 --from 2026-01-01 --until 2027-12-31 --site RZ"
    made = oneplan.json("person", "qualify", "钱思源", *held.split())
    (one,) = oneplan.json("person", "qualifications", "--site", "RZ")["items"]
    gone = oneplan.json("person", "disqualify", str(one["id"]), "--on", "2026-01-02", "--reason", "误登")

    assert (made["name"], one["until"], gone["withdrawn_on"]) == ("钱思源", "2027-12-31", "2026-01-02")
