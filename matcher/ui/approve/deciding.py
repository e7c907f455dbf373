"""Review and approval, each by a person with a reason; and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from matcher.digest import digest
from matcher.plans import Outcome
from matcher.store.errors import StoreError
from matcher.store.records import PlanState
from matcher.store.wordings import LONGEST
from matcher.ui import fields, frame, markup
from matcher.ui.arriving import heard
from matcher.ui.cohorts import saving, telling
from matcher.ui.cohorts.opening import open_saved
from matcher.ui.cohorts.signing import ask_name, has_letters, is_named
from matcher.ui.sittings.keeping import is_saved, note_seen
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from matcher.plans import Plan
    from matcher.store.cohorts import SavedCohorts
    from matcher.store.records import KeptPlan, SavedCohort
    from matcher.ui.sittings.sittings import Sitting


def show(kept: SavedCohorts | None, sitting: Sitting, plan: Plan) -> None:
    """Show where the approval stands and the next step, or why it must wait."""
    if is_stale(sitting, plan):
        _stale()
    elif kept is None or sitting.saved is None:
        _unsaved(sitting)
    elif not is_saved(sitting):
        _changed(sitting)
    else:
        now = kept.one(sitting.saved.cohort.number)
        if now.version != sitting.saved.cohort.version:
            _changed_by_others(kept, sitting.saved.cohort, now)
        else:
            _next_step(kept, sitting, plan)


def is_stale(sitting: Sitting, plan: Plan) -> bool:
    """Return whether the files or the rules have changed since the plan was made."""
    return plan.cohort is not sitting.cohort and digest(plan.cohort) != digest(sitting.cohort)


def _stale() -> None:
    _lead(
        say("The files or the rules have changed since this plan was made."),
        say("It may no longer fit what people answered, so it cannot be approved. Plan again."),
    )
    if st.button(say("Go to the plan"), type="primary", key="to_plan"):
        frame.go_to("plan")


def _unsaved(sitting: Sitting) -> None:
    _lead(
        say("Not saved yet."),
        say("What is approved is kept under a name, with who approved it and why. Save it first."),
    )
    saving.form(sitting, "approve_save")


def _changed(sitting: Sitting) -> None:
    _lead(
        say("Changes are not saved yet."),
        say("Save them first, so that what is approved is what you see."),
    )
    by = ask_name("approve_by")
    if st.button(say("Save"), type="primary", key="approve_save_now") and is_named(by):
        saving.save(sitting)


def _changed_by_others(kept: SavedCohorts, seen: SavedCohort, now: SavedCohort) -> None:
    done = [
        f"{one.who}: {telling.done(one)}, {telling.moment(one.at)}"
        for one in kept.log(now.number)
        if (one.version or 0) > seen.version
    ]
    _lead(
        say("This cohort has changed since you opened it."),
        say("Look at it as it is now before you decide."),
    )
    st.html(markup.bullets(done))
    if st.button(say("Open it as it is now"), type="primary", key="open_now"):
        open_saved(now.number)
        st.rerun()


def _next_step(kept: SavedCohorts, sitting: Sitting, plan: Plan) -> None:
    assert sitting.saved is not None
    cohort = sitting.saved.cohort
    known = {one.number: one for one in kept.plans(cohort.number)}
    if cohort.current is None:
        _unsaved(sitting)
        return
    this = known[cohort.current]
    if cohort.state is PlanState.APPROVED:
        _approved(this)
        return
    if cohort.state is PlanState.DRAFT:
        _lead(
            say("Review it first."),
            say("One person looks at the pairs and the dates, and says so. Then it is approved."),
        )
    else:
        _reviewed(this)
    _unproven(plan)
    if cohort.approved is not None and cohort.approved != cohort.current:
        _will_replace(known[cohort.approved])
    _form(kept, sitting, cohort)


def _form(kept: SavedCohorts, sitting: Sitting, cohort: SavedCohort) -> None:
    reviews = cohort.state is PlanState.DRAFT
    by = ask_name("decide_by")
    why = _ask_why(
        sitting,
        say("What you looked at") if reviews else say("Why this plan"),
        f"decide_why_{cohort.version}",
    )
    pressed = st.button(
        say("I have reviewed it") if reviews else say("Approve this plan"),
        type="primary",
        key="decide_now",
    )
    asks = (
        say("Say in a few words what you looked at: others will ask in some months.")
        if reviews
        else say("Say why, in a few words: others will ask in some months.")
    )
    if not pressed or not is_named(by) or not has_letters(why, asks):
        return
    signs = kept.signed_by(by)
    decide = signs.review if reviews else signs.approve
    try:
        changed = decide(cohort.number, cohort.current or 0, why=why, seen=cohort.version)
    except StoreError as error:
        telling.tell(error)
        return
    note_seen(sitting, changed)
    st.rerun()


def _ask_why(sitting: Sitting, label: str, key: str) -> str:
    """Ask for a reason; what is typed stays with the sitting, for another page or a reload."""

    def keep() -> None:
        sitting.typed[key] = st.session_state[key]

    typed = sitting.typed.get(key, "")
    shown = fields.kept(key, typed)
    why: str = st.text_area(
        label, max_chars=LONGEST["why"], key=key, on_change=heard(keep), **shown
    )
    return why


def _approved(this: KeptPlan) -> None:
    last = this.decisions[-1]
    said = say("Approved by {who} on {when}.", who=last.who, when=telling.moment(last.at))
    st.html(markup.settled(said, last.why))


def _reviewed(this: KeptPlan) -> None:
    last = next(one for one in reversed(this.decisions) if one.state is PlanState.REVIEWED)
    _lead(
        say("Reviewed by {who} on {when}.", who=last.who, when=telling.moment(last.at)),
        last.why,
    )
    if this.state is PlanState.SUPERSEDED:
        st.html(
            markup.paragraph(
                say("A later plan took its place. Approve this one, and it takes effect again.")
            )
        )


def _unproven(plan: Plan) -> None:
    """Say what follows from approving a plan that is not proven to be the best."""
    if plan.status is Outcome.OPTIMAL:
        return
    more = say(
        "It is not proven that this plan is the best: at most {share} better may be possible. "
        "You can approve it; say in your reason that you know. Planning for longer may prove it.",
        share=spoken().percent(max(0.0, plan.gap or 0.0)),
    )
    st.warning(more, icon=":material/warning:")


def _will_replace(other: KeptPlan) -> None:
    last = other.decisions[-1]
    st.html(
        markup.paragraph(
            say(
                "Plan {number}, which {who} approved on {when}, holds until this one is approved.",
                number=other.number,
                who=last.who,
                when=telling.moment(last.at),
            )
        )
    )


def _lead(short: str, more: str) -> None:
    st.html(markup.standing_out(short, more))
