"""Which records are whose: frames for a claim and for a priority, and who is linked to and about what."""

from __future__ import annotations

from datetime import date

from takehold.engine.model import Action, Claim, Evidence, Measure, Priority, Review, Update

from .frame import Frame
from .world import World


def scaled(figure: float | None, measure: Measure | None) -> float | None:
    """A target or threshold in the measure's own figures: over 1, a proportion's in % is a percentage."""
    if figure is None or measure is None or measure.summary != "proportion" or figure <= 1:
        return figure
    return figure / 100 if (measure.unit or "").strip().startswith("%") else figure


def linked_records(world: World, claim: Claim) -> list[Evidence]:
    """The records that belong to a claim, in order of date (file order within a day)."""
    key = ("linked", claim.id)
    if key not in world.frames:
        world.frames[key] = linked_by_measure(world, claim)
    found: list[Evidence] = world.frames[key]
    return found


def linked_by_measure(world: World, claim: Claim) -> list[Evidence]:
    """The same, also for a claim that was given another measure: worked out each time."""
    experience = {measure.id for measure in world.measures if measure.perspective == "experience"}
    found = list(world.naming.get(claim.id, ()))
    for record in world.of_theme.get(claim.theme, ()) if claim.theme is not None else ():
        if record.claims:
            continue
        if (
            record.measure is not None
            and record.measure != claim.measure
            and record.measure not in experience
        ):
            continue
        if claim.teams is not None and record.team is not None and record.team not in claim.teams:
            continue
        if claim.shifts is not None and record.shift is not None and record.shift not in claim.shifts:
            continue
        found.append(record)
    return sorted(found, key=lambda record: record.date)


def claim_frame(
    world: World, claim: Claim, as_of: date | None = None, measure: Measure | None = None
) -> Frame:
    """A claim's records as at a day; in another measure than its own where one is given."""
    day = as_of or world.as_of
    key = ("claim", claim.id, day, measure.id if measure else None)
    if key not in world.frames:
        judged = measure or world.measure(claim.measure)
        linked = [record for record in linked_records(world, claim) if record.date <= day]
        world.frames[key] = Frame(
            as_of=day,
            length=claim.cycle or world.service.cycle,
            measure=judged,
            target=scaled(judged.target, judged) if judged else None,
            linked=linked,
            before=before_records(claim, linked),
            changed_on=claim.changed_on,
            before_from=claim.baseline_from,
            before_to=claim.baseline_to,
        )
    frame: Frame = world.frames[key]
    return frame


def before_records(claim: Claim, linked: list[Evidence]) -> list[Evidence]:
    """Those within the baseline dates, or where these are blank all, dated before the change."""
    if claim.changed_on is None:
        return []
    return [
        record
        for record in linked
        if record.date < claim.changed_on
        and (claim.baseline_from is None or record.date >= claim.baseline_from)
        and (claim.baseline_to is None or record.date <= claim.baseline_to)
    ]


def claims_of(world: World, priority: Priority) -> list[Claim]:
    """The claims that a priority names."""
    found = []
    for id in priority.claims:
        claim = world.claim(id)
        if claim is not None:
            found.append(claim)
    return found


def priority_records(world: World, priority: Priority) -> list[Evidence]:
    """Those of its claims, else those of its theme, in order of date."""
    claims = claims_of(world, priority)
    if not claims:
        return sorted(world.of_theme.get(priority.theme or "", ()), key=lambda record: record.date)
    found: dict[str, Evidence] = {}
    for claim in claims:
        for record in linked_records(world, claim):
            found[record.id] = record
    return sorted(found.values(), key=lambda record: record.date)


def priority_frame(world: World, priority: Priority, as_of: date | None = None) -> Frame:
    """A priority's records as at a day, with the baseline of its first claim, else that before it opened."""
    day = as_of or world.as_of
    key = ("priority", priority.id, day)
    if key in world.frames:
        known: Frame = world.frames[key]
        return known
    claims = claims_of(world, priority)
    first = claims[0] if claims else None
    measure = world.measure(priority.measure) or (world.measure(first.measure) if first else None)
    target = priority.target
    if target is None and measure is not None:
        target = measure.target
    linked = [record for record in priority_records(world, priority) if record.date <= day]
    if first is not None:
        changed_on: date | None = first.changed_on
        before = before_records(first, linked)
        before_from, before_to = first.baseline_from, first.baseline_to
    else:
        changed_on = priority.opened
        before = [record for record in linked if changed_on is not None and record.date < changed_on]
        before_from = before_to = None
    frame = Frame(
        as_of=day,
        length=(first.cycle if first else None) or world.service.cycle,
        measure=measure,
        target=scaled(target, measure),
        linked=linked,
        before=before,
        changed_on=changed_on,
        before_from=before_from,
        before_to=before_to,
    )
    world.frames[key] = frame
    return frame


def linked_actions(world: World, claim: Claim) -> list[Action]:
    """The actions whose own claims name it; where those are blank, whose priority's do."""
    found = []
    for action in world.actions:
        claims = action.claims
        if not claims:
            priority = world.priority(action.priority)
            claims = priority.claims if priority else ()
        if claim.id in claims:
            found.append(action)
    return found


def priorities_of(world: World, claim: Claim) -> list[Priority]:
    """The priorities that name the claim."""
    return [priority for priority in world.priorities if claim.id in priority.claims]


def actions_of(world: World, priority: Priority) -> list[Action]:
    """The priority's own actions."""
    return [action for action in world.actions if action.priority == priority.id]


def reviews_about_claim(world: World, claim: Claim) -> list[Review]:
    """Those that name the claim, its theme or its priority, in order of date."""
    wanted = {claim.id, *(priority.id for priority in priorities_of(world, claim))}
    if claim.theme is not None:
        wanted.add(claim.theme)
    return sorted((r for r in world.reviews if wanted & set(r.about)), key=lambda review: review.date)


def reviews_about_priority(world: World, priority: Priority) -> list[Review]:
    """Those that name the priority, one of its claims or its theme, in order of date."""
    wanted = {priority.id, *priority.claims}
    if priority.theme is not None:
        wanted.add(priority.theme)
    return sorted((r for r in world.reviews if wanted & set(r.about)), key=lambda review: review.date)


def updates_about_priority(world: World, priority: Priority) -> list[Update]:
    """Those that name the priority or one of its actions, in order of date."""
    wanted = {priority.id, *(action.id for action in actions_of(world, priority))}
    return sorted((u for u in world.updates if u.about in wanted), key=lambda update: update.date)
