"""The command that notes what happened in a plan that is running: `follow-up`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.commands.base import EXIT_CODES, Force, Seed, TimeLimit

if TYPE_CHECKING:
    from matcher.follow_up import FollowUp


class YesNo(StrEnum):
    """A plain answer."""

    YES = "yes"
    NO = "no"


class Reply(StrEnum):
    """What somebody said to an invitation."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


def follow_up(
    plan: Annotated[
        Path, typer.Argument(metavar="DIR", help="The plan that is running, as it was written.")
    ],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE.csv]", help="Rows with the columns of follow_up."),
    ] = None,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR2", help="Where the results go.")],
    person: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="ID", help="Whom the note is about; may be repeated."),
    ] = None,
    workshop: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="The workshop that it is about.")
    ] = None,
    after_workshop: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="The check-in after workshop N, instead."),
    ] = None,
    invited: Annotated[YesNo | None, typer.Option(help="Whether they were invited.")] = None,
    reply: Annotated[Reply | None, typer.Option(help="What they said.")] = None,
    came: Annotated[YesNo | None, typer.Option(help="Whether they came.")] = None,
    held: Annotated[int, typer.Option(metavar="N", min=0, help="Workshops 1 to N were held.")] = 0,
    announced: Annotated[
        int, typer.Option(metavar="N", min=0, help="The dates up to workshop N were announced.")
    ] = 0,
    force: Force = False,
    time_limit: TimeLimit = None,
    seed: Seed = None,
) -> None:
    """Note who answered, who came, and what was held, in a plan that is running.

    DIR2 gets the plan that knows it, with pairs and dates as they are wherever they can be. DIR
    stays as it is.
    """
    from matcher.export.folder import open_plan, refuse_existing, save
    from matcher.following_up import note_follow_up, read_follow_up
    from matcher.talk import ConsoleProgress, say_plan

    refuse_existing(out, force=force)
    rows: list[FollowUp] = [] if file is None else list(read_follow_up(file))
    rows += _rows(person or [], workshop, after_workshop, invited, reply, came)
    if not (rows or held or announced):
        raise typer.BadParameter(
            "say what happened: a FILE.csv, --person with --workshop, --held or --announced"
        )
    with ConsoleProgress() as progress:
        made = note_follow_up(
            open_plan(plan),
            rows,
            held=held,
            announced=announced,
            time_limit=time_limit,
            seed=seed,
            progress=progress,
        )
    save(made, out, force=force)
    say_plan(made, out)
    raise typer.Exit(EXIT_CODES[made.status.value])


def _rows(
    people: list[str],
    workshop: int | None,
    after_workshop: int | None,
    invited: YesNo | None,
    reply: Reply | None,
    came: YesNo | None,
) -> list[FollowUp]:
    """Return a row for each person whom a note is about."""
    from pydantic import ValidationError

    from matcher.follow_up import FollowUp

    said = (invited, reply, came)
    if not people and (workshop, after_workshop, *said) == (None,) * 5:
        return []
    if not people or (workshop is None) == (after_workshop is None) or said == (None,) * 3:
        raise typer.BadParameter(
            "a note needs --person, one of --workshop and --after-workshop, and one of "
            "--invited, --reply and --came"
        )
    values = {
        "workshop": workshop,
        "after_workshop": after_workshop,
        "invited": None if invited is None else invited is YesNo.YES,
        "reply": reply,
        "came": None if came is None else came is YesNo.YES,
    }
    try:
        return [FollowUp.model_validate({"person_id": who, **values}) for who in people]
    except ValidationError as error:
        wrong = "; ".join(str(one["msg"]) for one in error.errors(include_url=False))
        raise typer.BadParameter(f"{wrong} (--person {' '.join(people)})") from error
