"""The people and enterprises of the demo. All invented; credit codes carry valid check digits."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from models.credit_code import check_digit
from models.people import Person
from models.qualifications import Qualification
from models.vocabulary import Role

SITES = {"RZ": "日照示范点", "QD": "青岛示范点"}

PEOPLE = (
    Person("zhou", "周正", Role.SITE_LEAD, "RZ", None, "zhou@demo.example"),
    Person("zhao", "赵启明", Role.SUPERVISOR, "RZ", "zhou", "zhao@demo.example"),
    Person("lin", "林晓岚", Role.COORDINATOR, "RZ", "zhao", "lin@demo.example"),
    Person("chen", "陈立", Role.COORDINATOR, "RZ", "zhao", "chen@demo.example"),
    Person("zhang", "张帆", Role.COORDINATOR, "RZ", "zhao", "zhang@demo.example"),
    Person("li", "李沐", Role.LIAISON, "RZ", "zhao", "li@demo.example"),
    Person("shi", "史雯", Role.SECRETARY, "RZ", "zhou", "shi@demo.example"),
    Person("ma", "马国梁", Role.DEPARTMENT, "RZ", None, "ma@demo.example", party="tax"),
    Person("tang", "唐敏", Role.DEPARTMENT, "RZ", "ma", "tang@demo.example", party="tax"),
    Person("sun", "孙岩", Role.SUPERVISOR, "QD", None, "sun@demo.example"),
    Person("qiu", "邱宁", Role.COORDINATOR, "QD", "sun", "qiu@demo.example"),
    Person("gao", "高岩", Role.POLICY, "", None, "gao@demo.example"),
    Person("guan", "管一鸣", Role.ADMINISTRATOR, "", None, "guan@demo.example"),
)


LEAD = Qualification(
    "钱思源", "enterprise_certification", "DEMO-0317", date(2020, 1, 1), date(2035, 12, 31)
)  # of no site: an officer of the customs above both


@dataclass(frozen=True, slots=True)
class Invented:
    """One enterprise of the demo; ``trade_volume`` in 亿元."""

    uscc: str
    name: str
    customs_code: str
    industry: str
    trade_volume: str
    credit_level: str
    producer: bool
    bonded: bool
    line: str


def enterprises() -> Iterator[Invented]:
    """All of them, in the order of the file; the last five belong to the second site."""
    with files("jobs.demo").joinpath("enterprises.csv").open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=1):
            body = f"91371100MADEM{number * 37 % 10000:04}"
            yield Invented(
                uscc=body + check_digit(body),
                name=f"{'日照' if number <= 35 else '青岛'}{row['名称']}有限公司",
                customs_code=f"37119{number:05}",
                industry=row["行业"],
                trade_volume=row["进出口额"],
                credit_level=row["信用等级"],
                producer=row["生产型"] == "yes",
                bonded=row["保税"] == "yes",
                line=row["业务"],
            )
