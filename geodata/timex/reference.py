"""Present, past and future without a count: "now", "recently", "the current crisis"."""

from __future__ import annotations

from geodata.interval import DateInterval
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import in_words


def read_present(expression: Expression) -> Found | None:
    """Read "now" and its like as the day of publication."""
    return Found("DATE", "PRESENT_REF", _at_publication(expression))


def _at_publication(expression: Expression) -> DateInterval:
    day = expression.anchor.published
    if day is None:
        return DateInterval(
            None, None, "as_of_publication", "none", f"{expression.quoted}: when the article was written"
        )
    reason = f"{expression.quoted}, as of publication on {in_words(day)}"
    return DateInterval(day, day, "as_of_publication", "publication", reason)


def read_narrative_present(expression: Expression) -> Found | None:
    """Read "at this time" where history is told."""
    return read_present(expression) if expression.anchor.narrative else None


def read_past(expression: Expression) -> Found:
    """Read "recently" and "in the past" as before publication."""
    day = expression.anchor.published
    reason = f"{expression.quoted}: before publication" + (f" on {in_words(day)}" if day else "")
    name = "publication" if day else "none"
    return Found("DATE", "PAST_REF", DateInterval(None, day, "undated_recent", name, reason))


def read_the_past(expression: Expression) -> Found | None:
    """Read "in the past"."""
    return (
        read_past(expression)
        if expression.word("w") == "past" and expression.before() in {"in", "of", "from"}
        else None
    )


def read_future(expression: Expression) -> Found | None:
    """Read "the future" as after publication."""
    day = expression.anchor.published
    if not expression.anchor.narrative and expression.text.lower() == "future" and expression.before() != "in":
        return None
    reason = f"{expression.quoted}: after publication" + (f" on {in_words(day)}" if day else "")
    name = "publication" if day else "none"
    return Found("DATE", "FUTURE_REF", DateInterval(day, None, "undated", name, reason))


def read_reference(expression: Expression) -> Found | None:
    """Read an adverb that names its reference by itself."""
    return read_past(expression) if expression.value("r") == "PAST_REF" else read_present(expression)


def read_former(expression: Expression) -> Found | None:
    """Read "former" in a history, where it places a state before the one told."""
    if not expression.anchor.narrative:
        return None
    interval = DateInterval(None, None, "undated", "narrative", f"{expression.quoted}: before the time told")
    return Found("DATE", "PAST_REF", interval)


RULES = (
    rule("now", "w:now", read_present),
    rule("current", "current", read_present),
    rule("adverb", "(?:more)? r:reference", read_reference),
    rule("recent", "recent", read_past),
    rule(
        "the past",
        "the w:last (?!ordinal|UNIT|units|numword|day|number|vague|couple|season|seasons|weekday|weekend|month|daypart"
        "|dozen|full|year|holiday)",
        read_the_past,
    ),
    rule("future", "(?:the WORD?)? future", read_future),
    rule("present day", "present hyphen? unit", read_present),
    rule("at present", "(?<=at) present", read_present),
    rule("the present time", "the (?:present|current) time", read_present),
    rule("the time being", "the time being", read_present),
    rule("at this time", "(?<=at) this time", read_narrative_present),
    rule("these days", "this units (?=dot|stop|comma|break|quote)", read_present),
    rule("former", "former", read_former),
)
