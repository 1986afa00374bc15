"""A small sound rulebook as text, to be spoilt one place at a time."""

from collections.abc import Mapping
from pathlib import Path

from models.definitions import KINDS
from models.rulebook import Problem, Rulebook
from store.marked_yaml import read
from store.rulebook import FOLDERS

PROCESS = "processes/small.yaml"
REGIME = "regimes/ORDER.yaml"
LADDER = "ladders/default.yaml"
OUTSIDE = "ladders/outside-party.yaml"
STATUTORY = "ladders/statutory.yaml"
STAGE = "ladders/stage.yaml"
STILLNESS = "ladders/stillness.yaml"
PROMISE = "ladders/promise.yaml"
RETURNED = "ladders/returned.yaml"
CALENDAR = "calendars/cn.yaml"
WORDING = "wordings/default.yaml"
MANNERS = "manners/default.yaml"
STANDARD = "standards/XX-FIRST.yaml"
REMEDIES = "remedies/XX-FIRST.yaml"
STORY = "tests/walk.yaml"

FILES: Mapping[str, str] = {
    PROCESS: """\
process: small
title: {zh: 小流程, en: Small}
regime: ORDER
target: certified
papers:
  letter: {zh: 意向书, en: Letter}
parties:
  tax: {zh: 税务部门, en: Tax authority}
stages:
  first:
    title: {zh: 一, en: First}
    term: 30 workdays after stage entered
    steps:
      intent:
        title: {zh: 意向, en: Intent}
        term: 20 workdays after stage entered
        evidence: [letter]
        answers:
          bonded: {title: {zh: 保税, en: Bonded}, type: yes_no}
          score: {title: {zh: 得分, en: Score}, type: number}
          trade: {title: {zh: 贸易, en: Trade}, type: choice, choices: {general: {zh: 一般, en: General}}}
          lines: {title: {zh: 业务, en: Lines}, type: choices, choices: {food: {zh: 食品, en: Food}}}
      check:
        title: {zh: 核对, en: Check}
        after: [intent]
        held_by: enterprise
        when: [{yes: bonded}]
        term: 25 workdays after intent done
      talk:
        title: {zh: 商谈, en: Talk}
        need: optional
        repeat: {when_done: true, at_most: 3}
    stages:
      coaching:
        title: {zh: 辅导, en: Coaching}
        after: [check]
        steps:
          visit:
            title: {zh: 走访, en: Visit}
            when: [{no: filed}]
    gate: [required_steps_done]
    outcomes:
      on: {title: {zh: 继续, en: On}, to: second}
      stop: {title: {zh: 停止, en: Stop}, close: stopped, gate: [], bar: reapply, reason: true}
  second:
    title: {zh: 二, en: Second}
    steps:
      acceptance:
        title: {zh: 受理, en: Acceptance}
        milestone: accepted
        answers:
          filed: {title: {zh: 仅备案, en: Filed only}, type: yes_no}
      decision:
        title: {zh: 决定, en: Decision}
        by: supervisor
        after: [acceptance]
        term: 80 days after accepted
        statutory: {clock: certify, after: accepted}
        review_by: supervisor
        extension: {by: 5 days, times: 1, approved_by: supervisor}
    outcomes:
      grant: {title: {zh: 获证, en: Granted}, close: certified, gate: [{step_done: decision}, {milestone: accepted}]}
      again: {title: {zh: 退回, en: Again}, to: first}
""",
    REGIME: """\
regime: ORDER
title: {zh: 办法, en: Order}
instrument: {zh: 第一号令, en: Order No. 1}
effective_from: 2026-04-01
effective_to: 2030-03-31
source: invented
levels:
  - {code: certified, title: {zh: 认证, en: Certified}, is_aeo: true}
  - {code: regular, title: {zh: 常规, en: Regular}}
clocks:
  certify:
    title: {zh: 认证, en: Certify}
    length: 90 days
    extension: {by: 30 days, times: 1}
bars:
  reapply: {title: {zh: 再次申请, en: Reapply}, length: 1 year}
""",
    REMEDIES: """\
remedies: XX-FIRST
title: {zh: 补强措施, en: Remedies}
source: invented
owners:
  clerk: {zh: 单证岗, en: Clerk}
usual:
  correct: {title: {zh: 整改, en: Put it right}, owner: clerk, evidence: [letter], term: 20 workdays}
clauses:
  2:
    review: {title: {zh: 设复核岗, en: Have papers reviewed}, owner: clerk, evidence: [letter], term: 10 workdays}
    factory: {title: {zh: 看工厂, en: See the factory}, held_by: customs, by: liaison, term: 1 month, when: [producer]}
same:
  5: "2"
""",
    STANDARD: """\
standard: XX-FIRST
title: {zh: 标准, en: Standard}
levels: [certified]
instrument: {zh: 第一号公告, en: Announcement No. 1}
published: 2026-04
effective_from: 2026-04-01
source: invented
counts: {categories: 2, items: 3, general_clauses: 4, bonus_clauses: 1, single_clauses: 1, lines: 1}
scale:
  met: {title: {zh: 达标, en: met}, points: 0}
  basically_met: {title: {zh: 基本达标, en: basically met}, points: -1}
  not_met: {title: {zh: 不达标, en: not met}, points: -2}
  not_applicable: {title: {zh: 不适用, en: not applicable}, points: null}
bonus: {at_most: 1}
pass_rule:
  all_of:
    - {none_rated: not_met}
    - {at_most_rated_per_item: {rating: basically_met, count: 1, within: [control]}}
    - {total_at_least: 95}
figures:
  debts: {title: {zh: 负债, en: Debts}, measure: cny}
  assets: {title: {zh: 资产, en: Assets}, measure: cny}
  ratio: {title: {zh: 负债率, en: Debt ratio}, measure: share, quotient: {of: [debts], to: [assets]}}
  opinion: {title: {zh: 意见, en: Opinion}, measure: choice, choices: {clean: {zh: 无保留, en: clean}}}
variants:
  trader:
    title: {zh: 收发货人, en: Trader}
    categories:
      control:
        title: {zh: 内控, en: Control}
        unseen: [4]
        items:
          1:
            title: {zh: 合作, en: Cooperation}
            clauses:
              1: {title: {zh: 联系人, en: Contact}, look_for: {zh: 有, en: There is one}}
              2: {title: {zh: 单证, en: Papers}, look_for: {zh: 有, en: There are}, when: [producer]}
          2:
            title: {zh: 财务, en: Finance}
            clauses:
              3:
                title: {zh: 偿债, en: Solvency}
                look_for: {zh: 算, en: Worked out}
                indicators:
                  ratio: [{figure: ratio, at_most: {producer: 0.85, non_producer: 0.75}}]
                  opinion: [{figure: opinion, one_of: [clean]}]
                passes: {met: 2, basically_met: 1}
      extra:
        title: {zh: 附加, en: Extra}
        items:
          3:
            clauses:
              5: {title: {zh: 奖, en: Prize}, look_for: {zh: 有, en: Won}, ratings: [met, not_applicable], bonus: 1}
  broker: {title: {zh: 报关企业, en: Broker}}
lines:
  food:
    title: {zh: 食品, en: Food}
    clauses:
      1:
        title: {zh: 处罚, en: Penalties}
        look_for: {zh: 无, en: None}
        trades: [trader]
        ratings: [met, not_met]
        thresholds:
          met:
            - [{figure: debts, at_most: 100}]
""",
    LADDER: """\
ladder: default
title: {zh: 一般, en: Ordinary}
rungs:
  - {at: T-3, to: [doer], wording: due_soon}
  - {at: T+1, to: [doer, supervisor], wording: overdue, every: 5, times: 2}
""",
    OUTSIDE: """\
ladder: outside-party
title: {zh: 外单位, en: Outside}
rungs:
  - {at: T-3, to: [doer], wording: due_soon}
""",
    STATUTORY: """\
ladder: statutory
title: {zh: 法定, en: Statutory}
rungs:
  - {at: T-20, to: [supervisor], wording: due_soon}
""",
    STAGE: """\
ladder: stage
title: {zh: 阶段, en: Stage}
rungs:
  - {at: T-5, to: [coordinator], wording: due_soon}
""",
    STILLNESS: """\
ladder: stillness
title: {zh: 停滞, en: Still}
rungs:
  - {at: T+10, to: [coordinator], wording: overdue}
""",
    PROMISE: """\
ladder: promise
title: {zh: 承诺, en: Promise}
rungs:
  - {at: T+1, to: [doer, supervisor], wording: overdue}
""",
    RETURNED: """\
ladder: returned
title: {zh: 退回, en: Returned}
rungs:
  - {at: T, to: [doer], wording: overdue}
""",
    CALENDAR: """\
calendar: cn
title: {zh: 日历, en: Calendar}
years:
  2026:
    status: published
    days_off:
      - {title: {zh: 元旦, en: New Year}, first: 2026-01-01, last: 2026-01-03, statutory: [2026-01-01]}
      - {title: {zh: 劳动节, en: Labour Day}, first: 2026-05-01, last: 2026-05-05}
    adjusted_workdays: [2026-01-04, 2026-05-09]
  2027:
    status: assumed
    days_off:
      - {title: {zh: 元旦, en: New Year}, first: 2027-01-01, last: 2027-01-01}
""",
    WORDING: """\
wording: default
title: {zh: 措辞, en: Wording}
subject: {zh: "{{ count }} 项", en: "{{ count }} matters"}
greeting: {zh: "{{ person }}", en: "{{ person }}"}
closing: {zh: "{{ url }}", en: "{{ url }}"}
kinds:
  due_soon:
    urgency: 3
    subject: {zh: 将到期, en: Due soon}
    line: {zh: "{{ step }} {{ due }}", en: "{{ step }} is due on {{ due }}"}
  overdue:
    urgency: 7
    subject: {zh: 逾期, en: Overdue}
    line: {zh: "{{ step }} 逾期", en: "{{ step }} is late"}
  urged:
    urgency: 5
    subject: {zh: 催办, en: Urged}
    line: {zh: "{{ step }}", en: "{{ step }}"}
""",
    MANNERS: """\
manners: default
title: {zh: 礼节, en: Manners}
slots: ["08:30", "14:00"]
working_from: "08:30"
working_until: "18:00"
""",
    STORY: """\
story: walk
title: {zh: 走一遍, en: A walk}
process: small
opened: 2026-06-15
scenes:
  - {on: 2026-06-16, act: complete-step, step: talk, refused: [step.not_open]}
""",
}


def spoilt(file: str, *changes: tuple[str, str]) -> dict[str, str]:
    """All files, one of them with each ``old`` written as ``new``, once. An ``old`` that is not there is a slip of the test."""
    text = FILES[file]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**FILES, file: text}


def write(directory: Path, files: Mapping[str, str] = FILES) -> Path:
    """The files below ``directory``."""
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
    return directory


def rulebook(files: Mapping[str, str] = FILES) -> Rulebook:
    """The definitions as they are parsed, without a directory."""
    found: dict[str, dict[str, object]] = {folder: {} for folder in FOLDERS}
    for name, text in files.items():
        folder, _, file = name.partition("/")
        if folder in FOLDERS:
            definition = KINDS[FOLDERS[folder]].model_validate(read(text.encode()).data)
            found[folder][file.removesuffix(".yaml")] = definition
    return Rulebook(**found)  # type: ignore[arg-type]


def place(problem: Problem) -> str:
    """Where a problem was found: ``process small stages.first.gate.0``."""
    return " ".join((problem.kind, problem.key, ".".join(map(str, problem.path)))).strip()
