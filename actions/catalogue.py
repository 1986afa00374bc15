"""The catalogue (动作目录): every act that can be done on a case, by name, in the order in which pages show them."""

from collections.abc import Mapping

from actions import (
    accept_section,
    accept_step,
    acknowledge,
    add_step,
    advance_stage,
    answer_clauses,
    ask_party,
    assign,
    attach_evidence,
    attend_training,
    close_assessment,
    close_case,
    complete_step,
    drop_assessment,
    extend_deadline,
    fix_finding,
    follow_lead,
    hand_back,
    keep_duties,
    leave_lead,
    link_case,
    look_at_plan,
    lower_priority,
    note,
    open_assessment,
    postpone_window,
    promise,
    put_on_agenda,
    raise_finding,
    raise_findings,
    raise_priority,
    recompute_deadlines,
    record_answer,
    record_figures,
    record_training,
    reopen_case,
    reopen_step,
    resume_case,
    return_finding,
    return_section,
    return_step,
    send_back,
    share_step,
    snooze,
    start_step,
    submit_section,
    submit_step,
    suspend_case,
    take_off_agenda,
    take_shared_step,
    unlink_case,
    urge,
    verify_finding,
    waive_step,
)
from cases.acts import Act
from models.refusals import Invalid, Reason

ACTS: Mapping[str, Act] = {
    module.ACT.name: module.ACT
    for module in (
        start_step,
        complete_step,
        submit_step,
        accept_step,
        return_step,
        hand_back,
        waive_step,
        reopen_step,
        add_step,
        share_step,
        record_training,
        attach_evidence,
        note,
        acknowledge,
        snooze,
        promise,
        urge,
        extend_deadline,
        recompute_deadlines,
        keep_duties,
        suspend_case,
        resume_case,
        ask_party,
        record_answer,
        open_assessment,
        answer_clauses,
        record_figures,
        submit_section,
        return_section,
        accept_section,
        close_assessment,
        drop_assessment,
        raise_findings,
        raise_finding,
        fix_finding,
        verify_finding,
        return_finding,
        link_case,
        unlink_case,
        assign,
        raise_priority,
        lower_priority,
        put_on_agenda,
        postpone_window,
        look_at_plan,
        take_off_agenda,
        advance_stage,
        send_back,
        close_case,
        reopen_case,
    )
}

CONSEQUENCES: Mapping[str, Act] = {
    module.ACT.name: module.ACT for module in (follow_lead, leave_lead, take_shared_step, attend_training)
}
"""What an act on one case is to another. Nobody asks for these."""


def act_named(name: str) -> Act:
    """The act called ``name``. Raises Invalid, naming those that exist."""
    if name not in ACTS:
        raise Invalid(Reason("act.no_such", {"act": name, "allowed": ", ".join(sorted(ACTS))}, "act"))
    return ACTS[name]
